using SessionKeys.Bundler.Client;
using SessionKeys.Demo.Terminal;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>Chain, bundler, device, account.</summary>
internal static class SetUpChapter
{
    public static Task<SessionStack> StartChainAsync(DemoReport report, CancellationToken cancellationToken) =>
        report.StepAsync(
            "Start anvil with EntryPoint v0.7, v0.8 and v0.9, the contracts and the Alto bundler", async _ =>
        {
            SessionStack stack = await SessionStack.StartAsync(cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            Screen.Fact("node", stack.Chain.Node.Url);
            Screen.Fact("bundler", stack.Chain.Bundler.Url);
            foreach (CanonicalEntryPoint entryPoint in stack.Chain.EntryPoints)
            {
                Screen.Fact($"EntryPoint {entryPoint.Version}", entryPoint.Address);
            }

            Screen.Fact("SessionKeyModule", stack.Contracts.Module);
            return stack;
        });

    public static Task<DemoDevice> ConnectLedgerAsync(
        DemoReport report, LedgerEndpoint? endpoint, CancellationToken cancellationToken) =>
        report.StepAsync("Connect the Ledger and read its address", async _ =>
        {
            DemoDevice device = await DemoDevice.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            Screen.Fact("device", device.Name);
            Screen.Fact("owner and approver", device.Approver.Address);
            return device;
        });

    public static Task<AccountRig> CreateAccountAsync(DemoWorld world) =>
        world.Report.StepAsync("Create an ERC-6900 account of the Ledger and install the module", async notes =>
        {
            AccountRig rig = await AccountRig.FundAsync(
                world.Stack,
                AccountStandardUnderTest.Reference6900,
                EntryPointVersion.V07,
                world.Owner,
                cancellationToken: world.CancellationToken).ConfigureAwait(false);
            Screen.Fact("account", rig.Account.Address);
            UserOperationReceipt receipt = await rig.CreateAsync(world.CancellationToken).ConfigureAwait(false);
            notes.Gas = (ulong)receipt.EnsureSuccess().ActualGasUsed;
            return rig;
        });
}
