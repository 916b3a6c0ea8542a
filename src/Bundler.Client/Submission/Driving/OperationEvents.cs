namespace SessionKeys.Bundler.Client;

/// <summary>Reads <c>UserOperationEvent</c>, by which the EntryPoint tells what became of an operation.</summary>
internal static class OperationEvents
{
    private const int WordCount = 4;
    private const int TopicCount = 4;

    public static readonly Hash32 Topic =
        Keccak256.Hash("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"u8);

    /// <summary>The filter of all operations of an account; up to the latest block where no end is named.</summary>
    public static LogFilter FilterOf(Address entryPoint, Address sender, ulong from, ulong? to)
    {
        return new LogFilter
        {
            Address = entryPoint,
            Topics = [Topic, null, TopicOf(sender)],
            FromBlock = from,
            ToBlock = to,
        };
    }

    /// <summary>Reads one event of an account: a node may answer more than it was asked for.</summary>
    /// <returns>False for any other event, and for those of other accounts, which count nonces of their own.</returns>
    public static bool TryRead(
        LogEntry log,
        Address entryPoint,
        Address sender,
        out UserOperationHash hash,
        out UInt256 nonce,
        out bool success)
    {
        bool isEvent = log.Address == entryPoint && log.Topics.Count == TopicCount && log.Topics[0] == Topic
            && log.Topics[2] == TopicOf(sender) && log.Data.Length == WordCount * UInt256.Length;
        hash = isEvent ? new UserOperationHash(log.Topics[1]) : default;
        nonce = isEvent ? UInt256.ReadBigEndian(log.Data.Span[..UInt256.Length]) : UInt256.Zero;
        success = isEvent && !UInt256.ReadBigEndian(log.Data.Span.Slice(UInt256.Length, UInt256.Length)).IsZero;
        return isEvent;
    }

    private static Hash32 TopicOf(Address address)
    {
        Span<byte> padded = stackalloc byte[Hash32.Length];
        padded.Clear();
        address.CopyTo(padded[12..]);
        return Hash32.FromBytes(padded);
    }
}
