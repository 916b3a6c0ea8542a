using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Tickets that the owner's Ledger (the emulator) signed ahead, used by somebody who never sees it.</summary>
public sealed class KillTicketTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    private static int _owners;

    private static readonly UInt256 OneEther = UInt256.Parse("1000000000000000000");

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public async Task Ticket_ends_a_session_without_the_device(ApprovalForm form)
    {
        (AccountRig rig, TestSession session, byte[] stored) = await PrepareAsync(form, one: true);

        (KillTicketRelay relay, TransactionRelay payer) = await StrangerAsync();
        TransactionReceipt? receipt = await relay.RelayAsync(KillTicketJson.Parse(stored), payer);
        ModuleSessionStatus status = await SessionScenario.GetStatusAsync(rig, session);
        SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, session, SessionScenario.Transfer(rig, 1));

        Assert.True(receipt?.IsSuccess, "receipt");
        Assert.True(status.IsRevoked, "revoked");
        Assert.Equal("SessionIsRevoked", refusal.Name);
    }

    [Fact]
    public async Task Used_ticket_is_not_sent_again_and_would_do_no_harm()
    {
        (AccountRig rig, TestSession session, byte[] stored) = await PrepareAsync(ApprovalForm.Text, one: true);
        KillTicket ticket = KillTicketJson.Parse(stored);
        (KillTicketRelay relay, TransactionRelay payer) = await StrangerAsync();
        SignedTransaction transaction = await payer.SignAsync(ticket.ToCall());
        TransactionReceipt first = await payer.SendAsync(transaction);

        TransactionReceipt again = await payer.SendAsync(transaction);
        TransactionReceipt? relayed = await relay.RelayAsync(ticket, payer);
        await SessionScenario.RelayAsync(rig, ticket.ToCall().Data.ToArray());
        ModuleSessionStatus status = await SessionScenario.GetStatusAsync(rig, session);

        Assert.Equal(first.BlockHash, again.BlockHash);
        Assert.Null(relayed);
        Assert.True(status.IsRevoked, "still revoked");
    }

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public async Task Ticket_for_all_ends_every_session_once_and_is_refused_in_the_next_epoch(ApprovalForm form)
    {
        (AccountRig rig, TestSession session, byte[] stored) = await PrepareAsync(form, one: false);
        KillTicket ticket = KillTicketJson.Parse(stored);
        (KillTicketRelay relay, TransactionRelay payer) = await StrangerAsync();

        TransactionReceipt? receipt = await relay.RelayAsync(ticket, payer);
        SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, session, SessionScenario.Transfer(rig, 1));
        SessionKeyException passed = await Assert.ThrowsAsync<SessionKeyException>(
            () => relay.RelayAsync(ticket, payer));
        CallRevertedException reverted = await Assert.ThrowsAsync<CallRevertedException>(
            () => payer.SignAsync(ticket.ToCall()));

        Assert.True(receipt?.IsSuccess, "receipt");
        Assert.Equal("EpochPassed", refusal.Name);
        Assert.Equal("kill-ticket-epoch-passed", passed.Id);
        Assert.True(ModuleErrors.TryDecode(reverted.RevertData.Span, out SessionRefusal? module), "decoded");
        Assert.Equal("NotAuthorized", module.Name);
    }

    [Fact]
    public async Task Ticket_of_a_guardian_is_void_once_it_is_none()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "guarded tickets");
        using InMemoryApprover guardian =
            InMemoryApprover.FromSecret(Keccak256.Hash("guardian of tickets"u8).ToArray());
        SessionContext context = await rig.GetContextAsync();
        KillTicket ticket = await guardian.SignKillTicketAsync(
            KillTicketSubject.All(context.ChainId, context.Module, context.Account, context.Epoch), ApprovalForm.Text);
        (KillTicketRelay relay, TransactionRelay payer) = await StrangerAsync();

        KillTicketState before = (await relay.CheckAsync(ticket)).State;
        await OwnAsync(rig, SessionKeyModuleCalls.AddGuardian(guardian.Address));
        KillTicketState during = (await relay.CheckAsync(ticket)).State;
        await OwnAsync(rig, SessionKeyModuleCalls.RemoveGuardian(guardian.Address));
        KillTicketState after = (await relay.CheckAsync(ticket)).State;
        await OwnAsync(rig, SessionKeyModuleCalls.AddGuardian(guardian.Address));
        TransactionReceipt? receipt = await relay.RelayAsync(ticket, payer);

        Assert.Equal(
            (KillTicketState.SignerNotAuthorized, KillTicketState.Usable, KillTicketState.SignerNotAuthorized),
            (before, during, after));
        Assert.True(receipt?.IsSuccess, "ended by the guardian");
    }

    [Fact]
    public async Task Tampered_ticket_is_refused_before_anything_is_asked()
    {
        (_, _, byte[] stored) = await PrepareAsync(ApprovalForm.Text, one: false);
        string tampered = System.Text.Encoding.ASCII.GetString(stored)
            .Replace("\"epoch\": 1", "\"epoch\": 2", StringComparison.Ordinal);

        SessionKeyException refused = Assert.Throws<SessionKeyException>(
            () => KillTicketJson.Parse(System.Text.Encoding.ASCII.GetBytes(tampered)));

        Assert.Equal("kill-ticket-signature", refused.Id);
    }

    [Fact]
    public async Task Payer_without_ether_is_told_so_and_nothing_happens()
    {
        (AccountRig rig, TestSession session, byte[] stored) = await PrepareAsync(ApprovalForm.Text, one: true);
        NodeClient node = fixture.Stack.Node;
        using InMemorySessionKey poor = InMemorySessionKey.Create();

        await Assert.ThrowsAsync<BundlerException>(() => new KillTicketRelay(node)
            .RelayAsync(KillTicketJson.Parse(stored), new TransactionRelay(node, poor)));

        Assert.False((await SessionScenario.GetStatusAsync(rig, session)).IsRevoked, "alive");
    }

    /// <summary>A used session whose owner signed a ticket on the device, which is gone afterwards.</summary>
    private async Task<(AccountRig Rig, TestSession Session, byte[] Stored)> PrepareAsync(ApprovalForm form, bool one)
    {
        await using EthereumAppEmulator device = EthereumAppEmulator.Start();
        device.AutoAnswer = EmulatorAnswer.Approve;
        device.Settings.RawMessages = form == ApprovalForm.Typed;
        await using EthereumApp app = new(await device.Endpoint.ConnectAsync());
        DerivationPath path = DerivationPath.Parse($"m/44'/60'/{(int)form}'/0/{Interlocked.Increment(ref _owners)}");
        LedgerApprover ledger = await LedgerApprover.CreateAsync(app, path);
        AccountRig rig = await AccountRig.FundAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, ledger);
        (await rig.CreateAsync()).EnsureSuccess();
        TestSession session = await SessionScenario.ApproveAsync(rig, form);
        (await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval)).EnsureSuccess();

        SessionContext context = session.Grant.Grant.Context;
        KillTicket ticket = await ledger.SignKillTicketAsync(
            one
                ? KillTicketSubject.One(context.ChainId, context.Module, context.Account, session.Grant.SessionId)
                : KillTicketSubject.All(context.ChainId, context.Module, context.Account, context.Epoch),
            form);
        return (rig, session, KillTicketJson.Write(ticket));
    }

    /// <summary>Another machine: its own connection, a new key with a little ether, no device.</summary>
    private async Task<(KillTicketRelay Relay, TransactionRelay Payer)> StrangerAsync()
    {
        NodeClient node = new(fixture.Stack.Chain.Client.Rpc);
        InMemorySessionKey key = InMemorySessionKey.Create();
        await fixture.Stack.Chain.Client.SetBalanceAsync(key.Address, OneEther);
        return (new KillTicketRelay(node), new TransactionRelay(node, key));
    }

    private static async Task OwnAsync(AccountRig rig, byte[] callData) =>
        (await rig.SendAsOwnerAsync([new Call(rig.Stack.Contracts.Module, UInt256.Zero, callData)])).EnsureSuccess();
}
