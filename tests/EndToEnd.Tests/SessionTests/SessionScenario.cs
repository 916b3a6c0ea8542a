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
        SoftwareApprover owner = new(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(name)).ToArray());
        AccountRig rig = await AccountRig.FundAsync(stack, standard, version, owner);
        UserOperationReceipt created = await rig.CreateAsync();
        created.EnsureSuccess();
        return rig;
    }

    public static async Task<TestSession> ApproveAsync(AccountRig rig, ApprovalForm form, ulong salt = 0)
    {
        DateTimeOffset now = await rig.Stack.GetChainTimeAsync();
        InMemorySessionKey key = InMemorySessionKey.Create();
        CapabilityEnvelope envelope = TestEnvelopes.Transfers(rig.Stack.Contracts.Token, now, salt);
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(await rig.GetContextAsync(), key.Address, envelope));
        return new TestSession(grant, key, await rig.Owner.SignGrantAsync(grant, form));
    }

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
