namespace SessionKeys;

/// <summary>Lets a paused session act again. By the approver, never by a guardian.</summary>
/// <param name="Context">Where the session lives and the account's current epoch.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Tightenings">
/// The account's count when the approver signs (<see cref="SessionKeyModuleViews.Control"/>): a later tightening voids
/// the message. Not read when the account itself calls the module.
/// </param>
public sealed record SessionResumption(SessionContext Context, SessionId SessionId, uint Tightenings)
    : SequencedMessage(Context)
{
    /// <inheritdoc/>
    private protected override string Kind => "resume session";

    /// <inheritdoc/>
    private protected override string End => "resumption";

    /// <inheritdoc/>
    private protected override string Type =>
        "SessionResumption(address account,uint32 epoch,bytes32 sessionId,uint32 tightenings,uint64 sequence," +
        "uint48 deadline)";

    /// <inheritdoc/>
    private protected override IEnumerable<string> Subject() =>
        [$"Session: {SessionId}", Line("Tightenings", Tightenings)];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> SubjectFields() =>
        [("sessionId", SessionId.Value), Field("tightenings", Tightenings)];
}
