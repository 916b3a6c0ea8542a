using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>A paymaster's service (ERC-7677) on a socket of loopback, in front of a <see cref="SponsoringPaymaster"/>.</summary>
public sealed class PaymasterServer : IAsyncDisposable
{
    /// <summary>The name of the sponsor in its answers.</summary>
    public const string SponsorName = "Sponsor of the tests";

    private readonly FakeBundler _server;
    private readonly SponsoringPaymaster _paymaster;
    private readonly PaymasterServerOptions _options;
    private readonly ulong _validUntil;

    private PaymasterServer(
        SponsoringPaymaster paymaster, DateTimeOffset validUntil, PaymasterServerOptions options)
    {
        _paymaster = paymaster;
        _options = options;
        _validUntil = (ulong)validUntil.ToUnixTimeSeconds();
        _server = FakeBundler.Start()
            .On("pm_getPaymasterStubData", request => Answer(request, StubOf(request), options.ChangeStub))
            .On("pm_getPaymasterData", request => Answer(request, FinalOf(request), options.ChangeFinal));
        Client = new PaymasterClient(Loopback.Connect(_server.Endpoint), SessionStack.ChainId);
    }

    /// <summary>The library's client of this server.</summary>
    public PaymasterClient Client { get; }

    /// <summary>The requests so far, the oldest first.</summary>
    public IReadOnlyList<FakeRequest> Requests => _server.Requests;

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="paymaster">The paymaster that it signs for.</param>
    /// <param name="validUntil">How long its signatures hold.</param>
    /// <param name="options">How it behaves; null for honest and at once.</param>
    public static PaymasterServer Start(
        SponsoringPaymaster paymaster, DateTimeOffset validUntil, PaymasterServerOptions? options = null) =>
        new(paymaster, validUntil, options ?? new PaymasterServerOptions());

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private FakeReply Answer(FakeRequest request, JsonObject answer, Action<JsonObject>? change)
    {
        bool isOurs = request.Parameters.GetArrayLength() == 4
            && Address.Parse(request.Parameters[1].GetString()!) == EntryPoints.AddressOf(_paymaster.Version)
            && UInt256.Parse(request.Parameters[2].GetString()!) == SessionStack.ChainId
            && request.Parameters[3].ValueKind == JsonValueKind.Object;
        if (!isOurs)
        {
            return FakeReply.Error(-32602, "expected are an operation, my EntryPoint, my chain and an object");
        }

        change?.Invoke(answer);
        FakeReply reply = _options.Fault ?? FakeReply.Result(answer.ToJsonString());
        return reply with { Delay = _options.Delay };
    }

    private JsonObject StubOf(FakeRequest request)
    {
        _ = SponsoredJson.Read(request.Parameters[0]);
        JsonObject stub = new()
        {
            ["paymaster"] = _paymaster.Address.ToString(),
            ["paymasterData"] = Hex.Format(
                _options.SignsLate
                    ? SponsoringPaymaster.Times(_validUntil)
                    : SponsoringPaymaster.StubData(_validUntil)),
            ["paymasterVerificationGasLimit"] = ((UInt256)SponsoringPaymaster.VerificationGasLimit).ToHex(),
            ["paymasterPostOpGasLimit"] = ((UInt256)SponsoringPaymaster.PostOpGasLimit).ToHex(),
            ["sponsor"] = new JsonObject { ["name"] = SponsorName },
            ["isFinal"] = _options.SaysFinal,
        };
        if (_options.SignsLate)
        {
            stub["paymasterSignature"] = Hex.Format(SponsoringPaymaster.StubSignature());
        }

        return stub;
    }

    private JsonObject FinalOf(FakeRequest request)
    {
        UserOperation operation = SponsoredJson.Read(request.Parameters[0]);
        JsonObject answer = new() { ["paymaster"] = _paymaster.Address.ToString() };
        if (!_options.SignsLate)
        {
            answer["paymasterData"] = Hex.Format(_paymaster.SignEarly(operation, _validUntil));
            return answer;
        }

        answer["paymasterData"] = Hex.Format(SponsoringPaymaster.Times(_validUntil));
        if (!operation.Signature.IsEmpty)
        {
            answer["paymasterSignature"] = Hex.Format(_paymaster.SignLate(operation, _validUntil));
        }

        return answer;
    }
}
