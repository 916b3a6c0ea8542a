using System.Buffers.Binary;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// A chain with blocks, time and reorganisations behind a node's socket, and a bundler with a mempool behind another
/// one. An operation is executed when its nonce is the next of its key and the chain's time is within its claim.
/// </summary>
internal sealed partial class FakeWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<FakeBlock> _blocks = [];
    private readonly List<EmulatedOperation> _pool = [];
    private readonly HashSet<UserOperationHash> _reverting = [];
    private readonly HashSet<DateTimeOffset> _times = [Start];
    private DateTimeOffset _told = Start;
    private int _salt;

    public FakeWorld(BundlerProfile? profile = null, EntryPointVersion version = EntryPointVersion.V08)
    {
        Version = version;
        Profile = profile ?? BundlerProfile.Alto20;
        _blocks.Add(new FakeBlock(0, NewHash(), Start, []));
        Node = FakeBundler.Start()
            .On("eth_getBlockByNumber", BlockOf)
            .On("eth_call", NonceOf)
            .On("eth_getCode", _ => FakeReply.Result($"\"{Hex.Format(Code)}\""))
            .On("eth_getTransactionReceipt", TransactionOf)
            .On("eth_getLogs", LogsOf);
        Bundler = FakeBundler.Start()
            .On("pimlico_getUserOperationGasPrice", Told(_ => PriceOf()))
            .On("eth_estimateUserOperationGas", Told(request => OnEstimate?.Invoke(request) ?? FakeReply.Result(
                """{"preVerificationGas":"0xc03a","verificationGasLimit":"0x4644d","callGasLimit":"0x9597"}""")))
            .On("eth_sendUserOperation", Told(SendOf))
            .On("eth_getUserOperationByHash", Told(ByHash))
            .On("eth_getUserOperationReceipt", Told(ReceiptOf))
            .On("pimlico_getUserOperationStatus", Told(_ => FakeReply.Error(-32601, "no such method")));
    }

    public BundlerProfile Profile { get; }

    public EntryPointVersion Version { get; }

    public FakeBundler Node { get; }

    public FakeBundler Bundler { get; }

    /// <summary>The code of every account.</summary>
    public byte[] Code { get; set; } = [];

    /// <summary>What the bundler asks for.</summary>
    public FeesPerGas Price { get; set; } = new(1_000, 100);

    /// <summary>The answer to an estimation, where it is not the usual one.</summary>
    public Func<FakeRequest, FakeReply?>? OnEstimate { get; set; }

    /// <summary>Runs before an operation is taken; an answer refuses it.</summary>
    public Func<EmulatedOperation, FakeReply?>? BeforeTake { get; set; }

    /// <summary>Runs after an operation was taken; an answer goes out instead of the hash.</summary>
    public Func<EmulatedOperation, FakeReply?>? AfterTake { get; set; }

    /// <summary>Whether each taken operation is in a block at once.</summary>
    public bool AutoMine { get; set; } = true;

    /// <summary>Whether the bundler tells no receipts.</summary>
    public bool HidesReceipts { get; set; }

    /// <summary>Whether the node has no logs yet.</summary>
    public Func<bool>? HidesLogs { get; set; }

    /// <summary>What the bundler tells instead of its honest answer to a request.</summary>
    public Func<FakeRequest, FakeReply, FakeReply>? Twist { get; set; }

    /// <summary>Whether those who build blocks leave an operation waiting.</summary>
    public Func<EmulatedOperation, bool>? LeavesWaiting { get; set; }

    /// <summary>What came although the latest block that anybody was told says that bundlers refuse it.</summary>
    public List<EmulatedOperation> Untimely { get; } = [];

    /// <summary>Every operation that was ever taken.</summary>
    public List<EmulatedOperation> Taken { get; } = [];

    /// <summary>Every operation that came, also those that were refused.</summary>
    public List<EmulatedOperation> Sent { get; } = [];

    public DateTimeOffset Time
    {
        get
        {
            lock (_lock)
            {
                return _blocks[^1].Time;
            }
        }
    }

    /// <summary>What the chain has executed, in its order.</summary>
    public IReadOnlyList<FakeExecution> Executed
    {
        get
        {
            lock (_lock)
            {
                return [.. _blocks.SelectMany(block => block.Executions)];
            }
        }
    }

    /// <summary>How many blocks stand on the last one with an operation in it.</summary>
    public int BlocksSinceLastExecution
    {
        get
        {
            lock (_lock)
            {
                return _blocks.Count - 1 - _blocks.FindLastIndex(block => block.Executions.Count > 0);
            }
        }
    }

    /// <summary>Whether any block, also one that is gone, had this time.</summary>
    public bool HadTime(DateTimeOffset time)
    {
        lock (_lock)
        {
            return _times.Contains(time);
        }
    }

    public int PoolSize
    {
        get
        {
            lock (_lock)
            {
                return _pool.Count;
            }
        }
    }

    public static (DateTimeOffset ClaimedAt, DateTimeOffset NotAfter, byte Flags) ClaimOf(UserOperation operation)
    {
        // One byte of the account stands before the segment: claimedAt 48, notAfter 48, flags 8.
        ReadOnlySpan<byte> segment = operation.Signature.Span[1..];
        return (Seconds(segment[..6]), Seconds(segment.Slice(6, 6)), segment[12]);

        static DateTimeOffset Seconds(ReadOnlySpan<byte> bytes)
        {
            Span<byte> padded = stackalloc byte[8];
            padded.Clear();
            bytes.CopyTo(padded[2..]);
            return DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(padded));
        }
    }

    /// <summary>Mines blocks; the first one takes what waits.</summary>
    public void Mine(int count = 1, int seconds = 2)
    {
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                DateTimeOffset time = _blocks[^1].Time.AddSeconds(seconds);
                List<FakeExecution> executions = [];
                var block = new FakeBlock((ulong)_blocks.Count, NewHash(), time, executions);
                _blocks.Add(block);
                _times.Add(time);
                foreach (EmulatedOperation each in _pool.ToArray())
                {
                    TryExecute(each, block);
                }
            }
        }
    }

    /// <summary>Takes the last blocks away and mines as many empty ones, and one more.</summary>
    /// <param name="depth">How many blocks.</param>
    /// <param name="keeps">Whether what was in them waits again; else it is forgotten.</param>
    public void Reorganise(int depth, bool keeps)
    {
        lock (_lock)
        {
            EmulatedOperation[] lost =
                [.. _blocks.TakeLast(depth).SelectMany(block => block.Executions).Select(each => each.Operation)];
            _blocks.RemoveRange(_blocks.Count - depth, depth);
            _pool.Clear();
            int mined = depth + 1;
            Mine(keeps ? mined / 2 : mined);
            _pool.AddRange(keeps ? lost : []);
            Mine(keeps ? mined - (mined / 2) : 0);
        }
    }

    /// <summary>The call of an operation reverts from now on.</summary>
    public void Revert(UserOperationHash hash)
    {
        lock (_lock)
        {
            _reverting.Add(hash);
        }
    }

    /// <summary>Forgets what waits.</summary>
    public IReadOnlyList<EmulatedOperation> ForgetPool()
    {
        lock (_lock)
        {
            EmulatedOperation[] forgotten = [.. _pool];
            _pool.Clear();
            return forgotten;
        }
    }

    /// <summary>Brings an operation into the mempool without asking anybody.</summary>
    public void Remember(EmulatedOperation operation)
    {
        lock (_lock)
        {
            _pool.Add(operation);
        }
    }

    public UInt256 NextNonce(Address sender, UInt256 key)
    {
        lock (_lock)
        {
            ulong used = (ulong)_blocks.SelectMany(block => block.Executions)
                .Select(each => each.Operation.Operation)
                .Count(operation => operation.Sender == sender && operation.Nonce >> 64 == key);
            return (key << 64) | used;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Bundler.DisposeAsync();
    }

    private static string HashIn(FakeRequest request) => request.Parameters[0].GetString()!;

    private static string Word(Address address) => "0x" + new string('0', 24) + Hex.Format(address.ToArray())[2..];

    private Hash32 NewHash()
    {
        byte[] bytes = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(bytes, ++_salt);
        return Keccak256.Hash(bytes);
    }

    private void TryExecute(EmulatedOperation operation, FakeBlock block)
    {
        UserOperation fields = operation.Operation;
        if (NextNonce(fields.Sender, fields.Nonce >> 64) > fields.Nonce || block.Time > ClaimOf(fields).NotAfter)
        {
            _pool.Remove(operation);
            return;
        }

        if (NextNonce(fields.Sender, fields.Nonce >> 64) == fields.Nonce && LeavesWaiting?.Invoke(operation) != true)
        {
            _pool.Remove(operation);
            block.Executions.Add(new FakeExecution(operation, NewHash(), !_reverting.Contains(operation.Hash)));
        }
    }
}

internal sealed record FakeBlock(ulong Number, Hash32 Hash, DateTimeOffset Time, List<FakeExecution> Executions);

internal sealed record FakeExecution(EmulatedOperation Operation, Hash32 Transaction, bool Success);
