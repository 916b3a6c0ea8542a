namespace SessionKeys.Bundler.Client;

/// <summary>What the node says about the nonce of a submission.</summary>
/// <param name="Head">The latest block, read first.</param>
/// <param name="NextSequence">The next sequence of the lane, read after it.</param>
/// <param name="IsUsed">Whether the nonce of the submission is used.</param>
/// <param name="Inclusion">The attempt that used it, or null.</param>
/// <param name="Other">An operation of somebody else that used it, or null where none was found.</param>
internal sealed record ChainFinding(
    BlockHeader Head, ulong NextSequence, bool IsUsed, SubmissionInclusion? Inclusion, UserOperationHash? Other)
{
    public NoInclusionProof Proof => new(NextSequence, Head.Time);
}
