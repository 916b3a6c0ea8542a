using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Turns honest answers of a bundler into lies, the first of each kind and later ones by chance.</summary>
internal sealed class LyingBundler(FaultTurn turn)
{
    private const string Other = "0x23e9ed32155810fdbd067d4522c492d6f68e5944";

    private readonly HashSet<string> _lied = [];
    private readonly Lock _lock = new();
    private int _estimates = turn.Below(3);

    public int Lies { get; private set; }

    public FakeReply Twist(FakeRequest request, FakeReply honest)
    {
        lock (_lock)
        {
            FakeReply told = request.Method == "eth_estimateUserOperationGas" && _estimates-- <= 0 ? honest
                : _lied.Add(request.Method) || turn.Below(3) == 0 ? Lie(request.Method, honest)
                : honest;
            Lies += told == honest ? 0 : 1;
            return told;
        }
    }

    private FakeReply Lie(string method, FakeReply honest) => method switch
    {
        "eth_estimateUserOperationGas" => Changed(honest, turn.Of(
            ("{\"preVerificationGas\"", $"{{\"sender\":\"{Other}\",\"preVerificationGas\""),
            ("{\"preVerificationGas\"", "{\"nonce\":\"0x7\",\"preVerificationGas\""),
            ("{\"preVerificationGas\"", "{\"callData\":\"0xb61d27f7\",\"preVerificationGas\""),
            ("\"0x9597\"", "\"0xffffffffffff\""))),
        "eth_sendUserOperation" => FakeReply.Result($"\"{Samples.Hash((byte)(1 + turn.Below(200)))}\""),
        "eth_getUserOperationByHash" => FakeReply.Result("null"),
        "eth_getUserOperationReceipt" => turn.Of(
            FakeReply.Result("null"),
            Changed(honest, ("\"success\":true", "\"success\":false")),
            Changed(honest, ($"\"sender\":\"{Samples.Sender}\"", $"\"sender\":\"{Other}\"")),
            Changed(honest, ("\"transactionHash\":\"0x", "\"transactionHash\":\"0x00"))),
        "pimlico_getUserOperationStatus" => FakeReply.Result(turn.Of(
            """{"status":"rejected","transactionHash":null}""",
            $$"""{"status":"included","transactionHash":"{{Samples.Hash(3)}}"}""",
            """{"status":"failed","transactionHash":null}""",
            """{"status":"not_found","transactionHash":null}""")),
        _ => honest,
    };

    private static FakeReply Changed(FakeReply honest, (string From, string To) change) =>
        honest with { Body = honest.Body.Replace(change.From, change.To, StringComparison.Ordinal) };
}
