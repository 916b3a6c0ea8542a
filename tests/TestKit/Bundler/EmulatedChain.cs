using System.Text;
using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>
/// A chain with EntryPoint v0.8 as bundlers and clients see it: nonces, included operations, and a node that tells them.
/// </summary>
/// <remarks>Thread-safe. An operation is executed if its nonce is the next one of its key, and never again.</remarks>
public sealed class EmulatedChain : IAsyncDisposable
{
    private const int SequenceBits = 64;

    private static readonly Hash32 EventTopic = Keccak256.Hash(
        Encoding.ASCII.GetBytes("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"));

    private readonly Lock _lock = new();
    private readonly Dictionary<(Address Sender, UInt256 Key), UInt256> _next = [];
    private readonly List<EmulatedOperation> _executed = [];

    private EmulatedChain() => Node = FakeBundler.Start()
        .On("eth_chainId", FakeReply.Result($"\"{ChainId.ToHex()}\""))
        .On("eth_getBlockByNumber", _ => FakeReply.Result(Block))
        .On("eth_call", NonceOf)
        .On("eth_getLogs", EventsOf);

    /// <summary>The chain's id.</summary>
    public UInt256 ChainId { get; } = 31337UL;

    /// <summary>The node's server.</summary>
    public FakeBundler Node { get; }

    /// <summary>Whether the node answers questions for logs as if it had none: its index is behind its state.</summary>
    public bool HidesEvents { get; set; }

    /// <summary>What was executed, the first one first.</summary>
    public IReadOnlyList<EmulatedOperation> Executed
    {
        get
        {
            lock (_lock)
            {
                return [.. _executed];
            }
        }
    }

    private string Block =>
        $$"""
        {"number":"0x{{Executed.Count + 1:x}}","hash":"{{Word(1)}}","parentHash":"{{Word(0)}}","timestamp":"0x65000000",
        "baseFeePerGas":"0x3b9aca00"}
        """;

    /// <summary>Starts the node.</summary>
    public static EmulatedChain Start() => new();

    /// <summary>The next nonce of the key of a nonce.</summary>
    public UInt256 NextNonce(Address sender, UInt256 nonce)
    {
        UInt256 key = nonce >> SequenceBits;
        lock (_lock)
        {
            return _next.TryGetValue((sender, key), out UInt256 next) ? next : key << SequenceBits;
        }
    }

    /// <summary>Executes an operation whose nonce is the next one.</summary>
    /// <returns>False if the nonce is not the next one; nothing is executed then.</returns>
    public bool TryInclude(EmulatedOperation operation)
    {
        UserOperation fields = operation.Operation;
        lock (_lock)
        {
            if (NextNonce(fields.Sender, fields.Nonce) != fields.Nonce)
            {
                return false;
            }

            _next[(fields.Sender, fields.Nonce >> SequenceBits)] = fields.Nonce + UInt256.One;
            _executed.Add(operation);
            return true;
        }
    }

    /// <summary>Whether an operation was executed.</summary>
    public bool Includes(UserOperationHash hash) => Executed.Any(operation => operation.Hash == hash);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private static string Word(byte last) => "0x" + new string('0', 62) + $"{last:x2}";

    private FakeReply NonceOf(FakeRequest request)
    {
        byte[] data = Hex.Parse(request.Parameters[0].GetProperty("data").GetString()!);
        Address sender = Address.FromBytes(data.AsSpan(16, 20));
        UInt256 key = UInt256.ReadBigEndian(data.AsSpan(36, 32));
        return FakeReply.Result($"\"{Hex.Format(NextNonce(sender, key << SequenceBits).ToArray())}\"");
    }

    private FakeReply EventsOf(FakeRequest request)
    {
        JsonElement topics = request.Parameters[0].GetProperty("topics");
        string? hash = topics[1].GetString();
        string? sender = topics[2].GetString();
        IEnumerable<string> events = Executed
            .Where(each => !HidesEvents && (hash is null || each.Hash.ToString() == hash) && WordOf(each) == sender)
            .Select(Event);
        return FakeReply.Result($"[{string.Join(',', events)}]");
    }

    private static string WordOf(EmulatedOperation operation) =>
        "0x" + new string('0', 24) + operation.Operation.Sender.ToString()[2..].ToLowerInvariant();

    private static string Event(EmulatedOperation operation) =>
        $$"""
        {"address":"{{EntryPoints.V08}}",
        "topics":["{{EventTopic}}","{{operation.Hash}}","{{WordOf(operation)}}","{{Word(0)}}"],
        "data":"{{Hex.Format(operation.Operation.Nonce.ToArray())}}{{Word(1)[2..]}}{{Word(0)[2..]}}{{Word(0)[2..]}}",
        "blockHash":"{{Word(1)}}","blockNumber":"0x1","transactionHash":"{{Word(3)}}","transactionIndex":"0x0",
        "logIndex":"0x0"}
        """;
}
