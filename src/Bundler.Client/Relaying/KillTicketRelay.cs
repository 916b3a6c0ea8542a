namespace SessionKeys.Bundler.Client;

/// <summary>Checks kill tickets against a chain, and brings them there. The device is not needed.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="node">A node of the ticket's chain.</param>
public sealed class KillTicketRelay(NodeClient node)
{
    private readonly NodeClient _node = node ?? throw new ArgumentNullException(nameof(node));

    /// <summary>Asks whether a ticket would end what it names, now.</summary>
    /// <param name="ticket">The verified ticket.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The finding; a ticket of no use is no exception here.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ticket"/> is null.</exception>
    /// <exception cref="CallRevertedException">The contract at the module's address is no session key
    /// module.</exception>
    /// <exception cref="BundlerException">The node refused a call, or no usable answer arrived.</exception>
    public async Task<KillTicketFinding> CheckAsync(KillTicket ticket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        KillTicketSubject subject = ticket.Subject;
        UInt256 chainId = await _node.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        if (chainId != subject.ChainId)
        {
            return Refuse(ticket, KillTicketState.WrongChain, $"the node is of chain {chainId}",
                $"a node of chain {subject.ChainId}", "Ask a node of that chain.");
        }

        byte[] code = await _node.GetCodeAsync(subject.Module, cancellationToken).ConfigureAwait(false);
        if (code.Length == 0)
        {
            return Refuse(ticket, KillTicketState.ModuleMissing, $"there is no contract at {subject.Module}",
                "the session key module", "Check that the node is synchronised and of the right network.");
        }

        ModuleAccountState state = SessionKeyModuleViews.ReadAccountState(
            await AskAsync(subject, SessionKeyModuleViews.AccountState(subject.Account), cancellationToken)
                .ConfigureAwait(false));
        return await CheckEndAsync(ticket, state, cancellationToken).ConfigureAwait(false)
            ?? await CheckSignerAsync(ticket, state, cancellationToken).ConfigureAwait(false)
            ?? new KillTicketFinding(KillTicketState.Usable, $"The {ticket} is usable.");
    }

    /// <summary>Checks a ticket and uses it in a transaction, unless what it ends is dead already.</summary>
    /// <remarks>Each call signs a transaction of its own. To send the same one again after <c>relay-pending</c>, sign
    /// <see cref="KillTicket.ToCall"/> with <see cref="TransactionRelay.SignAsync"/> and keep it.</remarks>
    /// <param name="ticket">The verified ticket.</param>
    /// <param name="relay">Who pays.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction may still be included.</param>
    /// <returns>The receipt, or null when nothing had to be sent.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">The ticket is of no use here and nothing was sent (see <see
    /// cref="KillTicketFinding.EnsureUsable"/>), or the transaction reverted or is still pending.</exception>
    /// <exception cref="CallRevertedException">The call would revert; nothing was sent.</exception>
    /// <exception cref="BundlerException">The node refused a call or the transaction.</exception>
    public async Task<TransactionReceipt?> RelayAsync(
        KillTicket ticket, TransactionRelay relay, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(relay);
        KillTicketFinding finding = await CheckAsync(ticket, cancellationToken).ConfigureAwait(false);
        if (finding.EnsureUsable().State == KillTicketState.AlreadyEnded)
        {
            return null;
        }

        SignedTransaction transaction = await relay.SignAsync(ticket.ToCall(), cancellationToken).ConfigureAwait(false);
        return await relay.SendAsync(transaction, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A finding about what the ticket ends, or null if it is still to be ended.</summary>
    private async Task<KillTicketFinding?> CheckEndAsync(
        KillTicket ticket, ModuleAccountState state, CancellationToken cancellationToken)
    {
        if (ticket.Subject.SessionId is { } sessionId)
        {
            byte[] question = SessionKeyModuleViews.SessionStatus(ticket.Subject.Account, sessionId);
            byte[] answer = await AskAsync(ticket.Subject, question, cancellationToken).ConfigureAwait(false);
            ModuleSessionStatus status = SessionKeyModuleViews.ReadSessionStatus(answer);
            bool isOver = status.ExpiresAt > 0 && status.Epoch < state.Epoch;
            string end = status.IsRevoked ? "is revoked" : "died with its epoch";
            return status.IsRevoked || isOver
                ? new KillTicketFinding(
                    KillTicketState.AlreadyEnded, $"The {ticket} is not needed: the session {end}.")
                : null;
        }

        uint epoch = ticket.Subject.Epoch!.Value;
        return epoch == state.Epoch
            ? null
            : epoch < state.Epoch
                ? Refuse(ticket, KillTicketState.EpochPassed, $"the account is in epoch {state.Epoch}",
                    $"epoch {epoch}",
                    "The sessions that it was to end are dead. To end those of today have a new ticket signed.")
                : Refuse(ticket, KillTicketState.EpochNotReached, $"the account is in epoch {state.Epoch}",
                    $"epoch {epoch}", "Check that the node is synchronised.");
    }

    private async Task<KillTicketFinding?> CheckSignerAsync(
        KillTicket ticket, ModuleAccountState state, CancellationToken cancellationToken)
    {
        if (ticket.Signer == state.Approver)
        {
            return null;
        }

        byte[] answer = await AskAsync(
            ticket.Subject, SessionKeyModuleViews.Signer(ticket.Subject.Account, ticket.Signer), cancellationToken)
            .ConfigureAwait(false);
        return SessionKeyModuleViews.ReadSigner(answer).IsGuardian && !state.Approver.IsZero
            ? null
            : Refuse(ticket, KillTicketState.SignerNotAuthorized,
                $"its signer {ticket.Signer} is no guardian of the account, and the approver is {state.Approver}",
                "the approver or a guardian", "Have a ticket signed by one of them.");
    }

    private Task<byte[]> AskAsync(KillTicketSubject subject, byte[] question, CancellationToken cancellationToken) =>
        _node.CallAsync(subject.Module, question, cancellationToken: cancellationToken);

    private static KillTicketFinding Refuse(
        KillTicket ticket, KillTicketState state, string actual, string allowed, string advice) =>
        new(state, $"The {ticket} was refused: {actual}; allowed is {allowed}. {advice}");
}
