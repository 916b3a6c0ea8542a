using System.Collections.Concurrent;

namespace SessionKeys.Ledger;

/// <summary>A background thread of its own for calls that block, in the order in which they come.</summary>
/// <remarks>hidapi is not safe for use from several threads, and its wait for a person would hold a thread of the pool
/// for minutes.</remarks>
internal sealed class HidWorker
{
    private readonly BlockingCollection<Task> _jobs = [];

    public HidWorker(string name)
        => new Thread(Work) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs a job after those before it.</summary>
    public Task<T> RunAsync<T>(Func<T> job)
    {
        Task<T> task = new(job, TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs.Add(task);
        return task;
    }

    /// <summary>Ends the thread when the jobs so far are done; no more may come.</summary>
    public void Complete() => _jobs.CompleteAdding();

    private void Work()
    {
        foreach (Task job in _jobs.GetConsumingEnumerable())
        {
            job.RunSynchronously(TaskScheduler.Default);
        }

        _jobs.Dispose();
    }
}
