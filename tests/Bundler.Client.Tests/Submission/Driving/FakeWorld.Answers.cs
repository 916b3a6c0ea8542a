using System.Globalization;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <content>What node and bundler answer.</content>
internal sealed partial class FakeWorld
{
    private Func<FakeRequest, FakeReply> Told(Func<FakeRequest, FakeReply> honest) => request =>
    {
        FakeReply reply = honest(request);
        return Twist?.Invoke(request, reply) ?? reply;
    };

    private FakeReply PriceOf()
    {
        string fees = $$"""
            {"maxFeePerGas":"{{Price.MaxFeePerGas.ToHex()}}",
            "maxPriorityFeePerGas":"{{Price.MaxPriorityFeePerGas.ToHex()}}"}
            """;
        return FakeReply.Result($$"""{"slow":{{fees}},"standard":{{fees}},"fast":{{fees}}}""");
    }

    private FakeReply SendOf(FakeRequest request)
    {
        EmulatedOperation operation = EmulatedOperation.Read(
            request.Parameters[0],
            Samples.ChainId,
            Version,
            Code.Length == 23 ? Address.FromBytes(Code.AsSpan(3)) : null);
        lock (_lock)
        {
            Sent.Add(operation);
            Untimely.AddRange(IsUntimely(operation.Operation, _told) ? [operation] : []);
            if (BeforeTake?.Invoke(operation) is { } refused)
            {
                return refused;
            }

            if (Refuse(operation) is { } refusal)
            {
                return refusal;
            }

            Taken.Add(operation);
            _pool.RemoveAll(each =>
                each.Operation.Sender == operation.Operation.Sender
                && each.Operation.Nonce == operation.Operation.Nonce);
            _pool.Add(operation);
            FakeReply? instead = AfterTake?.Invoke(operation);
            if (AutoMine)
            {
                Mine();
            }

            return instead ?? FakeReply.Result($"\"{operation.Hash}\"");
        }
    }

    /// <summary>The rules of every bundler, the last one as the safe ones have it: 30 s ahead, 5 s old.</summary>
    private FakeReply? Refuse(EmulatedOperation operation)
    {
        UserOperation fields = operation.Operation;
        if (NextNonce(fields.Sender, fields.Nonce >> 64) != fields.Nonce)
        {
            return Profile.UsedNonce;
        }

        if (IsUntimely(fields, _blocks[^1].Time))
        {
            return FakeReply.Error(-32503, "User operation expires too soon");
        }

        EmulatedOperation? old = _pool.Find(each =>
            each.Operation.Sender == fields.Sender && each.Operation.Nonce == fields.Nonce);
        return old is null ? null
            : old.Hash == operation.Hash
                ? Profile.SameOperation(old.Operation.MaxPriorityFeePerGas, fields.MaxPriorityFeePerGas)
            : fields.MaxFeePerGas * 10UL >= old.Operation.MaxFeePerGas * 11UL
                && fields.MaxPriorityFeePerGas * 10UL >= old.Operation.MaxPriorityFeePerGas * 11UL
                ? null
                : Profile.Underpriced(old.Operation.MaxPriorityFeePerGas, fields.MaxPriorityFeePerGas);
    }

    private static bool IsUntimely(UserOperation operation, DateTimeOffset time)
    {
        (DateTimeOffset claimedAt, DateTimeOffset notAfter, _) = ClaimOf(operation);
        return notAfter <= time.AddSeconds(30) || claimedAt >= time.AddSeconds(-5);
    }

    private FakeReply ByHash(FakeRequest request)
    {
        lock (_lock)
        {
            EmulatedOperation? waiting = _pool.Find(each => each.Hash.ToString() == HashIn(request));
            return FakeReply.Result(waiting is null || !Profile.ShowsPending
                ? "null"
                : $$"""
                  {"userOperation":{{waiting.Json}},"entryPoint":"{{EntryPoints.AddressOf(Version)}}",
                  "transactionHash":null,"blockHash":null,"blockNumber":null}
                  """);
        }
    }

    private FakeReply ReceiptOf(FakeRequest request)
    {
        lock (_lock)
        {
            (FakeBlock? block, FakeExecution? execution) =
                Find(each => each.Operation.Hash.ToString() == HashIn(request));
            return FakeReply.Result(execution is null || HidesReceipts
                ? "null"
                : $$"""
                  {"userOpHash":"{{execution.Operation.Hash}}","entryPoint":"{{EntryPoints.AddressOf(Version)}}",
                  "sender":"{{execution.Operation.Operation.Sender}}",
                  "nonce":"{{execution.Operation.Operation.Nonce.ToHex()}}","actualGasUsed":"0x48092",
                  "actualGasCost":"0x10d4d3fd9bf50","success":{{Flag(execution.Success)}},"logs":[],
                  "receipt":{{Transaction(block!, execution)}}}
                  """);
        }
    }

    private FakeReply TransactionOf(FakeRequest request)
    {
        lock (_lock)
        {
            (FakeBlock? block, FakeExecution? execution) = Find(each => each.Transaction.ToString() == HashIn(request));
            return FakeReply.Result(execution is null ? "null" : Transaction(block!, execution));
        }
    }

    private FakeReply LogsOf(FakeRequest request)
    {
        if (HidesLogs?.Invoke() == true)
        {
            return FakeReply.Result("[]");
        }

        JsonElement filter = request.Parameters[0];
        ulong from = (ulong)UInt256.Parse(filter.GetProperty("fromBlock").GetString()!);
        string last = filter.GetProperty("toBlock").GetString()!;
        ulong to = last == "latest" ? ulong.MaxValue : (ulong)UInt256.Parse(last);
        lock (_lock)
        {
            IEnumerable<string> logs = _blocks.Where(block => block.Number >= from && block.Number <= to)
                .SelectMany(block => block.Executions.Select(each => Log(block, each)));
            return FakeReply.Result($"[{string.Join(',', logs)}]");
        }
    }

    private FakeReply NonceOf(FakeRequest request)
    {
        byte[] data = Hex.Parse(request.Parameters[0].GetProperty("data").GetString()!);
        Address sender = Address.FromBytes(data.AsSpan(16, 20));
        UInt256 key = UInt256.ReadBigEndian(data.AsSpan(36, 32));
        return FakeReply.Result($"\"{Hex.Format(NextNonce(sender, key).ToArray())}\"");
    }

    private FakeReply BlockOf(FakeRequest request)
    {
        lock (_lock)
        {
            string asked = request.Parameters[0].GetString()!;
            ulong number = asked == "latest" ? _blocks[^1].Number : (ulong)UInt256.Parse(asked);
            FakeBlock? block = _blocks.ElementAtOrDefault((int)number);
            _told = asked == "latest" ? _blocks[^1].Time : _told;
            return FakeReply.Result(block is null
                ? "null"
                : $$"""
                  {"number":"{{Quantity(block.Number)}}","hash":"{{block.Hash}}",
                  "timestamp":"{{Quantity((ulong)block.Time.ToUnixTimeSeconds())}}","baseFeePerGas":"0x1"}
                  """);
        }
    }

    private (FakeBlock? Block, FakeExecution? Execution) Find(Func<FakeExecution, bool> predicate)
    {
        foreach (FakeBlock block in _blocks)
        {
            if (block.Executions.FirstOrDefault(predicate) is { } found)
            {
                return (block, found);
            }
        }

        return (null, null);
    }

    private string Transaction(FakeBlock block, FakeExecution execution) =>
        $$"""
        {"transactionHash":"{{execution.Transaction}}","transactionIndex":"0x0","blockHash":"{{block.Hash}}",
        "blockNumber":"{{Quantity(block.Number)}}","gasUsed":"0x1","status":"0x1","logs":[{{Log(block, execution)}}]}
        """;

    private string Log(FakeBlock block, FakeExecution execution)
    {
        UserOperation operation = execution.Operation.Operation;
        string data = Hex.Format(operation.Nonce.ToArray()) + new string('0', 63) + (execution.Success ? "1" : "0")
            + new string('0', 128);
        return $$"""
            {"address":"{{EntryPoints.AddressOf(Version)}}","topics":["{{OperationEvents.Topic}}",
            "{{execution.Operation.Hash}}","{{Word(operation.Sender)}}","{{Word(default)}}"],"data":"{{data}}",
            "blockHash":"{{block.Hash}}","blockNumber":"{{Quantity(block.Number)}}",
            "transactionHash":"{{execution.Transaction}}","transactionIndex":"0x0","logIndex":"0x0"}
            """;
    }

    private static string Quantity(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static string Flag(bool value) => value ? "true" : "false";
}
