namespace SessionKeys;

/// <summary>Stops one session until it is resumed. By the approver or a guardian.</summary>
/// <param name="Context">Where the session lives and the account's current epoch.</param>
/// <param name="SessionId">The session; one that was never granted is refused.</param>
public sealed record SessionPause(SessionContext Context, SessionId SessionId) : SequencedMessage(Context)
{
    /// <inheritdoc/>
    private protected override string Kind => "pause session";

    /// <inheritdoc/>
    private protected override string End => "pause";

    /// <inheritdoc/>
    private protected override string Type =>
        "SessionPause(address account,uint32 epoch,bytes32 sessionId,uint64 sequence,uint48 deadline)";

    /// <inheritdoc/>
    private protected override IEnumerable<string> Subject() => [$"Session: {SessionId}"];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> SubjectFields() =>
        [("sessionId", SessionId.Value)];
}
