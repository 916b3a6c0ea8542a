namespace SessionKeys.Bundler.Client;

/// <summary>The right to use one nonce lane for a while, for operations outside durable submissions.</summary>
/// <remarks>
/// <para>Before each operation: read the nonce of <see cref="NonceKey"/>, call <see cref="CoverAsync"/>, and only then
/// sign. When the operation is decided, call <see cref="ReleaseAsync"/>, or cover the next one.</para>
/// <para>Disposal gives the lane back if nothing was covered since it was leased. Else the lane stays taken until the
/// claim is over, or until the chain shows that the nonce is used: an operation that is not decided must not meet
/// another one on its nonce. Thread-safe.</para>
/// </remarks>
public sealed class LaneLease : IAsyncDisposable
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private readonly NonceLanes _lanes;
    private readonly NonceLane _lane;
    private readonly string _holder;
    private readonly Lock _lock = new();
    private DateTimeOffset _until;
    private bool _isCovered;
    private bool _isOver;

    internal LaneLease(NonceLanes lanes, NonceLane lane, UInt256 index, string holder, DateTimeOffset until)
    {
        _lanes = lanes;
        _lane = lane;
        _holder = holder;
        _until = until;
        Lane = index;
    }

    /// <summary>The lane of the nonce domain, from 0.</summary>
    public UInt256 Lane { get; }

    /// <summary>The nonce key of the lane, 192 bits.</summary>
    public UInt256 NonceKey => _lane.NonceKey;

    /// <summary>The first moment, by the clock of the machine, in which the lease is over.</summary>
    public DateTimeOffset Until
    {
        get
        {
            lock (_lock)
            {
                return _until;
            }
        }
    }

    /// <summary>Keeps the lane for another lease time from now.</summary>
    /// <param name="cancellationToken">Ends the wait for the log.</param>
    /// <exception cref="SessionKeyException">The lease is over (<c>lane-lost</c>), or the log failed.</exception>
    public Task RenewAsync(CancellationToken cancellationToken = default) => ChangeAsync(
        now => new LaneRenewed(now, _lane, _holder, now + _lanes.Options.LeaseTime), false, cancellationToken);

    /// <summary>Keeps the lane until an operation that is about to be signed can no longer be included.</summary>
    /// <param name="nonce">The operation's nonce, of this lane.</param>
    /// <param name="claimEnd">The last second of chain time in which it can be included.</param>
    /// <param name="cancellationToken">Ends the wait for the log.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nonce"/> is of another lane.</exception>
    /// <exception cref="SessionKeyException">
    /// The lease is over (<c>lane-lost</c>): do not sign. Or the log failed.
    /// </exception>
    public Task CoverAsync(UInt256 nonce, DateTimeOffset claimEnd, CancellationToken cancellationToken = default)
    {
        if (LaneSequence.KeyOf(nonce) != NonceKey)
        {
            throw new ArgumentOutOfRangeException(
                nameof(nonce),
                nonce.ToHex(),
                $"The nonce was refused: its key is not {NonceKey.ToHex()}. Read the nonce of the leased lane.");
        }

        return ChangeAsync(
            now => new LaneCovered(
                now,
                _lane,
                _holder,
                LaneSequence.Of(nonce),
                claimEnd,
                Later(now + _lanes.Options.LeaseTime, claimEnd + _lanes.Options.ClaimMargin + OneSecond)),
            true,
            cancellationToken);
    }

    /// <summary>
    /// Gives the lane back at once: its operation is included, or no signature of one left this process.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the log.</param>
    /// <exception cref="SessionKeyException">The lease went to somebody else (<c>lane-lost</c>), or the log
    /// failed.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }
        }

        await _lanes.Keeper.ChangeAsync(
            _ => new BookChange<bool>(
                true, new LaneReleased(_lanes.TimeProvider.GetUtcNow(), _lane, _holder)),
            cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _isOver = true;
        }

        _lanes.SignalGivenBack();
    }

    /// <summary>Gives the lane back if nothing was covered, see the remarks; never throws for the log's sake.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isCovered)
            {
                return;
            }
        }

        try
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (SessionKeyException)
        {
            // The lease is lost already or runs out by itself, and an error here would hide the caller's own.
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private async Task ChangeAsync(
        Func<DateTimeOffset, LaneRecord> record, bool isCover, CancellationToken cancellationToken)
    {
        DateTimeOffset until = await _lanes.Keeper.ChangeAsync(
            book =>
            {
                LaneRecord next = record(_lanes.TimeProvider.GetUtcNow());
                return new BookChange<DateTimeOffset>(book.With(next).Lane(_lane).Until, next);
            },
            cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _until = until;
            _isCovered |= isCover;
        }
    }
}
