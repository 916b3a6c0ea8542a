namespace SessionKeys.Ledger;

/// <summary>A background thread of its own for calls that block, in the order in which they come.</summary>
/// <remarks>hidapi is not safe for use from several threads, and its wait for a person would hold a thread of the pool
/// for minutes.</remarks>
internal sealed class HidWorker
{
    private readonly Queue<Task> _jobs = [];
    private bool _isComplete;

    public HidWorker(string name)
        => new Thread(Work) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs a job after those before it.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Complete"/> was called.</exception>
    public Task<T> RunAsync<T>(Func<T> job)
    {
        Task<T> task = new(job, TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_jobs)
        {
            if (_isComplete)
            {
                throw new InvalidOperationException("The thread takes no more jobs");
            }

            _jobs.Enqueue(task);
            Monitor.Pulse(_jobs);
        }

        return task;
    }

    /// <summary>Ends the thread when the jobs so far are done; no more may come.</summary>
    public void Complete()
    {
        lock (_jobs)
        {
            _isComplete = true;
            Monitor.Pulse(_jobs);
        }
    }

    private void Work()
    {
        while (TakeNext() is { } job)
        {
            job.RunSynchronously(TaskScheduler.Default);
        }
    }

    /// <summary>Waits for a job; null at the end.</summary>
    private Task? TakeNext()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0 && !_isComplete)
            {
                Monitor.Wait(_jobs);
            }

            return _jobs.TryDequeue(out Task? job) ? job : null;
        }
    }
}
