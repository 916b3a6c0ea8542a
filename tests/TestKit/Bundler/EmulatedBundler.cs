using System.Collections.Concurrent;

namespace SessionKeys.TestKit;

/// <summary>
/// A bundler of EntryPoint v0.8 on a real socket that keeps a mempool, answers as its <see cref="BundlerProfile"/> was
/// recorded, and fails when it is told to.
/// </summary>
/// <remarks>Thread-safe. Nothing is bundled by itself: <see cref="Bundle"/> does.</remarks>
public sealed class EmulatedBundler : IAsyncDisposable
{
    /// <summary>The method that sends.</summary>
    public const string Send = "eth_sendUserOperation";

    private const string Estimate = "eth_estimateUserOperationGas";

    private readonly EmulatedChain _chain;
    private readonly Lock _lock = new();
    private readonly List<EmulatedOperation> _pending = [];
    private readonly List<EmulatedOperation> _hidden = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<BundlerFault>> _faults = new(StringComparer.Ordinal);

    private EmulatedBundler(BundlerProfile profile, EmulatedChain chain)
    {
        Profile = profile;
        _chain = chain;
        Server = FakeBundler.Start();
        Serve("eth_chainId", _ => FakeReply.Result($"\"{chain.ChainId.ToHex()}\""));
        Serve("eth_supportedEntryPoints", _ => FakeReply.Result($"[\"{EntryPoint}\"]"));
        Serve(Send, Accept);
        Serve("eth_getUserOperationByHash", Find);
        Serve("eth_getUserOperationReceipt", ReceiptOf);
        Serve("pimlico_getUserOperationStatus", StatusOf);
        Serve(Estimate, EstimateOf);
        foreach (string method in (string[])
            ["pimlico_getUserOperationGasPrice", "skandha_getGasPrice", "rundler_getUserOperationGasPrice",
            "rundler_maxPriorityFeePerGas"])
        {
            Serve(method, PriceOf);
        }
    }

    /// <summary>How it speaks.</summary>
    public BundlerProfile Profile { get; }

    /// <summary>The server beneath.</summary>
    public FakeBundler Server { get; }

    /// <summary>Whether accepted operations are kept out of sight: the hash comes back and nothing else is known.</summary>
    public bool Forgets { get; set; }

    /// <summary>A refusal of every sent operation, or null.</summary>
    public FakeReply? Refusal { get; set; }

    /// <summary>The EntryPoint that it serves.</summary>
    public Address EntryPoint { get; init; } = EntryPoints.V08;

    /// <summary>How long <see cref="BundlerFault.Delay"/> takes.</summary>
    public TimeSpan FaultDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The operations that wait, also those out of sight.</summary>
    public IReadOnlyList<EmulatedOperation> Mempool
    {
        get
        {
            lock (_lock)
            {
                return [.. _pending, .. _hidden];
            }
        }
    }

    /// <summary>Starts a bundler.</summary>
    /// <param name="profile">How it speaks.</param>
    /// <param name="chain">Where it includes operations.</param>
    /// <param name="entryPoint">The EntryPoint that it serves, or null for v0.8.</param>
    public static EmulatedBundler Start(BundlerProfile profile, EmulatedChain chain, Address? entryPoint = null) =>
        new(profile, chain) { EntryPoint = entryPoint ?? EntryPoints.V08 };

    /// <summary>Has the next requests of a method fail, one fault each.</summary>
    public EmulatedBundler FailNext(string method, params BundlerFault[] faults)
    {
        ConcurrentQueue<BundlerFault> queue = _faults.GetOrAdd(method, static _ => new ConcurrentQueue<BundlerFault>());
        foreach (BundlerFault fault in faults)
        {
            queue.Enqueue(fault);
        }

        return this;
    }

    /// <summary>Includes what waits, also out of sight; what the chain no longer takes is dropped.</summary>
    /// <returns>How many were included.</returns>
    public int Bundle()
    {
        EmulatedOperation[] waiting;
        lock (_lock)
        {
            waiting = [.. _pending, .. _hidden];
            _pending.Clear();
            _hidden.Clear();
        }

        return waiting.Count(_chain.TryInclude);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static FakeReply Quoted(object value) => FakeReply.Result($"\"{value}\"");

    private static string HashIn(FakeRequest request) => request.Parameters[0].GetString()!;

    private static bool PaysMore(UInt256 old, UInt256 wanted) => wanted * 10UL >= old * 11UL;

    private void Serve(string method, Func<FakeRequest, FakeReply> answer) => Server.On(method, request =>
    {
        BundlerFault fault = BundlerFault.None;
        if (_faults.TryGetValue(method, out ConcurrentQueue<BundlerFault>? queue) && queue.TryDequeue(out BundlerFault f))
        {
            fault = f;
        }

        return fault switch
        {
            BundlerFault.DropBefore => FakeReply.Closed(),
            BundlerFault.TooManyRequests => FakeReply.Html(429),
            BundlerFault.Unavailable => FakeReply.Html(503),
            BundlerFault.Duplicate => Twice(answer, request),
            _ => After(fault, answer(request)),
        };
    });

    private FakeReply After(BundlerFault fault, FakeReply reply) => fault switch
    {
        BundlerFault.DropAfter => FakeReply.Closed(),
        BundlerFault.Truncate => reply with { CutAfter = reply.Body.Length / 2 },
        BundlerFault.HtmlAfter => FakeReply.Html(502),
        BundlerFault.WrongContentType => reply with { ContentType = "text/plain" },
        BundlerFault.NeverEnding => reply with
        {
            AnnouncesLength = false,
            HoldsOpen = true,
            CutAfter = reply.Body.Length / 2,
        },
        BundlerFault.Delay => reply with { Delay = FaultDelay },
        _ => reply,
    };

    private static FakeReply Twice(Func<FakeRequest, FakeReply> answer, FakeRequest request)
    {
        _ = answer(request);
        return answer(request);
    }

    private FakeReply Accept(FakeRequest request)
    {
        Address entryPoint = Address.Parse(request.Parameters[1].GetString()!);
        if (entryPoint != EntryPoint)
        {
            return Profile.UnknownEntryPoint(entryPoint);
        }

        if (Refusal is not null)
        {
            return Refusal;
        }

        EmulatedOperation sent = EmulatedOperation.Read(request.Parameters[0], _chain.ChainId);
        UserOperation fields = sent.Operation;
        lock (_lock)
        {
            if (_chain.NextNonce(fields.Sender, fields.Nonce) > fields.Nonce)
            {
                return Profile.UsedNonce;
            }

            EmulatedOperation? old = _pending.Find(each =>
                each.Operation.Sender == fields.Sender && each.Operation.Nonce == fields.Nonce);
            if (old is not null && RefuseReplacement(old, sent) is { } refusal)
            {
                return refusal;
            }

            _ = old is not null && _pending.Remove(old);
            (Forgets ? _hidden : _pending).Add(sent);
            return Quoted(sent.Hash);
        }
    }

    private FakeReply? RefuseReplacement(EmulatedOperation old, EmulatedOperation sent)
    {
        UInt256 before = old.Operation.MaxPriorityFeePerGas;
        UInt256 after = sent.Operation.MaxPriorityFeePerGas;
        bool paysEnough = PaysMore(before, after) && PaysMore(old.Operation.MaxFeePerGas, sent.Operation.MaxFeePerGas);
        return old.Hash == sent.Hash ? Profile.SameOperation(before, after)
            : Profile.Replacement is { } refuse && after > before ? refuse(sent.Operation.Sender)
            : paysEnough ? null
            : Profile.Underpriced(before, after);
    }

    private FakeReply Find(FakeRequest request)
    {
        string hash = HashIn(request);
        EmulatedOperation? mined = _chain.Executed.FirstOrDefault(each => each.Hash.ToString() == hash);
        EmulatedOperation? shown = mined ?? (Profile.ShowsPending ? Pending(hash) : null);
        string block = mined is null ? "null" : "\"0x" + new string('0', 63) + "1\"";
        string number = mined is null ? "null" : "\"0x1\"";
        return FakeReply.Result(shown is null
            ? "null"
            : $$"""
              {"userOperation":{{shown.Json}},"entryPoint":"{{EntryPoint}}","transactionHash":{{block}},
              "blockHash":{{block}},"blockNumber":{{number}}}
              """);
    }

    private FakeReply ReceiptOf(FakeRequest request)
    {
        string hash = HashIn(request);
        EmulatedOperation? mined = _chain.Executed.FirstOrDefault(each => each.Hash.ToString() == hash);
        string word = "0x" + new string('0', 63) + "1";
        return FakeReply.Result(mined is null
            ? "null"
            : $$"""
              {"userOpHash":"{{hash}}","entryPoint":"{{EntryPoint}}","sender":"{{mined.Operation.Sender}}",
              "nonce":"{{mined.Operation.Nonce.ToHex()}}","actualGasUsed":"0x48092","actualGasCost":"0x10d4d3fd9bf50",
              "success":true,"logs":[],"receipt":{"transactionHash":"{{word}}","transactionIndex":"0x0",
              "blockHash":"{{word}}","blockNumber":"0x1","from":"{{mined.Operation.Sender}}","to":"{{EntryPoint}}",
              "cumulativeGasUsed":"0x46c83","gasUsed":"0x46c83","contractAddress":null,"status":"0x1","logs":[]}
              }
              """);
    }

    private FakeReply StatusOf(FakeRequest request)
    {
        if (!Profile.HasStatus)
        {
            return Profile.UnknownMethod(request.Method);
        }

        string hash = HashIn(request);
        bool isMined = _chain.Executed.Any(each => each.Hash.ToString() == hash);
        string state = isMined ? "included" : Pending(hash) is null ? "not_found" : "not_submitted";
        return FakeReply.Result($$"""{"status":"{{state}}","transactionHash":null}""");
    }

    private FakeReply EstimateOf(FakeRequest request)
    {
        bool hasCallGasLimit = request.Parameters[0].TryGetProperty("callGasLimit", out _);
        return Profile.EstimateWantsCallGasLimit && !hasCallGasLimit
            ? FakeReply.Error(-32602, "Missing userOp field: callGasLimit")
            : FakeReply.Result(
                """{"preVerificationGas":"0xc03a","verificationGasLimit":"0x4644d","callGasLimit":"0x9597"}""");
    }

    private FakeReply PriceOf(FakeRequest request)
    {
        const string Fees = """{"maxFeePerGas":"0x3c299b3a","maxPriorityFeePerGas":"0x3b9aca00"}""";
        return request.Method != Profile.GasPriceMethod ? Profile.UnknownMethod(request.Method)
            : request.Method == "skandha_getGasPrice" ? FakeReply.Result(Fees)
            : FakeReply.Result($$"""{"slow":{{Fees}},"standard":{{Fees}},"fast":{{Fees}}}""");
    }

    private EmulatedOperation? Pending(string hash)
    {
        lock (_lock)
        {
            return _pending.Find(each => each.Hash.ToString() == hash);
        }
    }
}
