namespace SessionKeys.Bundler.Client;

/// <summary>One signed operation of a submission.</summary>
/// <remarks>All attempts have the same nonce, so that one at most is included.</remarks>
public sealed record SubmissionAttempt
{
    /// <summary>The operation's hash, by which bundlers and the chain know it.</summary>
    public required UserOperationHash Hash { get; init; }

    /// <summary>The nonce: the lane's key in the upper 192 bits, the sequence in the lower 64.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>The fees; every later attempt raises both.</summary>
    public required FeesPerGas Fees { get; init; }

    /// <summary>The last second of chain time in which the operation can be included, inclusive.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The signed operation, or null once the submission is final.</summary>
    public UserOperation? Operation { get; init; }

    /// <summary>The authorization that is sent beside the operation, or null.</summary>
    public Eip7702Authorization? Authorization { get; init; }

    /// <summary>Whether a bundler is known to have taken it.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether a later attempt replaces it; it may still be the one that is included.</summary>
    public bool IsReplaced { get; init; }
}
