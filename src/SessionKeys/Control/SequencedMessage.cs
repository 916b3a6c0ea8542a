namespace SessionKeys;

/// <summary>A control message that counts once, in its signer's order, in one epoch and until a deadline.</summary>
/// <param name="Context">Where the sessions live and the account's current epoch, which is signed.</param>
public abstract record SequencedMessage(SessionContext Context) : ControlMessage(Context)
{
    /// <summary>Gets the message's number among those of its signer for this account.</summary>
    /// <value>
    /// Above the last one that the module accepted from the signer (<see cref="SessionKeyModuleViews.Signer"/>).
    /// Not read when the account, the approver or a guardian itself calls the module; default: 0.
    /// </value>
    public ulong Sequence { get; init; }

    /// <summary>Gets the last second in which the message counts, inclusive.</summary>
    /// <value>Whole seconds; not read when nobody signed; default: 1970-01-01 00:00:00 UTC.</value>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The lines between epoch and sequence.</summary>
    private protected abstract IEnumerable<string> Subject();

    /// <summary>The fields between epoch and sequence.</summary>
    private protected abstract IEnumerable<(string Name, object Value)> SubjectFields();

    /// <inheritdoc/>
    private protected override IEnumerable<string> Lines() =>
        [Line("Epoch", Context.Epoch), .. Subject(), Line("Sequence", Sequence), Line("Deadline", Deadline)];

    /// <inheritdoc/>
    private protected override IEnumerable<(string Name, object Value)> Fields() =>
    [
        Field("epoch", Context.Epoch),
        .. SubjectFields(),
        Field("sequence", Sequence),
        Field("deadline", UnixTime.Seconds(Deadline, "deadline")),
    ];
}
