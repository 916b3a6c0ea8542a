using SessionKeys.Bundler.Client.Tests;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>FI-07: two worker processes on one journal, of which one may be killed.</summary>
public sealed class TwoProcessTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>
{
    [Fact]
    public Task FI_07_two_processes_on_one_journal_make_every_transfer_once() =>
        RunAsync(FuzzProfile.Cases(20, 100), 0, null, $"seed {FuzzProfile.Seed}");

    [Fact]
    public async Task FI_07_two_processes_that_start_and_die_at_random_moments_make_every_transfer_once()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(1, 20); i++)
        {
            int? death = random.Coin() ? random.Below(1_500) : null;
            await RunAsync(3 + random.Below(6), random.Below(800), death, $"seed {FuzzProfile.Seed}, turn {i}");
        }
    }

    /// <param name="each">How many transfers each process makes.</param>
    /// <param name="pause">How much later the second one starts, milliseconds.</param>
    /// <param name="death">How long the first one lives then, milliseconds; null for as long as it needs.</param>
    /// <param name="label">What a failure begins with.</param>
    private async Task RunAsync(int each, int pause, int? death, string label)
    {
        SubmitJob job = await scenario.CreateJobAsync(
            Enumerable.Range(0, each * 2).ToDictionary(i => $"order-{i}", i => (ulong)i + 1), laneBits: 4);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");
        SubmitJob calm = death is null ? job with { LeaseMilliseconds = 30_000 } : job;
        SubmitJob first = calm with { Submissions = job.Submissions.Take(each).ToDictionary() };

        await using WorkerProcess one = WorkerProcess.Start("submit", journal, first.Write());
        await Task.Delay(pause);
        await using WorkerProcess two = WorkerProcess.Start(
            "submit", journal, (calm with { Submissions = job.Submissions.Skip(each).ToDictionary() }).Write());
        Task killing = death is { } moment ? KillAsync(one, moment) : Task.CompletedTask;
        (int Exit, string Output, string Error)[] ends =
            await scenario.WithBlocksAsync(Task.WhenAll(one.WaitAsync(), two.WaitAsync()));
        await killing;
        bool isGood = ends[1].Exit == 0 && (ends[0].Exit == 0 || death is not null);
        Assert.True(isGood, $"{label}: {string.Join('\n', ends)}");

        if (death is not null)
        {
            await using WorkerProcess last = WorkerProcess.Start("submit", journal, first.Write());
            (int exit, string output, string error) = await scenario.WithBlocksAsync(last.WaitAsync());
            Assert.True(exit == 0, $"{label}: {output}{error}");
        }

        IReadOnlyList<string> findings = await scenario.CheckAsync(journal, job);
        Assert.True(findings.Count == 0, $"{label}: {string.Join("; ", findings)}");
        folder.Delete(recursive: true);
    }

    private static async Task KillAsync(WorkerProcess worker, int milliseconds)
    {
        await Task.Delay(milliseconds);
        if (!worker.HasExited)
        {
            await worker.KillAsync();
        }
    }
}
