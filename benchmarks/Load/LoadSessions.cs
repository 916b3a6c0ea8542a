using System.Text;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>Accounts and sessions for loads: ERC-6900 accounts on EntryPoint v0.7.</summary>
internal static class LoadSessions
{
    /// <summary>Accounts with sessions, in the order of the workers.</summary>
    public static async Task<IReadOnlyList<(AccountRig Rig, SessionClient Client)>> GrantManyAsync(
        SessionStack stack, string name, LoadShape shape)
    {
        List<(AccountRig Rig, SessionClient Client)> sessions = [];
        for (int account = 0; account < shape.Accounts; account++)
        {
            AccountRig rig = await CreateAccountAsync(stack, $"{name} {account}").ConfigureAwait(false);
            for (int i = 0; i < shape.KeysPerAccount; i++)
            {
                sessions.Add((rig, rig.ClientOf(await GrantAsync(rig, i).ConfigureAwait(false))));
            }
        }

        return sessions;
    }

    public static async Task<AccountRig> CreateAccountAsync(SessionStack stack, string name)
    {
        InMemoryApprover owner =
            InMemoryApprover.FromSecret(Keccak256.Hash(Encoding.UTF8.GetBytes(name)).ToArray());
        AccountRig rig = await AccountRig
            .FundAsync(stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, owner)
            .ConfigureAwait(false);
        (await rig.CreateAsync().ConfigureAwait(false)).EnsureSuccess();
        return rig;
    }

    /// <summary>A session with a nonce domain of its own, brought on chain by anybody.</summary>
    public static async Task<TestSession> GrantAsync(AccountRig rig, int number)
    {
        DateTimeOffset now = await rig.Stack.GetChainTimeAsync().ConfigureAwait(false);
        CapabilityEnvelope envelope = TestEnvelopes.Transfers(rig.Stack.Contracts.Token, now, (ulong)number) with
        {
            NonceDomain = $"session:load{number}",
        };
        InMemorySessionKey key = InMemorySessionKey.Create();
        SessionContext context = await rig.GetContextAsync().ConfigureAwait(false);
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(context, key.Address, envelope));
        Approval approval = await rig.Owner.SignGrantAsync(grant, ApprovalForm.Typed).ConfigureAwait(false);
        await rig.Stack.Chain.Client
            .SendTransactionAsync(rig.Stack.Contracts.Module, SessionKeyModuleCalls.Grant(grant, approval))
            .ConfigureAwait(false);
        return new TestSession(grant, key, approval);
    }
}
