namespace SessionKeys.Bundler.Client;

/// <summary>Where an operation of batched calls is.</summary>
/// <param name="Operation">The operation's hash.</param>
/// <param name="IsSuccess">Whether its calls had their effect: the receipt's own word.</param>
/// <param name="BlockNumber">The block.</param>
/// <param name="TransactionHash">The transaction of the bundle.</param>
/// <param name="RevertReason">Why the calls reverted, where that is known as a text; else null.</param>
public sealed record BatchInclusion(
    UserOperationHash Operation, bool IsSuccess, ulong BlockNumber, Hash32 TransactionHash, string? RevertReason = null)
{
    /// <summary>Takes the inclusion out of a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <exception cref="ArgumentNullException"><paramref name="receipt"/> is null.</exception>
    public static BatchInclusion Of(UserOperationReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new BatchInclusion(
            receipt.UserOperationHash,
            receipt.IsSuccess,
            receipt.Bundle.BlockNumber,
            receipt.Bundle.TransactionHash,
            receipt.RevertReason);
    }
}
