namespace SessionKeys.TestKit;

/// <summary>The words that the module has stored of an account and of its sessions.</summary>
/// <param name="Account">The account's slot.</param>
/// <param name="Sessions">The sessions that were granted.</param>
public sealed record VerdictState(UInt256 Account, ValueList<VerdictSession> Sessions);
