using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>Gives parallel callers different lanes of a session's nonce domain, also across processes.</summary>
/// <remarks>
/// Thread-safe. All who share the log share the lanes, and none is given to two at once. Callers of one object get
/// their turn in the order in which they came. Lanes make operations independent of each other: one that hangs does not
/// hold up the rest. They do not make public bundlers faster, which often take one operation of an account per bundle.
/// </remarks>
public sealed class NonceLanes : IDisposable
{
    private const double Growth = 1.5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly BookKeeper _keeper;
    private readonly NonceLane[] _lanes;
    private readonly Func<NonceLane, CancellationToken, Task<LaneReading>> _read;
    private readonly NonceLanesOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TaskCompletionSource _givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Creates the allocator of one session's lanes.</summary>
    /// <param name="log">The log that everybody shares who uses the session.</param>
    /// <param name="node">A node of the chain: it tells which nonces are used.</param>
    /// <param name="chainId">The chain's id.</param>
    /// <param name="version">The EntryPoint's version; each counts nonces by itself.</param>
    /// <param name="account">The account.</param>
    /// <param name="envelope">The session's envelope, with its nonce domain and lane bits.</param>
    /// <param name="options">Lanes, leases, waits; null for the defaults.</param>
    /// <param name="timeProvider">The clock of leases and waits; null for the system's.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="log"/>, <paramref name="node"/>, <paramref name="account"/> or <paramref name="envelope"/> is
    /// null.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public NonceLanes(
        ISubmissionLog log,
        NodeClient node,
        UInt256 chainId,
        EntryPointVersion version,
        ISmartAccount account,
        CapabilityEnvelope envelope,
        NonceLanesOptions? options = null,
        TimeProvider? timeProvider = null)
        : this(
            BookKeeper.Of(log ?? throw new ArgumentNullException(nameof(log))),
            Enumerate(chainId, EntryPoints.AddressOf(version), account, envelope, options ?? new NonceLanesOptions()),
            Reader(node),
            options ?? new NonceLanesOptions(),
            timeProvider ?? TimeProvider.System)
    {
    }

    internal NonceLanes(
        BookKeeper keeper,
        NonceLane[] lanes,
        Func<NonceLane, CancellationToken, Task<LaneReading>> read,
        NonceLanesOptions options,
        TimeProvider timeProvider)
    {
        options.Validate();
        _keeper = keeper;
        _lanes = lanes;
        _read = read;
        _options = options;
        _timeProvider = timeProvider;
    }

    internal BookKeeper Keeper => _keeper;

    internal NonceLanesOptions Options => _options;

    internal TimeProvider TimeProvider => _timeProvider;

    /// <summary>Waits for a free lane and leases it.</summary>
    /// <param name="cancellationToken">Ends the wait; then no lane is leased.</param>
    /// <returns>The lease. Dispose it, and give it back as soon as its operation is decided.</returns>
    /// <exception cref="SessionKeyException">
    /// No lane became free in time (<c>lanes-busy</c>), or the log failed.
    /// </exception>
    public async Task<LaneLease> AcquireAsync(CancellationToken cancellationToken = default)
    {
        string holder = NewHolder();
        (NonceLane lane, DateTimeOffset until) = await TakeAsync<(NonceLane, DateTimeOffset)>(
            (_, free, now) =>
            {
                if (free is not { } lane)
                {
                    return null;
                }

                var record = new LaneLeased(now, lane, holder, now + _options.LeaseTime);
                return new BookChange<(NonceLane, DateTimeOffset)>((lane, record.Until), record);
            },
            cancellationToken).ConfigureAwait(false);
        return new LaneLease(this, lane, (UInt256)(ulong)Array.IndexOf(_lanes, lane), holder, until);
    }

    /// <summary>Ends the use of the lanes by this object; calls that are under way must have ended.</summary>
    public void Dispose() => _turn.Dispose();

    /// <summary>A name for one lease that nobody else has.</summary>
    internal static string NewHolder() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Waits until a decider that needs a free lane has what it needs, and carries its change out.</summary>
    /// <typeparam name="T">What the decider wants back.</typeparam>
    /// <param name="decide">Gets the book, the lowest free lane or null, and the time; null waits for a lane.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<T> TakeAsync<T>(
        Func<SubmissionBook, NonceLane?, DateTimeOffset, BookChange<T>?> decide, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.WaitTimeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _turn.WaitAsync(both.Token).ConfigureAwait(false);
            try
            {
                return await TakeInTurnAsync(decide, both.Token).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw LaneErrors.Busy(_lanes.Length, _options.WaitTimeout);
        }
    }

    /// <summary>Wakes whoever waits for a lane here.</summary>
    internal void SignalGivenBack() =>
        Interlocked.Exchange(ref _givenBack, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task<T> TakeInTurnAsync<T>(
        Func<SubmissionBook, NonceLane?, DateTimeOffset, BookChange<T>?> decide, CancellationToken cancellationToken)
    {
        TimeSpan pause = _options.PollInterval;
        while (true)
        {
            Task givenBack = Volatile.Read(ref _givenBack).Task;
            (bool isTaken, T? result) = await TryTakeAsync(decide, cancellationToken).ConfigureAwait(false);
            if (isTaken)
            {
                return result!;
            }

            if (await RecoverAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            await WaitAsync(givenBack, pause, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * Growth), LongestPause.Ticks));
        }
    }

    private Task<(bool IsTaken, T? Result)> TryTakeAsync<T>(
        Func<SubmissionBook, NonceLane?, DateTimeOffset, BookChange<T>?> decide, CancellationToken cancellationToken) =>
        _keeper.ChangeAsync(
            book =>
            {
                DateTimeOffset now = _timeProvider.GetUtcNow();
                BookChange<T>? change = decide(book, FirstFree(book, now), now);
                return change is null
                    ? new BookChange<(bool, T?)>((false, default))
                    : new BookChange<(bool, T?)>((true, change.Result), change.Records);
            },
            cancellationToken);

    /// <summary>
    /// A lane that was signed for comes back by the chain's word alone: this machine's clock may jump.
    /// </summary>
    private NonceLane? FirstFree(SubmissionBook book, DateTimeOffset now)
    {
        foreach (NonceLane lane in _lanes)
        {
            if (book.Lane(lane) is { CoveredSequence: null } state && state.IsFree(now))
            {
                return lane;
            }
        }

        return null;
    }

    /// <summary>Frees lanes whose holder does not come back although its operation is decided.</summary>
    private async Task<bool> RecoverAsync(CancellationToken cancellationToken)
    {
        bool isRecovered = false;
        foreach (NonceLane lane in _lanes)
        {
            LaneState state = _keeper.Book.Lane(lane);
            if (state is { Holder: { } holder, Submission: null, CoveredSequence: not null })
            {
                isRecovered |= await RecoverAsync(lane, holder, cancellationToken).ConfigureAwait(false);
            }
        }

        return isRecovered;
    }

    /// <summary>Where the node cannot be asked, the lane stays taken.</summary>
    private async Task<bool> RecoverAsync(NonceLane lane, string holder, CancellationToken cancellationToken)
    {
        try
        {
            LaneReading chain = await _read(lane, cancellationToken).ConfigureAwait(false);
            return await _keeper.ChangeAsync(
                book =>
                {
                    LaneState state = book.Lane(lane);
                    return state.Holder == holder && state.IsDecided(chain)
                        ? new BookChange<bool>(
                            true,
                            new LaneRecovered(
                                _timeProvider.GetUtcNow(), lane, holder, chain.Sequence, chain.ChainTime))
                        : new BookChange<bool>(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BundlerException or CallRevertedException)
        {
            return false;
        }
    }

    private async Task WaitAsync(Task givenBack, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan jittered = pause + TimeSpan.FromMicroseconds(RandomNumberGenerator.GetInt32(1000));
        Task delay = Task.Delay(jittered, _timeProvider, rest.Token);
        await Task.WhenAny(givenBack, delay).ConfigureAwait(false);
        await rest.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Asks the chain for a lane.</summary>
    internal static async Task<LaneReading> ReadAsync(NodeClient node, NonceLane lane, CancellationToken token)
    {
        UInt256 nonce = await node.GetNonceAsync(lane.EntryPoint, lane.Sender, lane.NonceKey, token)
            .ConfigureAwait(false);
        BlockHeader latest = await node.GetLatestBlockAsync(token).ConfigureAwait(false);
        return new LaneReading(LaneSequence.Of(nonce), latest.Time);
    }

    private static Func<NonceLane, CancellationToken, Task<LaneReading>> Reader(NodeClient node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return (lane, token) => ReadAsync(node, lane, token);
    }

    private static NonceLane[] Enumerate(
        UInt256 chainId,
        Address entryPoint,
        ISmartAccount account,
        CapabilityEnvelope envelope,
        NonceLanesOptions options)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(envelope);
        options.Validate();
        int count = envelope.LaneBits < 10 ? Math.Min(1 << envelope.LaneBits, options.MaxLanes) : options.MaxLanes;
        return
        [
            .. Enumerable.Range(0, count).Select(lane => new NonceLane(
                chainId, entryPoint, account.Address, account.NonceKey(envelope, (ulong)lane))),
        ];
    }
}
