namespace SessionKeys.Bundler.Client;

/// <summary>The receipt of a transaction; for a UserOperation it is the receipt of the whole bundle.</summary>
/// <param name="TransactionHash">The transaction's hash.</param>
/// <param name="BlockHash">The block's hash.</param>
/// <param name="BlockNumber">The block's number.</param>
/// <param name="GasUsed">The gas that the transaction used.</param>
/// <param name="IsSuccess">
/// Whether the transaction succeeded, or null where the server leaves it out. A bundle succeeds also when an operation
/// in it does not.
/// </param>
/// <param name="Logs">All logs of the transaction, those of the validation phase included.</param>
public sealed record TransactionReceipt(
    Hash32 TransactionHash,
    Hash32 BlockHash,
    ulong BlockNumber,
    UInt256 GasUsed,
    bool? IsSuccess,
    IReadOnlyList<LogEntry> Logs)
{
    internal static TransactionReceipt Read(RpcValue receipt) => new(
        receipt.Field("transactionHash").Hash(),
        receipt.Field("blockHash").Hash(),
        receipt.Field("blockNumber").SmallQuantity(),
        receipt.Field("gasUsed").Quantity(),
        ReadStatus(receipt.Optional("status")),
        receipt.Field("logs").List(LogEntry.Read));

    private static bool? ReadStatus(RpcValue? status) => status?.Text() switch
    {
        null => null,
        "0x1" => true,
        "0x0" => false,
        _ => throw status.Value.Refuse("0x1 or 0x0"),
    };
}
