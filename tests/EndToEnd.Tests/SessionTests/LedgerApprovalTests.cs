using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The owner's Ledger signs grants and revocations, and the chain accepts them.</summary>
public sealed class LedgerApprovalTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    internal const string Emulator = "the emulator of the test kit";
    internal const string Speculos = "Speculos";

    [Theory]
    [InlineData(Emulator)]
    [SpeculosData]
    public async Task Text_grant_signed_in_factory_settings_opens_a_session(string deviceName)
    {
        await using OwnedDevice owned = await OwnAsync(deviceName, key: 11, AccountStandardUnderTest.Reference6900);

        TestSession session = await owned.ApproveGrantAsync(ApprovalForm.Text);
        UserOperationReceipt used = await owned.UseAsync(session);

        Assert.True(used.IsSuccess, "the session works");
    }

    [Theory]
    [InlineData(Emulator)]
    [SpeculosData]
    public async Task Typed_grant_opens_a_session_with_raw_messages_only(string deviceName)
    {
        await using OwnedDevice owned = await OwnAsync(deviceName, key: 12, AccountStandardUnderTest.Reference6900);

        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(
            () => SessionScenario.ApproveAsync(owned.Rig, ApprovalForm.Typed));
        await owned.Device.ToggleRawMessagesAsync();
        TestSession session = await owned.ApproveGrantAsync(ApprovalForm.Typed);
        await owned.Device.ToggleRawMessagesAsync();
        UserOperationReceipt used = await owned.UseAsync(session);

        Assert.Equal(LedgerReason.BlindSigningDisabled, refused.Reason);
        Assert.True(used.IsSuccess, "the session works");
    }

    [Theory]
    [InlineData(Emulator)]
    [SpeculosData]
    public async Task Rejected_grant_gives_nothing_and_can_be_asked_for_again(string deviceName)
    {
        await using OwnedDevice owned = await OwnAsync(deviceName, key: 13, AccountStandardUnderTest.OpenZeppelin7579);

        Task<TestSession> asked = SessionScenario.ApproveAsync(owned.Rig, ApprovalForm.Text);
        await owned.Device.RejectAsync();
        LedgerException rejected = await Assert.ThrowsAsync<LedgerException>(() => asked);
        TestSession session = await owned.ApproveGrantAsync(ApprovalForm.Text);
        UserOperationReceipt used = await owned.UseAsync(session);

        Assert.Equal(LedgerReason.Rejected, rejected.Reason);
        Assert.True(used.IsSuccess, "the second answer counts");
    }

    [Theory]
    [InlineData(Emulator)]
    [SpeculosData]
    public async Task Revocation_signed_on_the_device_ends_the_session(string deviceName)
    {
        await using OwnedDevice owned = await OwnAsync(deviceName, key: 14, AccountStandardUnderTest.OpenZeppelin7579);
        TestSession session = await owned.ApproveGrantAsync(ApprovalForm.Text);
        await owned.UseAsync(session);

        Approval revocation = await owned.ApproveAsync(owned.Rig.Owner.SignRevocationAsync(
            session.Grant.Grant.Context, session.Grant.SessionId, ApprovalForm.Text).AsTask());
        await SessionScenario.RelayAsync(
            owned.Rig, SessionKeyModuleCalls.Revoke(owned.Rig.Account.Address, session.Grant.SessionId, revocation));
        SessionRefusal refusal = await SessionScenario.RefuseAsync(
            owned.Rig, session, SessionScenario.Transfer(owned.Rig, 1));

        Assert.Equal("SessionIsRevoked", refusal.Name);
    }

    private Task<OwnedDevice> OwnAsync(string deviceName, int key, AccountStandardUnderTest standard)
        => OwnedDevice.CreateAsync(
            fixture.Stack,
            deviceName == Speculos
                ? SpeculosDevice.FromEnvironment()
                : new EmulatedDeviceUnderTest(EthereumAppEmulator.Start()),
            key,
            standard);
}
