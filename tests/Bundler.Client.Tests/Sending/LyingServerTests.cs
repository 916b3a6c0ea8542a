using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// Fault FI-33: what a bundler or a paymaster fills in is compared with what was asked before anything is signed.
/// </summary>
public sealed class LyingServerTests
{
    private const string Other = "0x23e9ed32155810fdbd067d4522c492d6f68e5944";
    private const string Huge = "0xffffffffffffffffffffffffffff";

    /// <summary>Who lies, in which field, with which value, and how that is named.</summary>
    public static TheoryData<string, string, string, BundlerErrorKind> Lies => new()
    {
        { "estimate", "sender", Other, BundlerErrorKind.AnswerChangesOperation },
        { "estimate", "nonce", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "estimate", "callData", "0xb61d27f7", BundlerErrorKind.AnswerChangesOperation },
        { "estimate", "entryPoint", Other, BundlerErrorKind.AnswerChangesOperation },
        { "estimate", "callGasLimit", Huge, BundlerErrorKind.CostOutOfBounds },
        { "estimate", "verificationGasLimit", Huge, BundlerErrorKind.CostOutOfBounds },
        { "estimate", "preVerificationGas", Huge, BundlerErrorKind.CostOutOfBounds },
        { "stub", "sender", Other, BundlerErrorKind.AnswerChangesOperation },
        { "stub", "nonce", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "stub", "callData", "0xb61d27f7", BundlerErrorKind.AnswerChangesOperation },
        { "stub", "entryPoint", Other, BundlerErrorKind.AnswerChangesOperation },
        { "stub", "factory", Other, BundlerErrorKind.AnswerChangesOperation },
        { "stub", "maxFeePerGas", "0x65", BundlerErrorKind.AnswerChangesOperation },
        { "stub", "maxPriorityFeePerGas", "0xb", BundlerErrorKind.AnswerChangesOperation },
        { "stub", "paymaster", Other, BundlerErrorKind.PaymasterNotAllowed },
        { "stub", "paymasterVerificationGasLimit", Huge, BundlerErrorKind.CostOutOfBounds },
        { "stub", "paymasterPostOpGasLimit", Huge, BundlerErrorKind.CostOutOfBounds },
        { "final", "sender", Other, BundlerErrorKind.AnswerChangesOperation },
        { "final", "nonce", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "final", "callData", "0xb61d27f7", BundlerErrorKind.AnswerChangesOperation },
        { "final", "entryPoint", Other, BundlerErrorKind.AnswerChangesOperation },
        { "final", "maxFeePerGas", "0x65", BundlerErrorKind.AnswerChangesOperation },
        { "final", "maxPriorityFeePerGas", "0xb", BundlerErrorKind.AnswerChangesOperation },
        { "final", "callGasLimit", "0x7531", BundlerErrorKind.AnswerChangesOperation },
        { "final", "verificationGasLimit", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "final", "preVerificationGas", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "final", "paymasterVerificationGasLimit", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "final", "paymasterPostOpGasLimit", "0x1", BundlerErrorKind.AnswerChangesOperation },
        { "final", "paymaster", Other, BundlerErrorKind.SponsorshipChanged },
        { "final", "paymasterData", "0x030405", BundlerErrorKind.SponsorshipChanged },
        { "final", "paymasterData", "0x03", BundlerErrorKind.SponsorshipChanged },
        { "final", "paymasterData", "0x", BundlerErrorKind.SponsorshipChanged },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Lie_of_a_server_is_refused_by_name_before_signing(
        string answer, string field, string value, BundlerErrorKind kind)
    {
        await using LifeCycle cycle = new();
        JsonObject changed = answer == "estimate" ? cycle.Estimate : answer == "stub" ? cycle.Stub : cycle.Final;
        changed[field] = value;

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer));

        Assert.Equal(kind, refused.Kind);
        Assert.False(refused.IsTransient);
        Assert.Equal(0, cycle.Signer.Signed);
        Assert.Empty(cycle.Bundler.RequestsOf("eth_sendUserOperation"));
    }

    [Fact]
    public async Task Honest_servers_are_signed_for_and_the_final_data_is_what_is_signed()
    {
        await using LifeCycle cycle = new();

        UserOperationReceipt receipt = await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        UserOperation signed = cycle.Signer.LastOperation!;
        Assert.True(receipt.IsSuccess);
        Assert.Equal(1, cycle.Signer.Signed);
        Assert.Equal(LifeCycle.Paymaster, signed.Paymaster);
        Assert.Equal("0x0304", Hex.Format(signed.PaymasterData.Span));
        Assert.Equal((UInt256)0xea60UL, signed.PaymasterVerificationGasLimit);
        Assert.Equal((UInt256)0x1388UL, signed.PaymasterPostOpGasLimit);
        Assert.Equal("0x0102", cycle.Sent("eth_estimateUserOperationGas").GetProperty("paymasterData").GetString());
        Assert.Equal("0x0304", cycle.Sent("eth_sendUserOperation").GetProperty("paymasterData").GetString());
    }

    [Fact]
    public async Task Server_that_repeats_what_was_asked_is_no_liar()
    {
        await using LifeCycle cycle = new();
        foreach (JsonObject answer in (JsonObject[])[cycle.Estimate, cycle.Stub, cycle.Final])
        {
            answer["sender"] = Samples.Sender.ToString();
            answer["nonce"] = "0x0";
            answer["callData"] = "0xb61d27f6";
            answer["entryPoint"] = EntryPoints.V08.ToString();
        }

        cycle.Final["callGasLimit"] = "0x7530";

        Assert.True((await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer)).IsSuccess);
    }

    [Fact]
    public async Task Cost_above_the_callers_bound_is_refused_with_both_amounts_and_one_at_it_is_not()
    {
        // 50,000 and 5 % of preVerificationGas, 100,000, 30,000, 60,000 and 5,000, at 100 wei.
        UInt256 cost = 24_750_000UL;
        await using LifeCycle cycle = new();
        UserOperationDraft Bounded(UInt256 most) =>
            cycle.Sponsored with { Limits = new OperationLimits { MaxCostWei = most } };

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(Bounded(cost - 1), cycle.Signer));
        int signed = cycle.Signer.Signed;
        await cycle.Sender.SendAsync(Bounded(cost), cycle.Signer);

        Assert.Equal(BundlerErrorKind.CostOutOfBounds, refused.Kind);
        Assert.Contains(
            $"it may cost {cost} wei, allowed are {cost - 1} wei", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, signed);
    }

    [Theory]
    [InlineData("paymaster", Other)]
    [InlineData("paymasterData", "0x0305")]
    [InlineData("paymasterSignature", "0x07080900")]
    [InlineData("paymasterSignature", "0x")]
    public async Task Late_answer_may_change_nothing_but_the_paymasters_signature(string field, string value)
    {
        await using LifeCycle cycle = new(EntryPointVersion.V09);
        cycle.Stub["paymasterSignature"] = "0x040506";
        cycle.Late[field] = value;

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer));

        Assert.Equal(BundlerErrorKind.SponsorshipChanged, refused.Kind);
        Assert.Empty(cycle.Bundler.RequestsOf("eth_sendUserOperation"));
    }

    [Fact]
    public async Task Receipt_of_another_sender_is_refused_with_the_hash()
    {
        await using LifeCycle cycle = new();
        cycle.Bundler.On("eth_getUserOperationReceipt", _ => FakeReply.Result(
            Samples.Receipt(cycle.Signer.LastHash).Replace(
                $"\"sender\":\"{Samples.Sender}\"", $"\"sender\":\"{Other}\"", StringComparison.Ordinal)));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer));

        Assert.Equal(BundlerErrorKind.AnswerChangesOperation, refused.Kind);
        Assert.Equal(cycle.Signer.LastHash, refused.UserOperationHash);
    }
}
