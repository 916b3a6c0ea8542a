namespace SessionKeys.Bundler.Client.Tests;

public sealed class BundlerErrorClassifierTests
{
    private static readonly RpcExchange Exchange = new("eth_test", new Uri("http://127.0.0.1:1/"), 200);

    /// <summary>FailedOpWithRevert(0, "AA23 reverted", 0xcb362b34).</summary>
    private const string WrappedRevert =
        "0x65c8fd4d"
        + "0000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000060"
        + "00000000000000000000000000000000000000000000000000000000000000a0"
        + "000000000000000000000000000000000000000000000000000000000000000d"
        + "4141323320726576657274656400000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000004"
        + "cb362b3400000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Code_in_revert_data_decides_where_the_message_says_nothing()
    {
        BundlerException error = Classify("execution reverted", -32000, WrappedRevert);

        Assert.Equal(BundlerErrorKind.ValidationReverted, error.Kind);
        Assert.Equal("AA23", error.AaCode);
        Assert.Equal("AA23 reverted", error.EntryPointReason);
        Assert.Equal("0xcb362b34", Hex.Format(error.RevertData.Span));
    }

    [Fact]
    public void Wrapped_revert_inside_the_message_is_unwrapped()
    {
        BundlerException error = Classify("UserOperation reverted with reason: " + WrappedRevert, -32500, null);

        Assert.Equal("AA23", error.AaCode);
        Assert.Equal("0xcb362b34", Hex.Format(error.RevertData.Span));
    }

    [Theory]
    [InlineData("execution reverted: AA24 signature error", -32521)]
    [InlineData("execution reverted: already known", -32521)]
    [InlineData("execution reverted: rate limit", 3)]
    [InlineData("execution reverted: EntryPoint not supported", -32000)]
    public void Text_of_a_called_contract_never_passes_for_the_bundlers_own(string message, int code)
    {
        BundlerException error = Classify(message, code, null);

        Assert.Equal(BundlerErrorKind.ExecutionReverted, error.Kind);
        Assert.Null(error.AaCode);
    }

    [Fact]
    public void First_code_wins_over_one_that_the_account_imitates()
    {
        BundlerException error = Classify("AA23 reverted AA24 signature error", -32500, null);

        Assert.Equal(BundlerErrorKind.ValidationReverted, error.Kind);
        Assert.Equal("AA24 signature error", error.RevertReason);
    }

    [Theory]
    [InlineData("AA15 initCode must create sender", BundlerErrorKind.AccountCreationFailed)]
    [InlineData("AA27 outside valid block range", BundlerErrorKind.OutsideTimeRange)]
    [InlineData("AA36 over paymasterVerificationGasLimit", BundlerErrorKind.PaymasterGasTooLow)]
    [InlineData("AA37 paymaster outside valid block range", BundlerErrorKind.PaymasterOutsideTimeRange)]
    [InlineData("AA40 over verificationGasLimit", BundlerErrorKind.VerificationGasTooLow)]
    [InlineData("AA50 postOp reverted: x", BundlerErrorKind.PaymasterPostOpReverted)]
    [InlineData("AA51 prefund below actualGasCost", BundlerErrorKind.PrefundTooLow)]
    [InlineData("AA93 invalid paymasterAndData", BundlerErrorKind.InvalidRequest)]
    [InlineData("AA94 gas values overflow", BundlerErrorKind.InvalidRequest)]
    [InlineData("AA95 out of gas", BundlerErrorKind.EntryPointRejected)]
    [InlineData("AA99 unheard of", BundlerErrorKind.EntryPointRejected)]
    public void EntryPoint_code_has_its_kind(string message, BundlerErrorKind kind)
    {
        Assert.Equal(kind, Classify(message, -32500, null).Kind);
    }

    [Theory]
    [InlineData(-32500, BundlerErrorKind.EntryPointRejected)]
    [InlineData(-32501, BundlerErrorKind.PaymasterReverted)]
    [InlineData(-32502, BundlerErrorKind.ValidationRuleViolated)]
    [InlineData(-32503, BundlerErrorKind.OutsideTimeRange)]
    [InlineData(-32504, BundlerErrorKind.EntityThrottled)]
    [InlineData(-32505, BundlerErrorKind.StakeTooLow)]
    [InlineData(-32506, BundlerErrorKind.AggregatorNotSupported)]
    [InlineData(-32507, BundlerErrorKind.SignatureRejected)]
    [InlineData(-32508, BundlerErrorKind.PaymasterDepositTooLow)]
    [InlineData(-32521, BundlerErrorKind.ExecutionReverted)]
    [InlineData(-32600, BundlerErrorKind.InvalidRequest)]
    [InlineData(-32601, BundlerErrorKind.MethodNotFound)]
    [InlineData(-32602, BundlerErrorKind.InvalidRequest)]
    [InlineData(-32603, BundlerErrorKind.BundlerFault)]
    [InlineData(-32700, BundlerErrorKind.InvalidRequest)]
    [InlineData(-32005, BundlerErrorKind.RateLimited)]
    [InlineData(12345, BundlerErrorKind.Unknown)]
    public void Code_decides_where_nothing_else_does(int code, BundlerErrorKind kind)
    {
        Assert.Equal(kind, Classify("words without a known phrase", code, null).Kind);
    }

    [Fact]
    public void Solidity_panic_is_told_as_text()
    {
        string panic = "0x4e487b71" + new string('0', 62) + "11";

        Assert.Equal("Panic(0x11)", Classify("execution reverted", 3, panic).RevertReason);
    }

    [Fact]
    public void Longer_of_two_reverts_is_kept()
    {
        string full = "0x63a2a81f" + new string('0', 62) + "2a";

        Assert.Equal(full, Hex.Format(Classify("custom error 0x63a2a81f: *", 3, full).RevertData.Span));
        Assert.Equal(full, Hex.Format(Classify("execution reverted: " + full, 3, "0x63a2a81f").RevertData.Span));
    }

    private static BundlerException Classify(string message, int? code, string? revert) =>
        BundlerErrorClassifier.Classify(
            Exchange, new RpcError(code, null, message, revert is null ? null : Hex.Parse(revert)));
}
