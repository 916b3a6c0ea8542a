namespace SessionKeys.Ledger.Tests;

/// <summary>A clock whose timers fire when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly TaskCompletionSource<ManualTimer> _started = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(() => callback(state), dueTime);
        _started.TrySetResult(timer);
        return timer;
    }

    /// <summary>Waits for the first timer, checks its duration and fires it.</summary>
    public async Task AdvanceWhenTimerRunsAsync(TimeSpan expected)
    {
        ManualTimer timer = await _started.Task;
        Assert.Equal(expected, timer.DueTime);
        timer.Fire();
    }

    private sealed class ManualTimer(Action fire, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public void Fire() => fire();

        public bool Change(TimeSpan newDueTime, TimeSpan newPeriod) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
