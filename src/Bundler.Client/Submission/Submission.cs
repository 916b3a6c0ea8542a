namespace SessionKeys.Bundler.Client;

/// <summary>Calls that were submitted under an id of the caller, and what became of them.</summary>
/// <remarks>Immutable: a picture of one moment.</remarks>
public sealed record Submission
{
    /// <summary>The caller's id: the same id never leads to a second effect.</summary>
    /// <value>1 to 128 of the characters <c>A-Z a-z 0-9 . _ : -</c>.</value>
    public required string Id { get; init; }

    /// <summary>The chain.</summary>
    public required UInt256 ChainId { get; init; }

    /// <summary>The EntryPoint.</summary>
    public required Address EntryPoint { get; init; }

    /// <summary>The account.</summary>
    public required Address Sender { get; init; }

    /// <summary>The key of its nonce lane, 192 bits.</summary>
    public required UInt256 NonceKey { get; init; }

    /// <summary>The session that acts, or null for the owner.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>The calls; empty once the submission is final, or resolved when the log was compacted.</summary>
    public ValueList<Call> Calls { get; init; }

    /// <summary>The approval that rides on the operation, or null; null once the submission is final.</summary>
    public Approval? Approval { get; init; }

    /// <summary>
    /// The permission by which the account gets its code, or null; null once the submission is final.
    /// </summary>
    public Eip7702Authorization? Authorization { get; init; }

    /// <summary>Renewal, grace and the like, without the public key, or null.</summary>
    public SegmentOptions? Options { get; init; }

    /// <summary>The hash of chain, EntryPoint, account, session and calls: what an id stands for.</summary>
    public required Hash32 Fingerprint { get; init; }

    /// <summary>How far it has come.</summary>
    public SubmissionState State { get; init; }

    /// <summary>The signed operations, the latest last; empty until one is signed.</summary>
    public ValueList<SubmissionAttempt> Attempts { get; init; }

    /// <summary>Where it stands in the chain, or null.</summary>
    public SubmissionInclusion? Inclusion { get; init; }

    /// <summary>What was last said against it, or null. The end <see cref="SubmissionState.Failed"/> has one.</summary>
    public SubmissionRefusal? Refusal { get; init; }

    /// <summary>Whether its caller cancelled it: nothing of it is signed or sent any more.</summary>
    /// <value>Until it is resolved, what was sent before may still be included.</value>
    public bool IsCancelled { get; init; }

    /// <summary>When it was prepared, by the clock of the machine; whole milliseconds.</summary>
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>When it last changed, by the clock of the machine; whole milliseconds.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether nothing more can happen to it.</summary>
    public bool IsResolved => State is SubmissionState.Final or SubmissionState.Failed or SubmissionState.Dropped;

    /// <summary>The attempt that no later one replaces, or null while nothing is signed.</summary>
    public SubmissionAttempt? LatestAttempt => Attempts.Count == 0 ? null : Attempts[^1];

    /// <summary>The last second of chain time in which any attempt can be included; null without attempts.</summary>
    /// <value>
    /// However clearly a bundler refused it, or its caller cancelled it: so long it keeps its lane, unless something is
    /// included before.
    /// </value>
    public DateTimeOffset? LastClaimEnd => Attempts.Count == 0 ? null : Attempts.Max(attempt => attempt.ValidUntil);

    internal NonceLane Lane => new(ChainId, EntryPoint, Sender, NonceKey);

    internal SubmissionAttempt? FindAttempt(UserOperationHash hash) =>
        Attempts.FirstOrDefault(attempt => attempt.Hash == hash);
}
