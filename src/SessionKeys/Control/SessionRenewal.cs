namespace SessionKeys;

/// <summary>What the renewer of a session signs to let one operation renew it; the typed form only.</summary>
/// <param name="Context">Where the session lives; its epoch is not signed.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Renewal">The number of the renewal: 1 for the first, then one more than the session has used.</param>
/// <param name="Deadline">The last second for which the consent holds, inclusive; whole seconds.</param>
public sealed record SessionRenewal(
    SessionContext Context, SessionId SessionId, ushort Renewal, DateTimeOffset Deadline)
{
    /// <summary>Makes the typed form (EIP-712).</summary>
    /// <returns>The typed data to sign.</returns>
    /// <exception cref="GrantEncodingException">The deadline is not a whole second.</exception>
    public TypedData ToTypedData() => ModuleTypedData.Create(
        Context.ChainId,
        Context.Module,
        new Dictionary<string, object>
        {
            ["account"] = Context.Account,
            ["sessionId"] = SessionId.Value,
            ["renewal"] = (UInt256)Renewal,
            ["deadline"] = (UInt256)UnixTime.Seconds(Deadline, "deadline"),
        },
        "SessionRenewal(address account,bytes32 sessionId,uint16 renewal,uint48 deadline)");
}
