using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Steps that the session tests share.</summary>
internal static class SessionScenario
{
    public static readonly Address Recipient = Address.Parse("0x00000000000000000000000000000000000ca7e5");

    /// <summary>An account with the module, each time of another owner.</summary>
    public static async Task<AccountRig> CreateAccountAsync(
        SessionStack stack, AccountStandardUnderTest standard, EntryPointVersion version, string name)
    {
        InMemoryApprover owner =
            InMemoryApprover.FromSecret(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(name)).ToArray());
        AccountRig rig = await AccountRig.FundAsync(stack, standard, version, owner);
        UserOperationReceipt created = await rig.CreateAsync();
        created.EnsureSuccess();
        return rig;
    }

    public static Task<TestSession> ApproveAsync(AccountRig rig, ApprovalForm form, ulong salt = 0) =>
        ApproveAsync(rig, form, InMemorySessionKey.Create(), envelope => envelope with { Salt = salt });

    /// <summary>A session with another key or other terms than the usual ones.</summary>
    public static async Task<TestSession> ApproveAsync(
        AccountRig rig,
        ApprovalForm form,
        ISessionKeySigner key,
        Func<CapabilityEnvelope, CapabilityEnvelope> change)
    {
        DateTimeOffset now = await rig.Stack.GetChainTimeAsync();
        CapabilityEnvelope envelope = change(TestEnvelopes.Transfers(rig.Stack.Contracts.Token, now)) with
        {
            KeyType = key.KeyType,
        };
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(await rig.GetContextAsync(), key.Address, envelope));
        IReadOnlyDictionary<Address, TokenName> names = await TokenNames.ReadAsync(rig.Stack.Node, envelope);
        return new TestSession(grant, key, await rig.Owner.SignGrantAsync(grant, form, names));
    }

    public static async Task<ModuleSessionStatus> GetStatusAsync(AccountRig rig, TestSession session) =>
        SessionKeyModuleViews.ReadSessionStatus(await rig.Stack.Node.CallAsync(
            rig.Stack.Contracts.Module,
            SessionKeyModuleViews.SessionStatus(rig.Account.Address, session.Grant.SessionId)));

    /// <summary>Anybody sends a call to the module.</summary>
    public static Task RelayAsync(AccountRig rig, byte[] callData) =>
        rig.Stack.Chain.Client.SendTransactionAsync(rig.Stack.Contracts.Module, callData);

    public static Call Transfer(AccountRig rig, ulong amount) =>
        Call.Function(rig.Stack.Contracts.Token, "transfer(address,uint256)", Recipient, (UInt256)amount);

    public static Task<UInt256> BalanceAsync(AccountRig rig) =>
        rig.Stack.GetTokenBalanceAsync(rig.Stack.Contracts.Token, Recipient);

    /// <summary>Sends an operation that must be refused, and returns the module's error.</summary>
    public static async Task<SessionRefusal> RefuseAsync(AccountRig rig, TestSession session, params Call[] calls)
    {
        SessionClient client = rig.ClientOf(session);
        IUserOperationSigner signer = client.Signer(calls, await client.ClaimAsync());
        UserOperationDraft draft = client.Draft(calls) with { Gas = AccountRig.GenerousGas };

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => rig.Sender.SendAsync(draft, signer));

        Assert.True(ModuleErrors.TryDecode(refused.RevertData.Span, out SessionRefusal? refusal), refused.Message);
        return refusal;
    }
}
