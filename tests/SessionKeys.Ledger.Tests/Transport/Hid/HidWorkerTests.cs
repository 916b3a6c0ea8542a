namespace SessionKeys.Ledger.Tests;

/// <summary>The thread behind a connection: every job runs, in order, and its end hurts nobody.</summary>
public class HidWorkerTests
{
    [Fact]
    public async Task Jobs_run_in_their_order_on_one_thread_of_its_own()
    {
        HidWorker worker = new("jobs in order");
        List<int> order = [];
        Task<int>[] jobs =
        [
            .. Enumerable.Range(0, 100).Select(i => worker.RunAsync(() =>
            {
                order.Add(i);
                return Environment.CurrentManagedThreadId;
            })),
        ];
        worker.Complete();

        int[] threads = await Expect.EndsAsync(Task.WhenAll(jobs));

        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.Single(threads.Distinct());
        Assert.NotEqual(Environment.CurrentManagedThreadId, threads[0]);
    }

    [Fact]
    public async Task Failure_of_a_job_reaches_its_caller_and_not_the_next_job()
    {
        HidWorker worker = new("a job fails");

        Task<bool> failing = worker.RunAsync<bool>(() => throw new InvalidOperationException("the job failed"));
        Task<int> next = worker.RunAsync(() => 7);
        worker.Complete();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Expect.EndsAsync(failing));
        Assert.Equal(7, await Expect.EndsAsync(next));
    }

    [Fact]
    public void Job_after_the_end_is_refused()
    {
        HidWorker worker = new("no more jobs");
        worker.Complete();

        Action late = () => worker.RunAsync(() => 1);

        Assert.Throws<InvalidOperationException>(late);
    }

    /// <summary>The thread may be at its end before the call that told it to end has returned.</summary>
    [Fact]
    public async Task End_never_fails_however_the_threads_interleave()
    {
        for (int i = 0; i < 20_000; i++)
        {
            HidWorker worker = new("ends at once");
            Task<int> job = worker.RunAsync(() => i);
            if (i % 2 == 0)
            {
                await job;
            }

            worker.Complete();
            Assert.Equal(i, await Expect.EndsAsync(job));
        }
    }
}
