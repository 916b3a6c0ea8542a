namespace SessionKeys.Bundler.Client;

/// <summary>One event that a contract emitted.</summary>
/// <param name="Address">The emitting contract.</param>
/// <param name="Topics">The topics, at most four; the first is the event's signature hash unless it is
/// anonymous.</param>
/// <param name="Data">The arguments that are not indexed.</param>
/// <param name="TransactionHash">The transaction, or null where the server leaves it out.</param>
/// <param name="BlockNumber">The block's number, or null where the server leaves it out.</param>
/// <param name="LogIndex">The position within the block, or null where the server leaves it out.</param>
public sealed record LogEntry(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    ReadOnlyMemory<byte> Data,
    Hash32? TransactionHash,
    ulong? BlockNumber,
    ulong? LogIndex)
{
    internal static LogEntry Read(RpcValue log) => new(
        log.Field("address").Address(),
        log.Field("topics").List(static topic => topic.Hash()),
        log.Field("data").Bytes(),
        log.Optional("transactionHash")?.Hash(),
        log.Optional("blockNumber")?.SmallQuantity(),
        log.Optional("logIndex")?.SmallQuantity());
}
