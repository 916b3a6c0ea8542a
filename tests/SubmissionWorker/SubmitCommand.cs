using System.Diagnostics;
using SessionKeys.Bundler.Client;

namespace SessionKeys.SubmissionWorker;

/// <summary>Resumes what a journal has, submits what a job says, and waits until all of it is resolved.</summary>
internal static class SubmitCommand
{
    public static async Task RunAsync(ISubmissionLog log, SubmitJob job)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Hex.Parse(job.Secret));
        await using SessionSubmitter submitter = new(log, job.Client(http, key), new SessionSubmitterOptions
        {
            Confirmations = job.Confirmations,
            PollInterval = TimeSpan.FromMilliseconds(50),
            ResendInterval = TimeSpan.FromSeconds(1),
            MaxBackoff = TimeSpan.FromSeconds(1),
            LeaseDuration = TimeSpan.FromMilliseconds(job.LeaseMilliseconds),
            FaultPoint = point => DieAt(job, point),
        });
        await submitter.ResumeAsync();
        Console.WriteLine("started");
        Submission[] ends = await Task.WhenAll(job.Submissions.Select(async each =>
        {
            await submitter.SubmitAsync(each.Key, [job.Transfer(each.Value)]);
            return await submitter.WaitAsync(each.Key);
        }));
        foreach (Submission end in ends)
        {
            Console.WriteLine($"{end.Id} {end.State} {end.Inclusion?.Success} {end.Attempts.Count} {end.Refusal}");
        }

        Console.WriteLine("done");
    }

    /// <summary>As kill -9 does: nothing is flushed, nothing is disposed.</summary>
    private static void DieAt(SubmitJob job, string point)
    {
        if (point == job.FaultPoint)
        {
            Thread.Sleep(job.FaultDelayMilliseconds);
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
