namespace SessionKeys;

/// <summary>Sets a looser mode. By the approver, never by a guardian.</summary>
/// <param name="Context">The account and its current epoch.</param>
/// <param name="Mode">Normal or restricted; looser than the current one.</param>
/// <param name="Tightenings">
/// The account's count when the approver signs (<see cref="SessionKeyModuleViews.Control"/>): a later tightening voids
/// the message. Not read when the account itself calls the module.
/// </param>
public sealed record ModeLoosening(SessionContext Context, AccountMode Mode, uint Tightenings)
    : SequencedMessage(Context)
{
    /// <inheritdoc/>
    private protected override string Kind => "loosen mode";

    /// <inheritdoc/>
    private protected override string End => "loosening";

    /// <inheritdoc/>
    private protected override string Type =>
        "ModeLoosening(address account,uint32 epoch,uint8 mode,uint32 tightenings,uint64 sequence,uint48 deadline)";

    /// <inheritdoc/>
    private protected override IEnumerable<string> Subject() => [Line(Mode), Line("Tightenings", Tightenings)];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> SubjectFields() =>
        [Field("mode", (ulong)Mode), Field("tightenings", Tightenings)];
}
