using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// FI-11: 1, 5 or 12 blocks are gone at a random moment; what was in them is absent, in another block, or reverts.
/// </summary>
public sealed class ReorganisationRepeatTests(ITestOutputHelper output)
{
    [Fact]
    public Task Reorganisations_break_no_promise() => FaultTurn.RepeatAsync(output, "FI-11", async turn =>
    {
        await using SubmitterRig rig = new(change: each => each with { LaneBits = 1 });
        await using FaultRun run = new(turn, rig);
        ReorganisingChain chain = new(turn, rig, mayKeep: true);
        run.BeforeBlock = chain.BeforeBlock;

        await run.RunAsync(3, turn.Point, at => SubmitterRig.Quick(
            confirmations: ReorganisingChain.Deepest, resend: 60 + turn.Below(200), faultPoint: at));

        List<string> findings = await run.CheckAsync();
        Assert.True(findings.Count == 0, string.Join("; ", findings));
        Assert.True(chain.Count > 0, "no block was taken away");
    }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: the first receipt is the end.</summary>
    [Fact]
    public async Task First_receipt_that_counts_as_the_end_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-11 control", async turn =>
        {
            await using SubmitterRig rig = new();
            await using FaultRun run = new(turn, rig);
            ReorganisingChain chain = new(turn, rig, mayKeep: false);
            run.BeforeBlock = chain.BeforeBlock;

            run.Orders.Add("order-0", SubmitterRig.Transfer(1));
            await run.OrderAsync(rig.Submitter(), run.Orders.Keys, CancellationToken.None);
            await SubmitterRig.UntilAsync(() => Task.FromResult(chain.Count > 0));
            findings.AddRange(await run.CheckAsync());
        });

        Assert.Contains(findings, each => each.Contains("effects on the chain: 0", StringComparison.Ordinal));
    }
}
