namespace SessionKeys;

/// <summary>Sets a stricter mode. By the approver or a guardian.</summary>
/// <param name="Context">The account and its current epoch.</param>
/// <param name="Mode">Restricted or halted; stricter than the current one.</param>
public sealed record ModeTightening(SessionContext Context, AccountMode Mode) : SequencedMessage(Context)
{
    /// <inheritdoc/>
    private protected override string Kind => "tighten mode";

    /// <inheritdoc/>
    private protected override string End => "tightening";

    /// <inheritdoc/>
    private protected override string Type =>
        "ModeTightening(address account,uint32 epoch,uint8 mode,uint64 sequence,uint48 deadline)";

    /// <inheritdoc/>
    private protected override IEnumerable<string> Subject() => [Line(Mode)];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> SubjectFields() => [Field("mode", (ulong)Mode)];
}
