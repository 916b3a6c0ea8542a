using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// A bundler, a node and a paymaster's service on sockets that answer well, each answer open to change, and a signer
/// that counts.
/// </summary>
internal sealed class LifeCycle : IAsyncDisposable
{
    public static readonly Address Paymaster = Address.Parse("0x13e9ed32155810fdbd067d4522c492d6f68e5944");

    public static readonly Address OtherPaymaster = Address.Parse("0x23e9ed32155810fdbd067d4522c492d6f68e5944");

    private readonly EntryPointVersion _version;

    public LifeCycle(EntryPointVersion version = EntryPointVersion.V08)
    {
        _version = version;
        Stub = version == EntryPointVersion.V06
            ? new JsonObject { ["paymasterAndData"] = $"{Lower(Paymaster)}0102" }
            : new JsonObject
            {
                ["paymaster"] = Lower(Paymaster),
                ["paymasterData"] = "0x0102",
                ["paymasterVerificationGasLimit"] = "0xea60",
                ["paymasterPostOpGasLimit"] = "0x1388",
            };
        Final = version == EntryPointVersion.V06
            ? new JsonObject { ["paymasterAndData"] = $"{Lower(Paymaster)}0304" }
            : new JsonObject { ["paymaster"] = Lower(Paymaster), ["paymasterData"] = "0x0304" };
        Bundler = FakeBundler.Start()
            .On("pimlico_getUserOperationGasPrice", FakeReply.Result("""
                {"slow":{"maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x1"},
                "standard":{"maxFeePerGas":"0x64","maxPriorityFeePerGas":"0xa"},
                "fast":{"maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x1"}}
                """))
            .On("eth_estimateUserOperationGas", _ => FakeReply.Result(Estimate.ToJsonString()))
            .On("eth_sendUserOperation", _ => FakeReply.Result($"\"{Signer.LastHash}\""))
            .On("eth_getUserOperationReceipt", _ => FakeReply.Result(Receipt()));
        Node = FakeBundler.Start().On("eth_call", FakeReply.Result($"\"0x{new string('0', 64)}\""));
        Service = FakeBundler.Start()
            .On("pm_getPaymasterStubData", _ => FakeReply.Result(Stub.ToJsonString()))
            .On("pm_getPaymasterData", request => FakeReply.Result(
                (request.Parameters[0].TryGetProperty("signature", out _) ? Late : Final).ToJsonString()));
    }

    public static UserOperationDraft Draft => new()
    {
        Sender = Samples.Sender,
        NonceKey = UInt256.Zero,
        CallData = Hex.Parse("0xb61d27f6"),
    };

    public FakeBundler Bundler { get; }

    public FakeBundler Node { get; }

    public FakeBundler Service { get; }

    public JsonObject Estimate { get; } = new()
    {
        ["preVerificationGas"] = "0xc350",
        ["verificationGasLimit"] = "0x186a0",
        ["callGasLimit"] = "0x7530",
    };

    public JsonObject Stub { get; }

    public JsonObject Final { get; }

    /// <summary>The answer after the account signed.</summary>
    public JsonObject Late { get; } = new()
    {
        ["paymaster"] = Lower(Paymaster),
        ["paymasterData"] = "0x0304",
        ["paymasterSignature"] = "0x070809",
    };

    public CountingSigner Signer { get; } = new();

    public UserOperationSender Sender => new(
        new BundlerClient(Rpc.Client(Bundler), Samples.ChainId),
        new NodeClient(Rpc.Client(Node)),
        Samples.ChainId,
        _version);

    public UserOperationDraft Sponsored => Draft with { Sponsorship = Request };

    public SponsorshipRequest Request => new()
    {
        Service = new PaymasterClient(Rpc.Client(Service), Samples.ChainId),
        Term = PaymasterTerm.Only(Paymaster),
    };

    /// <summary>The operation as the bundler was given it for a method.</summary>
    public JsonElement Sent(string method) => Bundler.RequestsOf(method)[0].Parameters[0];

    public async ValueTask DisposeAsync()
    {
        await Bundler.DisposeAsync();
        await Node.DisposeAsync();
        await Service.DisposeAsync();
    }

    private static string Lower(Address address) => Hex.Format(address.ToArray());

    private string Receipt() => Samples.Receipt(Signer.LastHash).Replace(
        Lower(EntryPoints.V08), Lower(EntryPoints.AddressOf(_version)), StringComparison.Ordinal);
}
