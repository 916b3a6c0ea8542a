using System.Security.Cryptography;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SessionKeys.Bundler.Client;

/// <summary>Several bundlers of one chain, used as one.</summary>
/// <remarks>
/// <para>Thread-safe. An operation goes to one bundler at a time, in the order of the members, those that rest last.
/// Where an answer is lost, the operation is looked up by its hash at every bundler and by hash and nonce at the node,
/// before the same bytes go to the next one. The calls of an operation are never sent under another nonce.</para>
/// <para>Refusals of the operation itself are final; outages and rules of a single bundler are not: docs/failover.md
/// has the table. A bundler that keeps failing rests for a while. Questions go to any bundler; questions for a hash go
/// to all of them at once.</para>
/// </remarks>
public sealed class FailoverBundler : IBundlerClient
{
    private readonly PoolMember[] _members;
    private readonly OutcomeResolver _resolver;
    private readonly UInt256 _chainId;
    private readonly FailoverOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ResiliencePipeline _rounds;

    /// <summary>Puts bundlers behind one.</summary>
    /// <param name="members">At least one, the preferred one first, each with a name of its own.</param>
    /// <param name="node">A node of the same chain: it decides what became of an operation.</param>
    /// <param name="chainId">The chain's id, from the configuration or the node.</param>
    /// <param name="options">The limits, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no members, or two have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public FailoverBundler(
        IReadOnlyList<FailoverMember> members, NodeClient node, UInt256 chainId, FailoverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(node);
        if (members.Count == 0 || members.DistinctBy(member => member.Name).Count() != members.Count)
        {
            throw new ArgumentException(
                $"The bundlers were refused: there are {members.Count}, and allowed is at least one, each with a name "
                    + "of its own. Name each bundler once.",
                nameof(members));
        }

        _options = options ?? new FailoverOptions();
        _options.Validate();
        _chainId = chainId;
        _timeProvider = _options.TimeProvider ?? TimeProvider.System;
        _members = [.. members.Select(member => new PoolMember(member, chainId, _options, _timeProvider))];
        _resolver = new OutcomeResolver(_members, node, _options.LookBackBlocks);
        _rounds = BuildRounds(_options, _timeProvider);
    }

    /// <summary>What is known of each bundler now, in the order of the members.</summary>
    public IReadOnlyList<BundlerHealth> Health => [.. _members.Select(member => member.Health)];

    /// <inheritdoc/>
    public Task<UInt256> GetChainIdAsync(CancellationToken cancellationToken = default) => AskAnyAsync(
        "eth_chainId", null, static (client, token) => client.GetChainIdAsync(token), cancellationToken);

    /// <summary>Asks which EntryPoints at least one bundler serves.</summary>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The EntryPoints, the preferred one of the first bundler first.</returns>
    /// <exception cref="BundlerException">No bundler told.</exception>
    public async Task<IReadOnlyList<Address>> GetSupportedEntryPointsAsync(
        CancellationToken cancellationToken = default)
    {
        MemberCapability[] all = await Task
            .WhenAll(_members.Select(member => member.CapabilityAsync(cancellationToken))).ConfigureAwait(false);
        Address[] served =
        [
            .. all.Where(each => each.IsOnChain).SelectMany(each => each.EntryPoints ?? []).Distinct(),
        ];
        return served.Length > 0
            ? served
            : throw FailoverErrors.NobodyServes("eth_supportedEntryPoints", "any EntryPoint", _members);
    }

    /// <inheritdoc/>
    public Task<GasEstimate> EstimateUserOperationGasAsync(
        UserOperation operation,
        Address entryPoint,
        IReadOnlyDictionary<Address, AccountOverride>? stateOverrides = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return AskAnyAsync(
            "eth_estimateUserOperationGas",
            entryPoint,
            (client, token) =>
                client.EstimateUserOperationGasAsync(operation, entryPoint, stateOverrides, authorization, token),
            cancellationToken);
    }

    /// <summary>Sends a signed operation to one bundler, and to the next one only if it did not take it.</summary>
    /// <param name="operation">The operation; its bytes are never changed.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the calls; the operation may have been accepted nevertheless.</param>
    /// <returns>The hash that was computed here: a bundler holds the operation, or it is in a block.</returns>
    /// <exception cref="ArgumentException">The version of the EntryPoint is not known.</exception>
    /// <exception cref="SessionKeyException">The operation cannot be hashed.</exception>
    /// <exception cref="BundlerException">
    /// Every bundler refused it, or one did for all; or it is not known whether one holds it
    /// (<see cref="BundlerErrorKind.OutcomeUnknown"/>). The error carries the operation's hash.
    /// </exception>
    public async Task<UserOperationHash> SendUserOperationAsync(
        UserOperation operation,
        Address entryPoint,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        UserOperationHash hash = UserOperationHasher.Hash(operation, VersionOf(entryPoint), entryPoint, _chainId);
        var send = new FailoverSend(_members, _resolver, operation, entryPoint, authorization, hash);
        try
        {
            SendResult result = await _rounds.ExecuteAsync(
                static async (send, token) => await send.RoundAsync(token).ConfigureAwait(false),
                send,
                cancellationToken).ConfigureAwait(false);
            return result.Hash ?? throw result.Refusal
                ?? FailoverErrors.NobodyServes(FailoverSend.Method, $"the EntryPoint {entryPoint}", _members);
        }
        catch (Exception e) when (e is BundlerException or TimeoutRejectedException)
        {
            bool isToldUnknown = e is BundlerException { Kind: BundlerErrorKind.OutcomeUnknown };
            BundlerException error = send.MayBeHeld && !isToldUnknown ? FailoverErrors.OutcomeUnknown(hash, e)
                : e as BundlerException
                    ?? FailoverErrors.TimeIsOver(FailoverSend.Method, _options.TotalTime, null, e);
            error.UserOperationHash = hash;
            error.Attempts = send.Attempts;
            if (ReferenceEquals(error, e))
            {
                throw;
            }

            throw error;
        }
    }

    /// <inheritdoc/>
    public Task<SubmittedUserOperation?> GetUserOperationAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default) =>
        FindAsync((client, token) => client.GetUserOperationAsync(hash, token), cancellationToken);

    /// <inheritdoc/>
    public Task<UserOperationReceipt?> GetUserOperationReceiptAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default) =>
        FindAsync((client, token) => client.GetUserOperationReceiptAsync(hash, token), cancellationToken);

    /// <summary>Asks every bundler where an operation stands; the one that brought it furthest counts.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The status, or null if no bundler tells.</returns>
    /// <exception cref="BundlerException">No bundler answered.</exception>
    public async Task<UserOperationStatus?> GetUserOperationStatusAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<UserOperationStatus?> told = await FailoverLookup.AllAsync(
            _members, (client, token) => client.GetUserOperationStatusAsync(hash, token), cancellationToken)
            .ConfigureAwait(false);
        return told.MaxBy(static status => FailoverLookup.Progress(status?.State));
    }

    /// <inheritdoc/>
    public async Task<UserOperationReceipt> WaitForReceiptAsync(
        UserOperationHash hash, ReceiptWaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReceiptWaitOptions wait = options ?? new ReceiptWaitOptions();
        wait.Validate();
        var exchange = new RpcExchange("eth_getUserOperationReceipt", FailoverErrors.Everybody);
        try
        {
            return await new ReceiptWaiter(this, exchange, wait, _timeProvider)
                .WaitAsync(hash, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            e.UserOperationHash = hash;
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<FeesPerGas> GetGasPriceAsync(
        FeeTier tier = FeeTier.Standard, CancellationToken cancellationToken = default) => AskAnyAsync(
            "gas price", null, (client, token) => client.GetGasPriceAsync(tier, token), cancellationToken);

    private static ResiliencePipeline BuildRounds(FailoverOptions options, TimeProvider timeProvider)
    {
        ResiliencePipelineBuilder builder = new() { TimeProvider = timeProvider };
        builder.AddTimeout(options.TotalTime);
        if (options.Rounds > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Rounds - 1,
                Delay = options.RoundPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue,
                ShouldHandle = new PredicateBuilder().Handle<BundlerException>(static e => e.IsTransient),
            });
        }

        return builder.Build();
    }

    private async Task<T> AskAnyAsync<T>(
        string method,
        Address? entryPoint,
        Func<IBundlerClient, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
    {
        var question = new FailoverQuestion<T>(_members, method, entryPoint, call);
        try
        {
            return await _rounds.ExecuteAsync(
                static async (question, token) => await question.RoundAsync(token).ConfigureAwait(false),
                question,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw FailoverErrors.TimeIsOver(method, _options.TotalTime, question.LastFailure, e);
        }
    }

    private async Task<T?> FindAsync<T>(
        Func<IBundlerClient, CancellationToken, Task<T?>> call, CancellationToken cancellationToken)
        where T : class
    {
        IReadOnlyList<T> found = await FailoverLookup
            .AllAsync(_members, call, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private EntryPointVersion VersionOf(Address entryPoint) =>
        _options.FurtherEntryPoints.TryGetValue(entryPoint, out EntryPointVersion version)
        || EntryPoints.TryGetVersion(entryPoint, out version)
            ? version
            : throw new ArgumentException(
                $"The EntryPoint {entryPoint} was refused: its version is not known; allowed are the canonical ones. "
                    + "Name its version in FailoverOptions.FurtherEntryPoints.",
                nameof(entryPoint));
}
