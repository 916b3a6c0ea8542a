using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-15: clocks of machines are wrong and jump; the chain's time leaps.</summary>
public sealed class ClockRepeatTests(ITestOutputHelper output)
{
    private static readonly int[] Offsets = [-600, -30, 0, 30, 600];

    [Fact]
    public Task Clocks_that_jump_break_no_promise() => FaultTurn.RepeatAsync(output, "FI-15", async turn =>
    {
        await using SubmitterRig rig = new(change: each => each with
        {
            LaneBits = 1,
            ExpiresAt = FakeWorld.Start.AddHours(2),
        });
        await using FaultRun run = new(turn, rig);
        List<OffsetClock> clocks = Jump(turn, rig.World, run);
        SessionSubmitterOptions OptionsOf(Action<string>? at)
        {
            OffsetClock clock = new(Offset(turn));
            lock (clocks)
            {
                clocks.Add(clock);
            }

            return SubmitterRig.Quick(
                confirmations: turn.Below(3), faultPoint: at, clock: clock, resend: 30 + turn.Below(200));
        }

        using CancellationTokenSource done = new();
        Task rival = RivalAsync(turn, rig.Submitter(OptionsOf(null)), done.Token);
        await run.RunAsync(3, turn.Point, OptionsOf);
        await done.CancelAsync();
        await rival;
        await ExpireAsync(turn, rig, run);

        List<string> findings = await run.CheckAsync(each => each.Refusal?.Reason == "claim-ends-soon");
        findings.AddRange(TimeFindings(rig.World));
        Assert.True(findings.Count == 0, string.Join("; ", findings));
    }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: claims follow the clock of the machine.</summary>
    [Fact]
    public async Task Claims_by_the_clock_of_the_machine_break_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-15 control", async turn =>
        {
            await using SubmitterRig rig = new();
            OffsetClock clock = new(TimeSpan.FromSeconds(turn.Of(-600, 600) + turn.Below(20)));
            Claim claim = ClaimPolicy.Default.Choose(FakeWorld.Start + clock.Offset, FakeWorld.Start.AddHours(-1));
            IUserOperationSigner signer = rig.Session.Signer([SubmitterRig.Transfer(1)], claim);
            UserOperation signed = await rig.Session.Sender.SignAsync(
                await rig.Session.Sender.PrepareAsync(rig.Session.Draft([SubmitterRig.Transfer(1)]), signer), signer);
            await rig.Session.Node.GetLatestBlockAsync();

            await Assert.ThrowsAsync<BundlerException>(
                () => rig.Session.Sender.Bundler.SendUserOperationAsync(signed, EntryPoints.V08));
            List<string> found = TimeFindings(rig.World);
            Assert.Equal(2, found.Count);
            findings.AddRange(found);
        });

        Assert.NotEmpty(findings);
    }

    /// <summary>The machines' clocks jump and the chain's time leaps; by that no claim comes near its end.</summary>
    private static List<OffsetClock> Jump(FaultTurn turn, FakeWorld world, FaultRun run)
    {
        List<OffsetClock> clocks = [];
        int leaps = turn.Below(5);
        run.BlockSeconds = 0;
        run.BeforeBlock = () =>
        {
            lock (clocks)
            {
                clocks.ForEach(clock => clock.Offset = turn.Below(8) == 0 ? Offset(turn) : clock.Offset);
            }

            if (leaps > 0 && turn.Below(10) == 0)
            {
                leaps--;
                world.Mine(1, seconds: 1 + turn.Below(110));
            }

            return true;
        };
        return clocks;
    }

    /// <summary>Another machine believes again and again that the leases of the first one are over.</summary>
    private static async Task RivalAsync(FaultTurn turn, SessionSubmitter rival, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await rival.ResumeAsync(CancellationToken.None);
            await turn.PauseAsync(40);
        }
    }

    private static TimeSpan Offset(FaultTurn turn) =>
        TimeSpan.FromSeconds(turn.Of(Offsets)) + TimeSpan.FromMilliseconds(turn.Below(2_000) - 1_000);

    /// <summary>The chain's time decides what is too late for the session, whatever the machine's clock says.</summary>
    private static async Task ExpireAsync(FaultTurn turn, SubmitterRig rig, FaultRun run)
    {
        run.BeforeBlock = () => true;
        DateTimeOffset expiry = FakeWorld.Start.AddHours(2);
        OffsetClock clock = new(Offset(turn));
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(clock: clock));
        rig.World.Mine(1, (int)(expiry - rig.World.Time).TotalSeconds - 41 - turn.Below(20));
        Submission inTime = await OrderAsync("in-time");
        rig.World.Mine(1, (int)(expiry - rig.World.Time).TotalSeconds - turn.Below(40));
        clock.Offset = TimeSpan.FromSeconds(-600);
        Submission late = await OrderAsync("late");

        Assert.Equal(SubmissionState.Final, inTime.State);
        Assert.Equal((SubmissionState.Failed, "claim-ends-soon"), (late.State, late.Refusal?.Reason));

        async Task<Submission> OrderAsync(string id)
        {
            run.Orders.Add(id, SubmitterRig.Transfer((ulong)(500 + run.Orders.Count)));
            await run.OrderAsync(submitter, [id], CancellationToken.None);
            return (await submitter.FindAsync(id))!;
        }
    }

    private static List<string> TimeFindings(FakeWorld world) =>
    [
        .. world.Untimely.Select(each => $"{each.Hash} came out of time"),
        .. world.Sent.Where(each => !world.HadTime(FakeWorld.ClaimOf(each.Operation).ClaimedAt.AddSeconds(6)))
            .Select(each => $"{each.Hash} claims a time that is none of the chain"),
    ];
}
