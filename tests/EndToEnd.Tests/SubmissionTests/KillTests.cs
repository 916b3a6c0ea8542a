using SessionKeys.Bundler.Client;
using SessionKeys.Bundler.Client.Tests;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Worker processes that are killed with kill -9 while they submit to a real bundler (FI-01 to FI-04).</summary>
public sealed class KillTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>
{
    public static TheoryData<string> Points => [.. FaultPoints.All];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Process_that_is_killed_at_a_point_is_followed_by_one_that_ends_its_work(string point)
    {
        int cases = FuzzProfile.Cases(1, 20);
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < cases; i++)
        {
            await KillAndFollowAsync(point, i == 0 ? 0 : random.Below(400), $"seed {FuzzProfile.Seed}, turn {i}");
        }
    }

    [Fact]
    public async Task Processes_that_are_killed_at_random_moments_make_every_transfer_once()
    {
        int cases = FuzzProfile.Cases(3, 25);
        DeterministicBytes random = new(FuzzProfile.Seed);
        SubmitJob job = await scenario.CreateJobAsync(
            Enumerable.Range(0, cases * 3).ToDictionary(i => $"order-{i}", i => (ulong)i + 1), laneBits: 3);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");
        int kills = 0;

        for (int i = 0; i < cases; i++)
        {
            Dictionary<string, ulong> some = job.Submissions.Skip(i * 3).Take(3).ToDictionary();
            await using WorkerProcess worker =
                WorkerProcess.Start("submit", journal, (job with { Submissions = some }).Write());
            await worker.ReadLineAsync();

            // The first one dies at once, so that a fast machine kills somebody too.
            bool isKilled = await scenario.WithBlocksAsync(KillAsync(worker, i == 0 ? 0 : random.Below(1_500)));
            kills += isKilled ? 1 : 0;
        }

        Assert.True(kills > 0, $"seed {FuzzProfile.Seed}: all {cases} processes had ended before they could be killed");

        await FinishAsync(journal, job);

        Assert.True(
            (await scenario.CheckAsync(journal, job)).Count == 0,
            $"seed {FuzzProfile.Seed}: {string.Join("; ", await scenario.CheckAsync(journal, job))}");
        folder.Delete(recursive: true);
    }

    /// <summary>Negative control: the journal forgets what was appended before the send.</summary>
    [Fact]
    public async Task Journal_that_forgets_what_was_signed_is_found_by_the_second_transfer()
    {
        SubmitJob job = await scenario.CreateJobAsync(new Dictionary<string, ulong> { ["order-1"] = 7 });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");

        await DieAsync(journal, job, FaultPoints.SentNotRecorded, 0, "control");
        await scenario.WithBlocksAsync(scenario.TransferredAsync(job, least: 7));
        string prepared = (await File.ReadAllTextAsync(journal)).Split('\n')[0];
        await File.WriteAllTextAsync(journal, prepared + '\n');
        await FinishAsync(journal, job);

        Assert.Contains("14 were transferred instead of 7", await scenario.CheckAsync(journal, job));
        folder.Delete(recursive: true);
    }

    /// <summary>The worker stands still at the point before it dies, while everything else goes on.</summary>
    private async Task KillAndFollowAsync(string point, int delay, string label)
    {
        SubmitJob job = await scenario.CreateJobAsync(new Dictionary<string, ulong> { ["order-1"] = 7 });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");

        await DieAsync(journal, job, point, delay, label);
        await FinishAsync(journal, job);

        IReadOnlyList<string> findings = await scenario.CheckAsync(journal, job);
        Assert.True(findings.Count == 0, $"{label}: {string.Join("; ", findings)}");
        folder.Delete(recursive: true);
    }

    private async Task DieAsync(string journal, SubmitJob job, string point, int delay, string label)
    {
        SubmitJob deadly = job with { FaultPoint = point, FaultDelayMilliseconds = delay };
        await using WorkerProcess first = WorkerProcess.Start("submit", journal, deadly.Write());
        (int killed, string output, string error) = await scenario.WithBlocksAsync(first.WaitAsync());
        Assert.True(killed == 137, $"{label}: exit code {killed}: {output}{error}");
    }

    private static async Task<bool> KillAsync(WorkerProcess worker, int milliseconds)
    {
        await Task.Delay(milliseconds);
        if (worker.HasExited)
        {
            return false;
        }

        await worker.KillAsync();
        return true;
    }

    private async Task FinishAsync(string journal, SubmitJob job)
    {
        await using WorkerProcess worker = WorkerProcess.Start("submit", journal, job.Write());
        (int exitCode, string output, string error) = await scenario.WithBlocksAsync(worker.WaitAsync());
        Assert.True(exitCode == 0 && output.EndsWith("done\n", StringComparison.Ordinal), output + error);
    }
}
