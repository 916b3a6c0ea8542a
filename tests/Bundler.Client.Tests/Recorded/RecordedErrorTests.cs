using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class RecordedErrorTests
{
    private const string RuleError = "0xcb362b34000000000000000000000000000000000000000000000000000000000000002a";
    private const string CallError = "0x63a2a81f000000000000000000000000000000000000000000000000000000000000002a";

    public static TheoryData<string, string> Recorded
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (RecordedError recorded in RecordedError.All)
            {
                cases.Add(recorded.Bundler, recorded.Case);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recorded_refusal_has_its_kind_code_and_transience(string bundler, string testCase)
    {
        RecordedError recorded = RecordedError.Find(bundler, testCase);

        BundlerException error = await ReplayAsync(bundler, testCase);

        Assert.Equal(recorded.Kind, error.Kind);
        Assert.Equal(recorded.AaCode, error.AaCode);
        Assert.Equal(recorded.Kind == BundlerErrorKind.BundlerFault, error.IsTransient);
        Assert.Equal(recorded.Http, error.HttpStatus);
    }

    [Theory]
    [InlineData("alto-0.0.20", "rule: revert custom error", RuleError)]
    [InlineData("alto-0.0.18-safe", "rule: revert custom error", RuleError)]
    [InlineData("reference-c70c909", "rule: revert custom error", RuleError)]
    [InlineData("skandha-aff6647", "rule: revert custom error", RuleError)]
    [InlineData("alto-0.0.20", "estimate call reverts custom error", CallError)]
    [InlineData("alto-0.0.18-safe", "estimate call reverts custom error", CallError)]
    [InlineData("skandha-aff6647", "estimate call reverts custom error", "0x63a2a81f")]
    [InlineData("alchemy", "estimate: revert data beside the message", CallError)]
    [InlineData("alto-0.0.20", "bad signature (dummy, unrecoverable)", "0xf645eedf")]
    [InlineData("reference-c70c909", "estimate call reverts custom error", "0x")]
    [InlineData("skandha-aff6647", "7562 foreign SLOAD", "0x")]
    [InlineData("alto-0.0.18-safe", "foreign SLOAD with the account in data", "0x")]
    [InlineData("alto-0.0.20", "verificationGasLimit=9000", "0x")]
    public async Task Revert_data_is_found(string bundler, string testCase, string expected)
    {
        BundlerException error = await ReplayAsync(bundler, testCase);

        Assert.Equal(expected, Hex.Format(error.RevertData.Span));
    }

    [Theory]
    [InlineData("alto-0.0.20", "rule: revert string", "account says no")]
    [InlineData("alto-0.0.18-safe", "rule: revert string", "account says no")]
    [InlineData("reference-c70c909", "rule: revert string", "account says no")]
    [InlineData("skandha-aff6647", "rule: revert string", "account says no")]
    [InlineData("alto-0.0.20", "AA33 paymaster reverts", "paymaster says no")]
    [InlineData("reference-c70c909", "AA33 paymaster reverts", "paymaster says no")]
    [InlineData("alto-0.0.20", "estimate call reverts string", "counter says no")]
    [InlineData("skandha-aff6647", "estimate call reverts string", "counter says no")]
    [InlineData("reference-c70c909", "bad signature (dummy, unrecoverable)", "ECDSAInvalidSignature()")]
    [InlineData("alto-0.0.20", "v0.6: signature reverts", "ECDSA: invalid signature")]
    [InlineData("alto-0.0.20", "AA20 not deployed", null)]
    public async Task Revert_text_is_found(string bundler, string testCase, string? expected)
    {
        BundlerException error = await ReplayAsync(bundler, testCase);

        Assert.Equal(expected, error.RevertReason);
    }

    [Theory]
    [InlineData("alto-0.0.20", "AA20 not deployed", "AA20 account not deployed")]
    [InlineData("reference-c70c909", "AA20 not deployed", "AA20 account not deployed")]
    [InlineData("alto-0.0.18-safe", "rule: revert custom error", "AA23 reverted")]
    [InlineData("skandha-aff6647", "rule: revert string", "AA23 reverted")]
    [InlineData("alto-0.0.20", "AA21 no prefund (factory)", "AA21 didn't pay prefund")]
    [InlineData("alto-0.0.20", "dup: same nonce, same fee", "AA25 invalid account nonce")]
    [InlineData("skandha-aff6647", "7562 NUMBER", null)]
    public async Task EntryPoint_reason_is_found(string bundler, string testCase, string? expected)
    {
        BundlerException error = await ReplayAsync(bundler, testCase);

        Assert.Equal(expected, error.EntryPointReason);
    }

    [Fact]
    public async Task Revert_without_data_hints_at_gas()
    {
        BundlerException error = await ReplayAsync("reference-c70c909", "verificationGasLimit=9000");

        Assert.Contains("ran out of gas", error.Hints[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_names_method_server_words_code_and_what_to_do()
    {
        BundlerException error = await ReplayAsync("alto-0.0.20", "AA20 not deployed");

        Assert.StartsWith("eth_test at http://127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("failed: the sender has no code", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "it said \"UserOperation reverted with reason: AA20 account not deployed\", code -32500",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Add factory and factoryData", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("See docs/errors.md#bundler-accountnotdeployed.", error.Message, StringComparison.Ordinal);
    }

    private static Task<BundlerException> ReplayAsync(string bundler, string testCase)
    {
        RecordedError recorded = RecordedError.Find(bundler, testCase);
        return Rpc.FailureAsync(FakeReply.Error(recorded.ErrorJson, recorded.Http));
    }
}
