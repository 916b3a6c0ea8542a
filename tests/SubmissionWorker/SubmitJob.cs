using System.Globalization;
using System.Text.Json;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.SubmissionWorker;

/// <summary>What a worker process submits, on a chain and a bundler that other processes run.</summary>
public sealed record SubmitJob
{
    /// <summary>The node.</summary>
    public required Uri Node { get; init; }

    /// <summary>The bundler.</summary>
    public required Uri Bundler { get; init; }

    /// <summary>The session key module.</summary>
    public required string Module { get; init; }

    /// <summary>The account, a reference account on EntryPoint v0.8.</summary>
    public required string Account { get; init; }

    /// <summary>The account's epoch.</summary>
    public required uint Epoch { get; init; }

    /// <summary>The token that is transferred.</summary>
    public required string Token { get; init; }

    /// <summary>Who gets it.</summary>
    public required string Recipient { get; init; }

    /// <summary>The chain's time when the session was made, unix seconds.</summary>
    public required long Now { get; init; }

    /// <summary>Tells equal sessions apart.</summary>
    public required ulong Salt { get; init; }

    /// <summary>The binary logarithm of the number of lanes.</summary>
    public required byte LaneBits { get; init; }

    /// <summary>The session key, 32 bytes in hex; it guards nothing but a test chain.</summary>
    public required string Secret { get; init; }

    /// <summary>Blocks until final.</summary>
    public required int Confirmations { get; init; }

    /// <summary>How long the lease of a dead process lasts, milliseconds.</summary>
    public int LeaseMilliseconds { get; init; } = 400;

    /// <summary>Where the process kills itself, or null.</summary>
    public string? FaultPoint { get; init; }

    /// <summary>How long it stands still there before, milliseconds.</summary>
    public int FaultDelayMilliseconds { get; init; }

    /// <summary>Ids, and how much each transfers.</summary>
    public required IReadOnlyDictionary<string, ulong> Submissions { get; init; }

    /// <summary>Reads a job.</summary>
    public static SubmitJob Read(string json) => JsonSerializer.Deserialize<SubmitJob>(json)!;

    /// <summary>Writes it.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>The terms of the session, the same in every process.</summary>
    public PackedGrant Grant(Address sessionKey)
    {
        CapabilityEnvelope envelope = TestEnvelopes.Transfers(
            Address.Parse(Token), DateTimeOffset.FromUnixTimeSeconds(Now), Salt) with
        {
            LaneBits = LaneBits,
            NonceDomain = string.Create(CultureInfo.InvariantCulture, $"session:{Salt}"),
        };
        ReferenceAccount6900 account = new(Address.Parse(Account));
        SessionContext context = new()
        {
            ChainId = SessionStack.ChainId,
            Module = Address.Parse(Module),
            Account = account.Address,
            Route = account.Route,
            Epoch = Epoch,
        };
        return GrantEncoding.Encode(new SessionGrant(context, sessionKey, envelope));
    }

    /// <summary>The session's client.</summary>
    public SessionClient Client(HttpClient http, ISessionKeySigner key)
    {
        ArgumentNullException.ThrowIfNull(key);
        NodeClient node = new(new JsonRpcClient(http, Node));
        BundlerClient bundler = new(new JsonRpcClient(http, Bundler), SessionStack.ChainId);
        UserOperationSender sender = new(bundler, node, SessionStack.ChainId, EntryPointVersion.V08);
        return new SessionClient(
            sender, node, new ReferenceAccount6900(Address.Parse(Account)), Grant(key.Address), key);
    }

    /// <summary>The call of one submission.</summary>
    public Call Transfer(ulong amount) => Call.Function(
        Address.Parse(Token), "transfer(address,uint256)", Address.Parse(Recipient), (UInt256)amount);
}
