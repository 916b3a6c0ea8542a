namespace SessionKeys.Bundler.Client;

/// <summary>Calls that shall be made once, whatever happens.</summary>
public sealed record SubmissionRequest
{
    /// <summary>The caller's id: the same id with the same calls is the same submission for ever.</summary>
    /// <value>1 to 128 of the characters <c>A-Z a-z 0-9 . _ : -</c>.</value>
    public required string Id { get; init; }

    /// <summary>The calls, executed in order, all or none.</summary>
    /// <value>1 to 16 calls.</value>
    public required IReadOnlyList<Call> Calls { get; init; }

    /// <summary>The approver's signature while the grant is not on chain yet; it rides on the operation.</summary>
    /// <value>Default: null. It is kept in the log until the submission is final.</value>
    public Approval? Approval { get; init; }

    /// <summary>
    /// The permission by which an EIP-7702 account gets its code together with this operation. Once the account has
    /// that code, operations go out without it.
    /// </summary>
    /// <value>Default: null. It is kept in the log until the submission is final.</value>
    public Eip7702Authorization? Authorization { get; init; }

    /// <summary>Renewal and the like. The grace flag is set here where a window ends soon.</summary>
    /// <value>Default: null, none.</value>
    public SegmentOptions? Options { get; init; }
}
