using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Every way to stop sessions and let them go on, on the real chain.</summary>
public sealed class ControlTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    private static readonly InMemoryApprover Guardian =
        InMemoryApprover.FromSecret(Keccak256.Hash("guardian of the tests"u8).ToArray());

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, ApprovalForm.Text)]
    [InlineData(AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V08, ApprovalForm.Typed)]
    public async Task Guardian_pauses_a_session_and_the_approver_resumes_it(
        AccountStandardUnderTest standard, EntryPointVersion version, ApprovalForm form)
    {
        AccountRig rig = await GuardedAsync(standard, version, $"paused {standard}");
        TestSession session = await UsedAsync(rig, envelope => envelope);
        SessionId id = session.Grant.SessionId;

        SessionPause pause = await OrderAsync(rig, Guardian, context => new SessionPause(context, id));
        await SessionScenario.RelayAsync(
            rig, SessionKeyModuleCalls.Pause(pause, await Guardian.SignControlAsync(pause, form)));
        ModuleSessionStatus paused = await SessionScenario.GetStatusAsync(rig, session);
        SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, session, SessionScenario.Transfer(rig, 1));

        uint tightenings = (await GetControlAsync(rig)).Tightenings;
        SessionResumption resumption = await OrderAsync(
            rig, rig.Owner, context => new SessionResumption(context, id, tightenings));
        byte[] resume = SessionKeyModuleCalls.Resume(resumption, await rig.Owner.SignControlAsync(resumption, form));
        await SessionScenario.RelayAsync(rig, resume);
        UserOperationReceipt used = await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 2)]);
        CallResult again = await rig.Stack.Node.TryCallAsync(rig.Stack.Contracts.Module, resume);

        Assert.True(paused.IsPaused, "paused");
        Assert.Equal("SessionIsPaused", refusal.Name);
        Assert.True(used.IsSuccess, "resumed");
        Assert.True(ModuleErrors.TryDecode(again.Data.Span, out SessionRefusal? replayed));
        Assert.Equal("SequenceUsed", replayed.Name);
    }

    [Fact]
    public async Task Mode_lets_essential_calls_through_then_none_then_all_again()
    {
        AccountRig rig = await GuardedAsync(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "modes");
        TestSession plain = await UsedAsync(rig, envelope => envelope);
        TestSession essential = await UsedAsync(rig, envelope => envelope with
        {
            Capabilities = [envelope.Capabilities[0] with { Essential = true }],
        });

        await TightenAsync(rig, AccountMode.Restricted);
        SessionRefusal restricted = await SessionScenario.RefuseAsync(rig, plain, SessionScenario.Transfer(rig, 1));
        UserOperationReceipt used = await rig.ClientOf(essential).SendAsync([SessionScenario.Transfer(rig, 1)]);
        await TightenAsync(rig, AccountMode.Halted);
        SessionRefusal halted = await SessionScenario.RefuseAsync(rig, essential, SessionScenario.Transfer(rig, 1));

        uint tightenings = (await GetControlAsync(rig)).Tightenings;
        ModeLoosening loosening = await OrderAsync(
            rig, rig.Owner, context => new ModeLoosening(context, AccountMode.Normal, tightenings));
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.LoosenMode(
            loosening, await rig.Owner.SignControlAsync(loosening, ApprovalForm.Text)));
        UserOperationReceipt normal = await rig.ClientOf(plain).SendAsync([SessionScenario.Transfer(rig, 1)]);

        Assert.Equal(("CapabilityNotEssential", "ModeForbids"), (restricted.Name, halted.Name));
        Assert.True(used.IsSuccess && normal.IsSuccess, "essential while restricted, all once normal");
    }

    [Fact]
    public async Task Account_acts_itself_without_a_signature()
    {
        AccountRig rig = await GuardedAsync(
            AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07, "itself");
        TestSession session = await UsedAsync(rig, envelope => envelope);
        SessionContext context = session.Grant.Grant.Context;
        SessionId id = session.Grant.SessionId;

        await OwnAsync(rig, SessionKeyModuleCalls.Pause(new SessionPause(context, id), Approval.ByCaller));
        bool paused = (await SessionScenario.GetStatusAsync(rig, session)).IsPaused;
        await OwnAsync(rig, SessionKeyModuleCalls.Resume(new SessionResumption(context, id, 0), Approval.ByCaller));
        bool resumed = !(await SessionScenario.GetStatusAsync(rig, session)).IsPaused;
        await OwnAsync(rig, SessionKeyModuleCalls.TightenMode(
            new ModeTightening(context, AccountMode.Halted), Approval.ByCaller));
        await OwnAsync(rig, SessionKeyModuleCalls.LoosenMode(
            new ModeLoosening(context, AccountMode.Restricted, 0), Approval.ByCaller));
        await OwnAsync(rig, SessionKeyModuleCalls.SetConcurrentLimit(3));
        await OwnAsync(rig, SessionKeyModuleCalls.RemoveGuardian(Guardian.Address));
        ModuleAccountState state = await GetStateAsync(rig);

        Assert.True(paused && resumed, "paused and resumed");
        Assert.Equal((AccountMode.Restricted, (byte)3), (state.Mode, state.ConcurrentLimit));
        Assert.Equal(new ModuleSigner(false, 0), await GetSignerAsync(rig, Guardian.Address));
        Assert.Equal(new ModuleControl(1, 2), await GetControlAsync(rig));
    }

    [Theory]
    [InlineData(KeyType.Secp256k1, ApprovalForm.Text)]
    [InlineData(KeyType.P256, ApprovalForm.Typed)]
    public async Task Session_key_ends_its_own_session(KeyType keyType, ApprovalForm form)
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V08, $"itself {keyType}");
        ISessionKeySigner key = keyType == KeyType.P256
            ? InMemoryP256SessionKey.Create()
            : InMemorySessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed, key, envelope => envelope);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));

        Approval revocation = await key.SignRevocationAsync(session.Grant, form);
        await SessionScenario.RelayAsync(
            rig, SessionKeyModuleCalls.RevokeAsSessionKey(session.Grant, revocation));

        Assert.True((await SessionScenario.GetStatusAsync(rig, session)).IsRevoked, "revoked by its own key");
    }

    [Fact]
    public async Task Text_with_token_names_is_relayed_and_its_session_replaced()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "names");
        TestSession first = await SessionScenario.ApproveAsync(
            rig, ApprovalForm.Text, InMemorySessionKey.Create(), envelope => envelope with { TokenNames = true });
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(first.Grant, first.Approval));
        TestSession second = await SessionScenario.ApproveAsync(
            rig,
            ApprovalForm.Text,
            InMemorySessionKey.Create(),
            envelope => envelope with { Replaces = first.Grant.SessionId });

        UserOperationReceipt used = await rig.ClientOf(second)
            .SendAsync([SessionScenario.Transfer(rig, 1)], second.Approval);
        ModuleSessionStatus replaced = await SessionScenario.GetStatusAsync(rig, first);
        ModuleSessionStatus replacing = await SessionScenario.GetStatusAsync(rig, second);

        Assert.True(used.IsSuccess, "the second session acts");
        Assert.True(replaced.IsRevoked && !replacing.IsRevoked, "the first one is dead");
        Assert.Equal(replaced.Seat, replacing.Seat);
        Assert.Equal((ushort)1, (await GetStateAsync(rig)).Granted);
    }

    private static async Task OwnAsync(AccountRig rig, byte[] callData) =>
        (await rig.SendAsOwnerAsync([new Call(rig.Stack.Contracts.Module, UInt256.Zero, callData)])).EnsureSuccess();

    private static async Task<TestSession> UsedAsync(
        AccountRig rig, Func<CapabilityEnvelope, CapabilityEnvelope> change)
    {
        TestSession session = await SessionScenario.ApproveAsync(
            rig, ApprovalForm.Typed, InMemorySessionKey.Create(), change);
        (await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval)).EnsureSuccess();
        return session;
    }

    private static async Task TightenAsync(AccountRig rig, AccountMode mode)
    {
        ModeTightening tightening = await OrderAsync(rig, Guardian, context => new ModeTightening(context, mode));
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.TightenMode(
            tightening, await Guardian.SignControlAsync(tightening, ApprovalForm.Text)));
    }

    /// <summary>A message with the signer's next sequence, good for ten minutes.</summary>
    private static async Task<T> OrderAsync<T>(AccountRig rig, IApprover signer, Func<SessionContext, T> make)
        where T : SequencedMessage =>
        make(await rig.GetContextAsync()) with
        {
            Sequence = (await GetSignerAsync(rig, signer.Address)).Sequence + 1,
            Deadline = await rig.Stack.GetChainTimeAsync() + TenMinutes,
        };

    private static async Task<ModuleControl> GetControlAsync(AccountRig rig) =>
        SessionKeyModuleViews.ReadControl(await AskAsync(rig, SessionKeyModuleViews.Control(rig.Account.Address)));

    private static async Task<ModuleSigner> GetSignerAsync(AccountRig rig, Address signer) =>
        SessionKeyModuleViews.ReadSigner(
            await AskAsync(rig, SessionKeyModuleViews.Signer(rig.Account.Address, signer)));

    private static async Task<ModuleAccountState> GetStateAsync(AccountRig rig) =>
        SessionKeyModuleViews.ReadAccountState(
            await AskAsync(rig, SessionKeyModuleViews.AccountState(rig.Account.Address)));

    private static Task<byte[]> AskAsync(AccountRig rig, byte[] callData) =>
        rig.Stack.Node.CallAsync(rig.Stack.Contracts.Module, callData);

    private async Task<AccountRig> GuardedAsync(
        AccountStandardUnderTest standard, EntryPointVersion version, string name)
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(fixture.Stack, standard, version, name);
        await OwnAsync(rig, SessionKeyModuleCalls.AddGuardian(Guardian.Address));
        return rig;
    }
}
