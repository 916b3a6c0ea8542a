namespace SessionKeys.TestKit;

/// <summary>The words of one session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Status">Its status slot.</param>
/// <param name="Budgets">Its eight budget slots.</param>
public sealed record VerdictSession(SessionId Id, UInt256 Status, ValueList<UInt256> Budgets);
