using SessionKeys.Bundler.Client;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>Grant, use, refuse and revoke on another account standard and another EntryPoint.</summary>
internal static class OtherAccountsChapter
{
    public static async Task RunAsync(DemoWorld world)
    {
        world.Report.BeginChapter("OpenZeppelin's AccountERC7579 on EntryPoint v0.7");
        await RunOnAsync(world, AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07).ConfigureAwait(false);

        world.Report.BeginChapter("The ERC-6900 account on EntryPoint v0.8");
        Screen.Note("Here the owner's operations are typed data, so the Ledger needs the setting Raw messages.");
        world.Device.SetRawMessages(true);
        await RunOnAsync(world, AccountStandardUnderTest.Reference6900, EntryPointVersion.V08).ConfigureAwait(false);
    }

    private static async Task RunOnAsync(
        DemoWorld world, AccountStandardUnderTest standard, EntryPointVersion version)
    {
        Call pay = world.Transfer(world.Recipient, 3_000_000);
        AccountRig rig = await world.Report.StepAsync("Create the account and install the module", async notes =>
        {
            AccountRig made = await AccountRig
                .FundAsync(world.Stack, standard, version, world.Owner, cancellationToken: world.CancellationToken)
                .ConfigureAwait(false);
            Screen.Fact("account", made.Account.Address);
            UserOperationReceipt receipt = await made.CreateAsync(world.CancellationToken).ConfigureAwait(false);
            notes.Gas = (ulong)receipt.EnsureSuccess().ActualGasUsed;
            return made;
        }).ConfigureAwait(false);
        await world.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromSeconds(10), world.CancellationToken)
            .ConfigureAwait(false);

        TestSession session = await world.Report.StepAsync("Grant and first use", async notes =>
        {
            TestSession made = await world
                .NewSessionAsync(rig, GrantChapter.Lifetime, ApprovalForm.Text).ConfigureAwait(false);
            await world.UseAsync(notes, rig, made, enable: true, pay).ConfigureAwait(false);
            return made;
        }).ConfigureAwait(false);
        await world.Report.StepAsync(
            "Use", notes => world.UseAsync(notes, rig, session, enable: false, pay, pay)).ConfigureAwait(false);

        Refusals refused = new(world, rig);
        await refused.OperationAsync(
            "Over the cap for one call", "RuleViolated", session, world.Transfer(world.Recipient, 400_000_001))
            .ConfigureAwait(false);
        if (standard == AccountStandardUnderTest.OpenZeppelin7579)
        {
            await refused.OperationAsync(
                "A call to the account itself",
                "TargetForbidden",
                session,
                new Call(rig.Account.Address, UInt256.Zero, rig.Account.EncodeCalls([pay]))).ConfigureAwait(false);
        }

        await RevokeChapter.RevokeOneAsync(world, rig, session).ConfigureAwait(false);
        await refused.OperationAsync("The next operation is refused", "SessionIsRevoked", session, pay)
            .ConfigureAwait(false);
    }
}
