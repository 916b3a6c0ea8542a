namespace SessionKeys.Bundler.Client;

/// <summary>What a chain says of a kill ticket.</summary>
public enum KillTicketState
{
    /// <summary>It ends what it names.</summary>
    Usable,

    /// <summary>The session is dead already: it was revoked, or its epoch is over. Nothing is to be sent.</summary>
    AlreadyEnded,

    /// <summary>The node is one of another chain.</summary>
    WrongChain,

    /// <summary>There is no contract at the module's address.</summary>
    ModuleMissing,

    /// <summary>The signer is neither the approver nor a guardian of the account, any more or ever.</summary>
    SignerNotAuthorized,

    /// <summary>The epoch that the ticket ends is over: its sessions are dead, and the ticket is void.</summary>
    EpochPassed,

    /// <summary>The account has not reached the epoch that the ticket names.</summary>
    EpochNotReached,
}
