namespace SessionKeys;

/// <summary>
/// Says that a session was alive in a second, which wakes one that slept too long. By the approver or the renewer.
/// </summary>
/// <param name="Context">Where the session lives; its epoch is not signed.</param>
/// <param name="SessionId">The session.</param>
/// <param name="AliveAt">The attested second, not after the time of the block; last activity never moves back.</param>
public sealed record SessionReattestation(SessionContext Context, SessionId SessionId, DateTimeOffset AliveAt)
    : ControlMessage(Context)
{
    /// <inheritdoc/>
    private protected override string Kind => "attest session";

    /// <inheritdoc/>
    private protected override string End => "attestation";

    /// <inheritdoc/>
    private protected override string Type => "SessionReattestation(address account,bytes32 sessionId,uint48 aliveAt)";

    /// <inheritdoc/>
    private protected override IEnumerable<string> Lines() => [$"Session: {SessionId}", Line("Alive at", AliveAt)];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> Fields() =>
        [("sessionId", SessionId.Value), Field("aliveAt", UnixTime.Seconds(AliveAt, "aliveAt"))];
}
