using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The owner's Ledger (the emulator) signs grants, and the chain accepts them.</summary>
public sealed class LedgerApprovalTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    [Theory]
    [InlineData(ApprovalForm.Text, false)]
    [InlineData(ApprovalForm.Typed, true)]
    public async Task Grant_signed_on_the_device_opens_a_session(ApprovalForm form, bool rawMessages)
    {
        await using EthereumAppEmulator device = EthereumAppEmulator.Start();
        device.AutoAnswer = EmulatorAnswer.Approve;
        device.Settings.RawMessages = rawMessages;
        await using EthereumApp app = new(await device.Endpoint.ConnectAsync());
        LedgerApprover ledger = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
        EntryPointVersion version = form == ApprovalForm.Text ? EntryPointVersion.V07 : EntryPointVersion.V08;
        AccountRig rig = await AccountRig.FundAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, version, ledger);
        (await rig.CreateAsync()).EnsureSuccess();

        TestSession session = await SessionScenario.ApproveAsync(rig, form);
        UserOperationReceipt used = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, 9)], session.Approval);

        Assert.True(used.IsSuccess, "the session works");
    }
}
