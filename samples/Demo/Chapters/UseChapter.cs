using SessionKeys.Bundler.Client;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>What the session key may do.</summary>
internal static class UseChapter
{
    public static async Task RunAsync(DemoWorld world, AccountRig rig, TestSession session)
    {
        world.Report.BeginChapter("The agent at work");
        Call pay = world.Transfer(world.Recipient, 25_000_000);
        await world.Report.StepAsync("First operation: carries the grant and transfers 25 TUSD", async notes =>
        {
            await world.UseAsync(notes, rig, session, enable: true, pay).ConfigureAwait(false);
            await ShowRecipientAsync(world).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await world.Report.StepAsync(
            "A swap: approve and swap 50 TUSD in one operation",
            notes => world.UseAsync(
                notes, rig, session, enable: false, Approve(world, 50_000_000), Swap(world, rig, 50_000_000)))
            .ConfigureAwait(false);
        await world.Report.StepAsync("A batch of three transfers", async notes =>
        {
            Call small = world.Transfer(world.Recipient, 5_000_000);
            await world.UseAsync(notes, rig, session, enable: false, small, small, small).ConfigureAwait(false);
            await ShowRecipientAsync(world).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await world.Report.StepAsync("An operation in a second lane of the nonce domain", async notes =>
        {
            UserOperationReceipt receipt = await rig.ClientOf(session)
                .SendAsync([pay], lane: 1, cancellationToken: world.CancellationToken).ConfigureAwait(false);
            notes.Gas = (ulong)receipt.EnsureSuccess().ActualGasUsed;
            Screen.Fact("nonce", receipt.Nonce.ToHex());
        }).ConfigureAwait(false);
    }

    private static Call Approve(DemoWorld world, ulong amount) => Call.Function(
        world.Stack.Contracts.Token, "approve(address,uint256)", world.Stack.Contracts.Router, (UInt256)amount);

    private static Call Swap(DemoWorld world, AccountRig rig, ulong amount) => Call.Function(
        world.Stack.Contracts.Router,
        "swap(address,address,uint256,uint256,address)",
        world.Stack.Contracts.Token,
        world.Stack.Contracts.OtherToken,
        (UInt256)amount,
        (UInt256)amount,
        rig.Account.Address);

    private static async Task ShowRecipientAsync(DemoWorld world) => Screen.Fact(
        "the recipient has now (token units)",
        await world.Stack.GetTokenBalanceAsync(world.Stack.Contracts.Token, world.Recipient, world.CancellationToken)
            .ConfigureAwait(false));
}
