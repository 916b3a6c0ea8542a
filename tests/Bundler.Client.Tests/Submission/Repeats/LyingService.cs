using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A paymaster's service whose first answers may be lies, or all answers the same one.</summary>
internal sealed class LyingService : IAsyncDisposable
{
    private static readonly string Honest = $"\"paymaster\":\"{LifeCycle.Paymaster}\"";

    private static readonly string Other = $"\"paymaster\":\"{LifeCycle.OtherPaymaster}\"";

    private readonly FakeBundler _server = FakeBundler.Start();
    private readonly FaultTurn _turn;
    private readonly bool _isOther;
    private int _left;
    private int _lies;

    /// <summary>Starts the service.</summary>
    /// <param name="turn">Says when it lies.</param>
    /// <param name="isOther">Whether it puts another paymaster in each time.</param>
    public LyingService(FaultTurn turn, bool isOther)
    {
        (_turn, _isOther) = (turn, isOther);
        _left = 1 + turn.Below(2);
        _server
            .On("pm_getPaymasterStubData", _ => Tell(
                $$"""
                { {{Honest}},"paymasterData":"0x0102","paymasterVerificationGasLimit":"0xea60",
                "paymasterPostOpGasLimit":"0x1388"}
                """,
                (Honest, Other),
                ("\"0xea60\"", "\"0xffffffffffff\""),
                ("{ ", "{\"nonce\":\"0x7\",")))
            .On("pm_getPaymasterData", _ => Tell(
                $$"""{ {{Honest}},"paymasterData":"0x0304"}""",
                (Honest, Other),
                ("\"0x0304\"", "\"0x030405\""),
                ("{ ", "{\"callData\":\"0xb61d27f7\",")));
    }

    public int Lies => _lies;

    public SponsorshipRequest Request => new()
    {
        Service = new PaymasterClient(Rpc.Client(_server), Samples.ChainId),
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private FakeReply Tell(string honest, params (string From, string To)[] lies)
    {
        if (_isOther)
        {
            Interlocked.Increment(ref _lies);
            return FakeReply.Result(honest.Replace(Honest, Other, StringComparison.Ordinal));
        }

        if (_turn.Coin() || Interlocked.Decrement(ref _left) < 0)
        {
            return FakeReply.Result(honest);
        }

        Interlocked.Increment(ref _lies);
        (string from, string to) = _turn.Of<(string, string)>(lies);
        return FakeReply.Result(honest.Replace(from, to, StringComparison.Ordinal));
    }
}
