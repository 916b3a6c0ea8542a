using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;

namespace SessionKeys.Bundler.Client;

/// <summary>One bundler with its circuit breaker and what it said to be able to do.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PoolMember
{
    private static readonly TimeSpan SamplingTime = TimeSpan.FromSeconds(30);

    private readonly IBundlerClient _client;
    private readonly UInt256 _chainId;
    private readonly FailoverOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline _pipeline;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _missingMethods = new(StringComparer.Ordinal);
    private long _restsUntilTicks;
    private volatile MemberCapability? _capability;
    private volatile BundlerException? _lastFailure;

    public PoolMember(FailoverMember member, UInt256 chainId, FailoverOptions options, TimeProvider timeProvider)
    {
        Name = member.Name;
        _client = member.Client;
        _chainId = chainId;
        _options = options;
        _timeProvider = timeProvider;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = options.CallsBeforeRest,
                SamplingDuration = SamplingTime,
                BreakDuration = options.Rest,
                StateProvider = _circuit,
                OnOpened = _ =>
                {
                    Interlocked.Exchange(ref _restsUntilTicks, (timeProvider.GetUtcNow() + options.Rest).UtcTicks);
                    return default;
                },
                ShouldHandle = new PredicateBuilder()
                    .Handle<BundlerException>(static e => FailoverRules.IsOutage(e.Kind)),
            })
            .Build();
    }

    public string Name { get; }

    public BundlerHealth Health => new(
        Name, IsResting, _lastFailure?.Kind, _capability?.EntryPoints, _capability?.IsOnChain ?? true);

    /// <summary>Whether it is left alone; the circuit itself stays open until a call after the rest.</summary>
    public bool IsResting => _circuit.CircuitState == CircuitState.Open
        && _timeProvider.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntilTicks);

    /// <summary>Calls the bundler unless it rests.</summary>
    public async Task<T> CallAsync<T>(
        Func<IBundlerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            T answer = await _pipeline.ExecuteAsync(
                static async (state, token) =>
                    await state.call(state._client, token).ConfigureAwait(false),
                (call, _client),
                cancellationToken).ConfigureAwait(false);
            _lastFailure = null;
            return answer;
        }
        catch (BundlerException e)
        {
            _lastFailure = FailoverRules.IsOutage(e.Kind) ? e : null;
            if (e is { Kind: BundlerErrorKind.MethodNotFound, Method: { } method })
            {
                _missingMethods[method] = _timeProvider.GetUtcNow() + _options.CapabilityLifetime;
            }

            throw;
        }
        catch (BrokenCircuitException e)
        {
            throw new BundlerException(
                BundlerErrorKind.Unavailable,
                $"The bundler {Name} was not asked: it rests for {_options.Rest.Seconds()} s after repeated "
                    + $"failures, the last one {_lastFailure?.Kind}. Wait, or add another bundler.",
                e);
        }
    }

    /// <summary>Asks the bundler something short, within <see cref="FailoverOptions.LookupTime"/>.</summary>
    public Task<T> AskAsync<T>(
        Func<IBundlerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken) => CallAsync(
            async (client, token) =>
            {
                using var deadline = new CancellationTokenSource(_options.LookupTime, _timeProvider);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
                try
                {
                    return await call(client, both.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException e) when (!token.IsCancellationRequested)
                {
                    throw new BundlerException(
                        BundlerErrorKind.Timeout,
                        $"The bundler {Name} did not answer within {_options.LookupTime.Seconds()} s, "
                            + "FailoverOptions.LookupTime. Ask again, or raise the limit.",
                        e);
                }
            },
            cancellationToken);

    /// <summary>Whether the bundler lacks a method, as it said itself not long ago.</summary>
    public bool Lacks(string method) =>
        _missingMethods.TryGetValue(method, out DateTimeOffset until) && _timeProvider.GetUtcNow() < until;

    /// <summary>Whether the bundler is on our chain and serves an EntryPoint, as far as it told.</summary>
    public async Task<bool> ServesAsync(Address entryPoint, CancellationToken cancellationToken) =>
        (await CapabilityAsync(cancellationToken).ConfigureAwait(false)).Serves(entryPoint);

    /// <summary>What the bundler says to be able to do; asked again when that is old.</summary>
    public async Task<MemberCapability> CapabilityAsync(CancellationToken cancellationToken)
    {
        if (_capability is { } known && _timeProvider.GetUtcNow() < known.Until)
        {
            return known;
        }

        try
        {
            UInt256 chain = await AskAsync(
                static (client, token) => client.GetChainIdAsync(token), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Address> entryPoints = await AskAsync(
                static (client, token) => client.GetSupportedEntryPointsAsync(token), cancellationToken)
                .ConfigureAwait(false);
            return _capability = new MemberCapability(
                entryPoints, chain == _chainId, _timeProvider.GetUtcNow() + _options.CapabilityLifetime);
        }
        catch (BundlerException)
        {
            // What it said before is better than nothing, and a bundler that told nothing is simply tried.
            return _capability ?? new MemberCapability(null, true, default);
        }
    }

    /// <summary>Has the bundler asked again before it is used next, because it contradicted itself.</summary>
    public void ForgetCapability() => _capability = null;
}
