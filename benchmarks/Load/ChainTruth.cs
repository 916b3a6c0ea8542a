using System.Text;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>Counts on the chain what became of operations that each transfer one unit to one receiver.</summary>
public sealed class ChainTruth
{
    private static readonly Hash32 UserOperationEvent = Keccak256.Hash(
        Encoding.ASCII.GetBytes("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"));

    private readonly SessionStack _stack;
    private readonly Address _receiver;
    private readonly ulong _firstBlock;

    private ChainTruth(SessionStack stack, Address receiver, ulong firstBlock)
    {
        _stack = stack;
        _receiver = receiver;
        _firstBlock = firstBlock;
    }

    /// <summary>The call that each operation makes.</summary>
    public Call Transfer => Call.Function(
        _stack.Contracts.Token, "transfer(address,uint256)", _receiver, UInt256.One);

    /// <summary>Who gets the transfers.</summary>
    public Address Receiver => _receiver;

    /// <summary>Begins to count, with a receiver of its own.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="name">Another one for each load.</param>
    public static async Task<ChainTruth> BeginAsync(SessionStack stack, string name)
    {
        ArgumentNullException.ThrowIfNull(stack);
        byte[] hash = Keccak256.Hash(Encoding.UTF8.GetBytes(name)).ToArray();
        BlockHeader latest = await stack.Node.GetLatestBlockAsync().ConfigureAwait(false);
        return new ChainTruth(stack, Address.FromBytes(hash.AsSpan(12)), latest.Number + 1);
    }

    /// <summary>Counts.</summary>
    /// <param name="hashes">The operations that the client holds for included.</param>
    /// <param name="senders">Whose operations; null for those of all accounts.</param>
    public async Task<ChainCount> CountAsync(IReadOnlyList<string> hashes, IEnumerable<Address>? senders = null)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        IReadOnlyList<LogEntry> logs = await _stack.Node.GetLogsAsync(new LogFilter
        {
            Address = EntryPoints.V07,
            Topics = [UserOperationEvent],
            FromBlock = _firstBlock,
        }).ConfigureAwait(false);
        HashSet<Hash32>? own = senders?.Select(TopicOf).ToHashSet();
        List<LogEntry> events = [.. logs.Where(log => own?.Contains(log.Topics[2]) ?? true)];
        HashSet<string> included = [.. events.Select(log => log.Topics[1].ToString())];
        HashSet<string> told = [.. hashes];
        int nonces = events.Select(log => (log.Topics[2], Word(log, 0))).Distinct().Count();
        UInt256 balance = await _stack.GetTokenBalanceAsync(_stack.Contracts.Token, _receiver).ConfigureAwait(false);
        return new ChainCount(
            included.Count,
            told.Except(included).Count(),
            included.Except(told).Count(),
            events.Count - Math.Min(included.Count, nonces) + hashes.Count - told.Count,
            events.Count(log => Word(log, 1).IsZero),
            (long)(ulong)balance);
    }

    private static Hash32 TopicOf(Address sender)
    {
        Span<byte> topic = stackalloc byte[Hash32.Length];
        topic.Clear();
        sender.CopyTo(topic[12..]);
        return Hash32.FromBytes(topic);
    }

    /// <summary>The event's data: nonce, success, cost, gas.</summary>
    private static UInt256 Word(LogEntry log, int index) =>
        UInt256.ReadBigEndian(log.Data.Span.Slice(32 * index, 32));
}
