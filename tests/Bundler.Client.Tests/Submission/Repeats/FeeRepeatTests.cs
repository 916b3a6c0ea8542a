using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-13: fees jump up to a hundredfold and fall at random moments.</summary>
public sealed class FeeRepeatTests(ITestOutputHelper output)
{
    /// <summary>About five times what an operation costs at the usual fees.</summary>
    private static readonly UInt256 Cap = 2_000_000_000UL;

    private static readonly FeesPerGas Usual = new(1_000, 100);

    [Fact]
    public Task Fee_spikes_break_no_promise() => FaultTurn.RepeatAsync(output, "FI-13", async turn =>
    {
        List<string> findings = await RunAsync(turn, Cap, turn.Point);

        Assert.True(findings.Count == 0, string.Join("; ", findings));
    }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: no cap, and fees that stay a hundredfold.</summary>
    [Fact]
    public async Task Submitter_without_a_cap_pays_too_much()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(
            output, "FI-13 control", async turn => findings.AddRange(await RunAsync(turn, null, null)));

        Assert.Contains(findings, each => each.Contains("may cost", StringComparison.Ordinal));
    }

    /// <summary>Negative control: a raise of less than a tenth.</summary>
    [Fact]
    public async Task Raise_of_five_percent_is_found_and_not_taken()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        List<BundlerException> refusals = [];
        foreach (ulong fee in (ulong[])[1_000, 1_050])
        {
            UserOperationDraft draft = rig.Session.Draft([SubmitterRig.Transfer(1)]) with
            {
                Fees = new FeesPerGas(fee, fee / 10),
            };
            Claim claim = await rig.Session.ClaimAsync();
            IUserOperationSigner signer = rig.Session.Signer([SubmitterRig.Transfer(1)], claim);
            UserOperation signed =
                await rig.Session.Sender.SignAsync(await rig.Session.Sender.PrepareAsync(draft, signer), signer);
            if (await Record.ExceptionAsync(
                () => rig.Session.Sender.Bundler.SendUserOperationAsync(signed, EntryPoints.V08)) is BundlerException e)
            {
                refusals.Add(e);
            }
        }

        Assert.Single(refusals);
        Assert.Contains("raised", Assert.Single(FeeFindings(rig.World, Cap)), StringComparison.Ordinal);
    }

    private static async Task<List<string>> RunAsync(FaultTurn turn, UInt256? cap, string? point)
    {
        await using SubmitterRig rig = new(change: each => each with { LaneBits = 1 });
        await using FaultRun run = new(turn, rig);
        FakeWorld world = rig.World;
        world.BeforeTake = each => each.Operation.MaxFeePerGas < world.Price.MaxFeePerGas
            ? FakeReply.Error(-32602, $"maxFeePerGas must be at least {world.Price.MaxFeePerGas} (current "
                + $"maxFeePerGas: {each.Operation.MaxFeePerGas}) - use pimlico_getUserOperationGasPrice to get the gas "
                + "price")
            : null;
        world.LeavesWaiting = each => each.Operation.MaxFeePerGas < world.Price.MaxFeePerGas;
        world.Price = Times(cap is null || turn.Coin() ? 100 : 1);
        int changes = cap is null ? 0 : 4 + turn.Below(8);
        run.BeforeBlock = () =>
        {
            if (changes > 0 && turn.Below(5) == 0)
            {
                world.Price = Times(--changes == 0 ? 1 : turn.Of(1, 2, 4, 10, 100));
            }

            return true;
        };

        await run.RunAsync(3, point, at => SubmitterRig.Quick(
            confirmations: turn.Below(3), faultPoint: at, maxCost: cap, replaceAfter: 30 + turn.Below(100)));
        List<string> findings = await run.CheckAsync(each => each.Refusal?.Reason == "CostOutOfBounds");
        return [.. findings, .. FeeFindings(world, Cap)];
    }

    private static FeesPerGas Times(int factor) =>
        new(Usual.MaxFeePerGas * (ulong)factor, Usual.MaxPriorityFeePerGas * (ulong)factor);

    private static List<string> FeeFindings(FakeWorld world, UInt256 cap)
    {
        List<string> findings = [];
        foreach (IGrouping<UInt256, EmulatedOperation> lane in world.Sent.GroupBy(each => each.Operation.Nonce))
        {
            UserOperation? before = null;
            foreach (EmulatedOperation each in lane.DistinctBy(each => each.Hash))
            {
                UserOperation now = each.Operation;
                UInt256 cost = OperationLimits.TotalGas(now, EntryPointVersion.V08) * now.MaxFeePerGas;
                findings.AddRange(cost > cap ? [$"{each.Hash} may cost {cost}"] : []);
                bool isRaised = before is null || IsRaised(before, now);
                findings.AddRange(isRaised ? [] : [$"{each.Hash} is raised too little"]);
                before = now;
            }
        }

        return findings;
    }

    private static bool IsRaised(UserOperation before, UserOperation now) =>
        now.MaxFeePerGas * 100UL >= before.MaxFeePerGas * 112UL
        && now.MaxPriorityFeePerGas * 100UL >= before.MaxPriorityFeePerGas * 112UL;
}
