using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>What the chapters share.</summary>
internal sealed class DemoWorld(
    DemoReport report, SessionStack stack, DemoDevice device, CancellationToken cancellationToken)
{
    private ulong _nextSalt = 1;

    public DemoReport Report { get; } = report;

    public SessionStack Stack { get; } = stack;

    public DemoDevice Device { get; } = device;

    public NarratedApprover Owner { get; } = new(device);

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Who the agent may pay.</summary>
    public Address Recipient { get; } = Address.Parse("0xca7e5b1d0c44a4f1b6e85d3f27d0a9c1e8f3b762");

    /// <summary>Binds an envelope of this run to an account and a new session key.</summary>
    public async Task<(PackedGrant Grant, InMemorySessionKey Key)> NewGrantAsync(
        AccountRig rig, TimeSpan lifetime, TimeSpan startsIn = default)
    {
        DateTimeOffset now = await Stack.GetChainTimeAsync(CancellationToken).ConfigureAwait(false);
        string json = new EnvelopeFile(Stack, rig.Account.Address, Recipient)
            .Fill(now - TimeSpan.FromMinutes(1) + startsIn, lifetime, _nextSalt++);
        return await BindAsync(rig, System.Text.Encoding.UTF8.GetBytes(json)).ConfigureAwait(false);
    }

    /// <summary>Parses an envelope file, binds it to the account and a new session key, and checks it.</summary>
    public async Task<(PackedGrant Grant, InMemorySessionKey Key)> BindAsync(AccountRig rig, byte[] json)
    {
        EnvelopeDocument document = CapabilityEnvelopeJson.Parse(json);
        SessionContext context = await rig.GetContextAsync(CancellationToken).ConfigureAwait(false);
        InMemorySessionKey key = InMemorySessionKey.Create();
        SessionGrant grant = document.Bind(context, key.Address);
        EnvelopeValidator.ThrowIfInvalid(
            grant,
            new EnvelopeValidationOptions
            {
                Approver = rig.Owner.Address,
                Helpers = Stack.Contracts.Helpers,
                NonceLayout = rig.Account.NonceLayout,
                ChainTime = await Stack.GetChainTimeAsync(CancellationToken).ConfigureAwait(false),
                InOperation = true,
            });
        return (GrantEncoding.Encode(grant), key);
    }

    /// <summary>A new session, approved on the Ledger.</summary>
    public async Task<TestSession> NewSessionAsync(
        AccountRig rig, TimeSpan lifetime, ApprovalForm form, TimeSpan startsIn = default)
    {
        (PackedGrant grant, InMemorySessionKey key) = await NewGrantAsync(rig, lifetime, startsIn)
            .ConfigureAwait(false);
        Approval approval = await Owner
            .SignGrantAsync(grant, form, cancellationToken: CancellationToken).ConfigureAwait(false);
        return new TestSession(grant, key, approval);
    }

    /// <summary>Sends an operation of a session that must succeed.</summary>
    public async Task UseAsync(
        StepNotes notes, AccountRig rig, TestSession session, bool enable, params Call[] calls)
    {
        UserOperationReceipt receipt = await rig.ClientOf(session)
            .SendAsync(calls, enable ? session.Approval : null, cancellationToken: CancellationToken)
            .ConfigureAwait(false);
        notes.Gas = (ulong)receipt.EnsureSuccess().ActualGasUsed;
    }

    /// <summary>Relays a call by somebody who has nothing to do with the account.</summary>
    public async Task RelayAsync(StepNotes notes, byte[] callData)
    {
        IReadOnlyList<Address> wallets = await Stack.Chain.Client.GetAccountsAsync(CancellationToken)
            .ConfigureAwait(false);
        NodeReceipt receipt = await Stack.Chain.Client
            .SendTransactionAsync(Stack.Contracts.Module, callData, wallets[3], cancellationToken: CancellationToken)
            .ConfigureAwait(false);
        if (!receipt.Succeeded)
        {
            throw new InvalidOperationException($"The relayed transaction {receipt.TransactionHash} reverted.");
        }

        notes.Gas = receipt.GasUsed;
    }

    /// <summary>A transfer of the token.</summary>
    public Call Transfer(Address to, ulong amount) =>
        Call.Function(Stack.Contracts.Token, "transfer(address,uint256)", to, (UInt256)amount);
}
