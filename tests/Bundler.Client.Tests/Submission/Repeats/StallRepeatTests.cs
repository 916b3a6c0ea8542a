using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-35: disk and machine stand still at random moments, for longer than claims and sessions last.</summary>
public sealed class StallRepeatTests(ITestOutputHelper output)
{
    private static readonly int[] Stalls = [5, 100, 550, 565, 580, 600];

    [Fact]
    public Task Stalls_break_no_promise() => FaultTurn.RepeatAsync(output, "FI-35", async turn =>
    {
        StallingLog log = new(new InMemorySubmissionLog());
        DateTimeOffset expiry = FakeWorld.Start.AddSeconds(100 + turn.Below(8_000));
        await using SubmitterRig rig = new(
            log: log, change: each => each with { LaneBits = 0, ExpiresAt = expiry });
        await using FaultRun run = new(turn, rig);
        int left = 6;
        log.BeforeAppend = Stall;

        await run.RunAsync(3, turn.Point, at => SubmitterRig.Quick(
            confirmations: turn.Below(3), resend: 30 + turn.Below(200), faultPoint: name =>
            {
                Stall();
                at?.Invoke(name);
            }));

        List<string> findings = await run.CheckAsync(
            each => each.Refusal?.Reason == "claim-ends-soon" && rig.World.Time > expiry.AddSeconds(-40));
        findings.AddRange(TimeFindings(rig.World, expiry));
        Assert.True(findings.Count == 0, string.Join("; ", findings));

        void Stall()
        {
            if (turn.Below(4) == 0 && Interlocked.Decrement(ref left) >= 0)
            {
                Thread.Sleep(turn.Below(20));
                rig.World.Mine(1, seconds: turn.Of(Stalls));
            }
        }
    }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: what was signed before a stall is sent without a look at the chain.</summary>
    [Fact]
    public async Task Send_without_a_look_at_the_chain_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-35 control", async turn =>
        {
            await using SubmitterRig rig = new();
            Claim claim = await rig.Session.ClaimAsync();
            IUserOperationSigner signer = rig.Session.Signer([SubmitterRig.Transfer(1)], claim);
            UserOperation signed = await rig.Session.Sender.SignAsync(
                await rig.Session.Sender.PrepareAsync(rig.Session.Draft([SubmitterRig.Transfer(1)]), signer), signer);
            rig.World.Mine(1, seconds: 565 + turn.Below(40));
            await rig.Session.Node.GetLatestBlockAsync();

            await Assert.ThrowsAsync<BundlerException>(
                () => rig.Session.Sender.Bundler.SendUserOperationAsync(signed, EntryPoints.V08));
            findings.AddRange(TimeFindings(rig.World, FakeWorld.Start.AddDays(1)));
        });

        Assert.Equal(FuzzProfile.Cases(2, 20), findings.Count);
    }

    private static List<string> TimeFindings(FakeWorld world, DateTimeOffset expiry) =>
    [
        .. world.Untimely.Select(each => $"{each.Hash} came out of time"),
        .. world.Sent.Where(each => FakeWorld.ClaimOf(each.Operation).NotAfter > expiry)
            .Select(each => $"{each.Hash} claims time after the session"),
    ];
}
