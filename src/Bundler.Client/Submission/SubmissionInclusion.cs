namespace SessionKeys.Bundler.Client;

/// <summary>Where an operation of a submission stands in the chain.</summary>
/// <param name="Hash">The operation; it may be an attempt that was replaced.</param>
/// <param name="TransactionHash">The transaction of the bundle.</param>
/// <param name="BlockHash">The block.</param>
/// <param name="BlockNumber">The number of the block.</param>
/// <param name="Success">Whether its calls had their effect: the receipt's own word.</param>
public sealed record SubmissionInclusion(
    UserOperationHash Hash, Hash32 TransactionHash, Hash32 BlockHash, ulong BlockNumber, bool Success);
