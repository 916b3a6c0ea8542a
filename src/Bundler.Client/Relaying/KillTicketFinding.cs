namespace SessionKeys.Bundler.Client;

/// <summary>What a chain says of a kill ticket, and why.</summary>
/// <param name="State">The finding, for programs.</param>
/// <param name="Explanation">The values, and what to do.</param>
public sealed record KillTicketFinding(KillTicketState State, string Explanation)
{
    /// <summary>Throws unless the ticket is usable or what it ends is dead already.</summary>
    /// <returns>This finding.</returns>
    /// <exception cref="SessionKeyException">The ticket is of no use here; the id names why, for example
    /// <c>kill-ticket-epoch-passed</c>.</exception>
    public KillTicketFinding EnsureUsable() => State switch
    {
        KillTicketState.Usable or KillTicketState.AlreadyEnded => this,
        KillTicketState.WrongChain => throw new SessionKeyException("kill-ticket-wrong-chain", Explanation),
        KillTicketState.ModuleMissing => throw new SessionKeyException("kill-ticket-module-missing", Explanation),
        KillTicketState.SignerNotAuthorized =>
            throw new SessionKeyException("kill-ticket-signer-not-authorized", Explanation),
        KillTicketState.EpochPassed => throw new SessionKeyException("kill-ticket-epoch-passed", Explanation),
        _ => throw new SessionKeyException("kill-ticket-epoch-not-reached", Explanation),
    };
}
