using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>What a mined transaction did.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="Succeeded">Whether it did not revert.</param>
/// <param name="BlockNumber">The block it is in.</param>
/// <param name="GasUsed">Gas units.</param>
/// <param name="Logs">The events, in order.</param>
public sealed record NodeReceipt(
    Hash32 TransactionHash, bool Succeeded, ulong BlockNumber, ulong GasUsed, IReadOnlyList<NodeLog> Logs)
{
    internal static NodeReceipt Read(JsonElement receipt) => new(
        Hash32.Parse(Text(receipt, "transactionHash")),
        (ulong)UInt256.Parse(Text(receipt, "status")) == 1,
        (ulong)UInt256.Parse(Text(receipt, "blockNumber")),
        (ulong)UInt256.Parse(Text(receipt, "gasUsed")),
        [.. receipt.GetProperty("logs").EnumerateArray().Select(ReadLog)]);

    private static NodeLog ReadLog(JsonElement log) => new(
        Address.Parse(Text(log, "address")),
        [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
        Hex.Parse(Text(log, "data")));

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}

/// <summary>One event.</summary>
/// <param name="Emitter">The contract.</param>
/// <param name="Topics">The hash of the event's signature and the indexed arguments.</param>
/// <param name="Data">The other arguments.</param>
public sealed record NodeLog(Address Emitter, IReadOnlyList<Hash32> Topics, byte[] Data);
