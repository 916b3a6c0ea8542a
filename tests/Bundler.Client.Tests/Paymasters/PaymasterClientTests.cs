using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Replies of paymasters' services, read strictly and within bounds.</summary>
public sealed class PaymasterClientTests
{
    public static TheoryData<string, string?> UnusableStubs => new()
    {
        { "paymaster", null },
        { "paymaster", "\"0x12\"" },
        { "paymaster", "\"0x0000000000000000000000000000000000000000\"" },
        { "paymasterData", null },
        { "paymasterData", "\"0x123\"" },
        { "paymasterPostOpGasLimit", null },
        { "paymasterPostOpGasLimit", "5000" },
        { "paymasterVerificationGasLimit", "\"0x1ffffffffffffffffffffffffffffffff\"" },
        { "isFinal", "\"true\"" },
        { "sponsor", "\"A shop\"" },
        { "sponsor", "{}" },
        { "sponsor", "{\"name\":\"\"}" },
        { "sponsor", "{\"name\":\"a\\nb\"}" },
        { "sponsor", "{\"name\":\"a\\u202eb\"}" },
        { "sponsor", "{\"name\":\"A shop\",\"icon\":\"https://shop.example/icon.png\"}" },
        { "paymasterSignature", "\"0x01\"" },
    };

    [Theory]
    [MemberData(nameof(UnusableStubs))]
    public async Task Stub_with_a_missing_or_malformed_field_is_refused_by_name(string field, string? value)
    {
        await using LifeCycle cycle = new();
        cycle.Stub.Remove(field);
        if (value is not null)
        {
            cycle.Stub[field] = JsonNode.Parse(value);
        }

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => AskAsync(cycle));

        Assert.Equal(BundlerErrorKind.MalformedReply, refused.Kind);
        Assert.Contains($"'result.{field}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("pm_getPaymasterStubData", refused.Method);
    }

    [Fact]
    public async Task Data_longer_than_the_bound_is_refused()
    {
        await using LifeCycle cycle = new();
        cycle.Stub["paymasterData"] = "0x" + new string('0', 2 * ((32 * 1024) + 1));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => AskAsync(cycle));

        Assert.Equal(BundlerErrorKind.MalformedReply, refused.Kind);
    }

    [Theory]
    [InlineData(-32000, "policy limit reached")]
    [InlineData(-32500, "not sponsored")]
    [InlineData(-32501, "rejected by the paymaster")]
    [InlineData(1001, "daily budget is used up")]
    public async Task Refusal_of_a_service_is_named_with_its_words(int code, string words)
    {
        await using LifeCycle cycle = new();
        cycle.Service.On("pm_getPaymasterStubData", FakeReply.Error(code, words));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => AskAsync(cycle));

        Assert.Equal(BundlerErrorKind.SponsorshipRefused, refused.Kind);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"code {code}", refused.Message, StringComparison.Ordinal);
        Assert.Equal((code, words), (refused.Code, refused.ServerMessage));
        Assert.False(refused.IsTransient);
    }

    [Fact]
    public async Task Service_without_the_method_and_service_that_is_down_are_told_apart()
    {
        await using FakeBundler mute = FakeBundler.Start();
        await using FakeBundler down = FakeBundler.Start().On("pm_getPaymasterStubData", FakeReply.Html(503));
        await using FakeBundler strict = FakeBundler.Start()
            .On("pm_getPaymasterStubData", FakeReply.Error(-32602, "context.policyId is missing"));

        Assert.Equal(BundlerErrorKind.MethodNotFound, (await FailAsync(mute)).Kind);
        Assert.Equal(BundlerErrorKind.Unavailable, (await FailAsync(down)).Kind);
        Assert.Equal(BundlerErrorKind.InvalidRequest, (await FailAsync(strict)).Kind);
    }

    [Fact]
    public async Task Slow_and_endless_services_end_within_the_bounds()
    {
        await using FakeBundler slow = FakeBundler.Start().On(
            "pm_getPaymasterStubData", FakeReply.Result("{}") with { Delay = TimeSpan.FromSeconds(30) });
        await using FakeBundler huge = FakeBundler.Start().On("pm_getPaymasterStubData", FakeReply.Huge(8, false));
        JsonRpcOptions quick = new() { RequestTimeout = TimeSpan.FromMilliseconds(200) };

        Assert.Equal(BundlerErrorKind.Timeout, (await FailAsync(slow, quick)).Kind);
        Assert.Equal(BundlerErrorKind.ReplyTooLarge, (await FailAsync(huge)).Kind);
    }

    private static Task<SponsorshipStub> AskAsync(LifeCycle cycle) =>
        cycle.Request.Service.GetStubAsync(Samples.Operation, EntryPoints.V08, EntryPointVersion.V08);

    private static Task<BundlerException> FailAsync(FakeBundler server, JsonRpcOptions? options = null) =>
        Assert.ThrowsAsync<BundlerException>(() => new PaymasterClient(Rpc.Client(server, options), Samples.ChainId)
            .GetStubAsync(Samples.Operation, EntryPoints.V08, EntryPointVersion.V08));
}
