using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Fees that jump (FI-13) and funds that are missing (FI-14).</summary>
public sealed class FeeAndFundsFaultTests
{
    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    private static readonly FakeReply NoFunds =
        FakeReply.Error(-32500, "UserOperation reverted with reason: AA21 didn't pay prefund");

    private static readonly FakeReply NoDeposit = FakeReply.Error(-32508, "AA31 paymaster deposit too low");

    [Fact]
    public async Task FI_13_fees_above_the_cap_stop_the_submission_until_they_fall()
    {
        await using SubmitterRig rig = new();
        FeesPerGas usual = rig.World.Price;
        rig.World.Price = new FeesPerGas(usual.MaxFeePerGas * 100UL, usual.MaxPriorityFeePerGas * 100UL);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(maxCost: 1_000_000_000));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "CostOutOfBounds");
        Submission stopped = (await submitter.FindAsync("order-1"))!;
        rig.World.Price = usual;
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Prepared, stopped.State);
        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Null(end.Refusal);
        Assert.Single(rig.World.Sent);
    }

    [Fact]
    public async Task FI_13_gas_budget_of_the_session_is_a_cap()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with
        {
            FeesUnlimited = false,
            Budgets = [Budget.Lifetime(Asset.Gas, 1_000_000)],
        });
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "CostOutOfBounds");

        Assert.Empty(rig.World.Sent);
    }

    [Theory]
    [InlineData(true, "PrefundTooLow")]
    [InlineData(false, "PrefundTooLow")]
    [InlineData(true, "PaymasterDepositTooLow")]
    [InlineData(false, "PaymasterDepositTooLow")]
    public async Task FI_14_missing_funds_pause_and_the_submission_goes_on_when_they_are_there(
        bool atEstimate, string reason)
    {
        await using SubmitterRig rig = new();
        FakeReply? poor = reason == "PrefundTooLow" ? NoFunds : NoDeposit;
        rig.World.OnEstimate = _ => atEstimate ? poor : null;
        rig.World.BeforeTake = _ => poor;
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", reason);
        if (!atEstimate)
        {
            // Hours pass: the claim ends meanwhile.
            rig.World.OnEstimate = _ => poor;
            rig.World.Mine(3, seconds: 3_600);
            await Task.Delay(50);
        }

        poor = null;
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }
}
