namespace SessionKeys.Bundler.Client;

/// <summary>Gathers calls of many callers into operations, and tells each caller what became of its own call.</summary>
/// <remarks>
/// <para>Thread-safe. Calls go out in the order in which they came. An operation executes all of its calls or none:
/// queue here only calls that do not rely on being alone, and that may be executed with those of others.</para>
/// <para>Until its operation is being made, a cancelled call is taken out. After that, cancelling ends only the wait:
/// the call may still be executed.</para>
/// </remarks>
public sealed class CallBatcher : IAsyncDisposable
{
    private readonly BatchRun _run;
    private readonly CallBatcherOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<QueuedCall> _queue = [];
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _isClosed;

    /// <summary>Creates a batcher.</summary>
    /// <param name="send">Sends the calls of a batch as one operation, see <see cref="BatchSends"/>.</param>
    /// <param name="options">Window, sizes and what happens after refusals; null for the defaults.</param>
    /// <param name="timeProvider">The clock of the window; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="send"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CallBatcher(BatchSend send, CallBatcherOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(send);
        _options = options ?? new CallBatcherOptions();
        _options.Validate();
        _run = new BatchRun(send, _options.SendsRefusedOneByOne);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _timer = _timeProvider.CreateTimer(
            static batcher => ((CallBatcher)batcher!).StartDue(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many calls wait for their operation.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Queues a call and waits for what becomes of it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Takes the call out while it waits; later it ends only the wait.</param>
    /// <returns>The outcome, also of an operation whose calls reverted: see
    /// <see cref="CallOutcome.IsSuccess"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The batcher is closed.</exception>
    /// <exception cref="BundlerException">
    /// The operation was refused or its end is not clear, as the sender said it.
    /// </exception>
    /// <exception cref="SessionKeyException">The calls cannot be made by this session.</exception>
    public async Task<CallOutcome> SendAsync(Call call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        cancellationToken.ThrowIfCancellationRequested();
        QueuedCall queued = new(call, _timeProvider.GetTimestamp());
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _queue.Add(queued);
        }

        StartDue();
        using CancellationTokenRegistration registration =
            cancellationToken.Register(() => TakeOut(queued, cancellationToken));
        return await queued.Outcome.ConfigureAwait(false);
    }

    /// <summary>
    /// Takes no more calls, sends or cancels those that wait (<see cref="CallBatcherOptions.SendsOnDisposal"/>), and
    /// returns when no operation is under way.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        QueuedCall[] refused = [];
        lock (_lock)
        {
            _isClosed = true;
            if (!_options.SendsOnDisposal)
            {
                refused = [.. _queue];
                _queue.Clear();
            }
        }

        foreach (QueuedCall queued in refused)
        {
            queued.Cancel();
        }

        StartDue();
        await _idle.Task.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    private void TakeOut(QueuedCall queued, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _queue.Remove(queued);
        }

        queued.Cancel(cancellationToken);
        StartDue();
    }

    /// <summary>Starts every batch that is due, and sets the timer to the next one's moment.</summary>
    private void StartDue()
    {
        lock (_lock)
        {
            while (_underWay < _options.MaxOperations && IsDue(out TimeSpan wait))
            {
                if (wait > TimeSpan.Zero)
                {
                    _timer.Change(wait, Timeout.InfiniteTimeSpan);
                    return;
                }

                int count = Math.Min(_queue.Count, _options.MaxCalls);
                QueuedCall[] batch = [.. _queue.Take(count)];
                _queue.RemoveRange(0, count);
                _underWay++;
                _ = RunAsync(batch);
            }

            if (_isClosed && _underWay == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    /// <summary>False when nothing waits; else how long the oldest call still waits for others.</summary>
    private bool IsDue(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (_queue.Count > 0 && _queue.Count < _options.MaxCalls && !_isClosed)
        {
            wait = _options.Window - _timeProvider.GetElapsedTime(_queue[0].QueuedAt);
        }

        return _queue.Count > 0;
    }

    /// <summary>Off the caller's and the timer's thread, and never under the lock.</summary>
    private async Task RunAsync(QueuedCall[] batch)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _run.RunAsync(batch).ConfigureAwait(false);
        lock (_lock)
        {
            _underWay--;
        }

        StartDue();
    }
}
