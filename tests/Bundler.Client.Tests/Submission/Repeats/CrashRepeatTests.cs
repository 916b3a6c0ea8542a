using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-01 to FI-04: a submitter dies at each point by name, at random moments of a random world.</summary>
public sealed class CrashRepeatTests(ITestOutputHelper output)
{
    private const int AllRecords = int.MaxValue;

    public static TheoryData<string> Points => [.. FaultPoints.All];

    [Theory]
    [MemberData(nameof(Points))]
    public Task Crash_at_a_point_and_a_random_moment_breaks_no_promise(string point) =>
        FaultTurn.RepeatAsync(output, $"FI-01..04 at {point}", async turn =>
        {
            using TemporaryFolder folder = new();
            using JournalFile log = new(folder.Journal);
            await using SubmitterRig rig = new(log: log, change: each => each with { LaneBits = 1 });
            await using FaultRun run = new(turn, rig);
            rig.World.HidesReceipts = turn.Coin();

            await run.RunAsync(3, point, at => Options(turn, at));

            List<string> findings = await run.CheckAsync();
            Assert.True(findings.Count == 0, string.Join("; ", findings));
        }, everyday: 1, deep: 40);

    /// <summary>Negative control: the log forgets what was appended before the crash.</summary>
    [Fact]
    public async Task Log_that_forgets_what_was_signed_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-03 control", async turn =>
        {
            ForgetfulLog log = new();
            await using SubmitterRig rig = new(log: log);
            await using FaultRun run = new(turn, rig);
            int kept = AllRecords;

            await run.RunAsync(1, FaultPoints.SentNotRecorded, at =>
            {
                log.Forget(kept);
                kept = 1;
                return Options(turn, at);
            });

            findings.AddRange(await run.CheckAsync());
        });

        Assert.Contains(findings, each => each.Contains("2 effects", StringComparison.Ordinal));
    }

    private static SessionSubmitterOptions Options(FaultTurn turn, Action<string>? at) => SubmitterRig.Quick(
        confirmations: turn.Below(4),
        faultPoint: at,
        resend: 30 + turn.Below(200),
        replaceAfter: turn.Coin() ? 60_000 : 100 + turn.Below(300));
}
