using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class GasPriceTests
{
    private const string Prices =
        """
        {"slow":{"maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x2"},
        "standard":{"maxFeePerGas":"0x3","maxPriorityFeePerGas":"0x4"},
        "fast":{"maxFeePerGas":"0x5","maxPriorityFeePerGas":"0x6"}}
        """;

    [Theory]
    [InlineData(FeeTier.Slow, 1, 2)]
    [InlineData(FeeTier.Standard, 3, 4)]
    [InlineData(FeeTier.Fast, 5, 6)]
    public async Task Price_of_the_bundler_is_taken(FeeTier tier, ulong maxFee, ulong tip)
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("pimlico_getUserOperationGasPrice", FakeReply.Result(Prices));

        Assert.Equal(new FeesPerGas(maxFee, tip), await Client(server, null).GetGasPriceAsync(tier));
    }

    [Fact]
    public async Task Node_is_asked_only_where_the_bundler_has_no_such_method()
    {
        await using FakeBundler server = FakeBundler.Start();
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result(
                $$"""{"number":"0x1","hash":"{{Samples.Hash(1)}}","timestamp":"0x1","baseFeePerGas":"0x64"}"""))
            .On("eth_maxPriorityFeePerGas", FakeReply.Result("\"0x7\""));

        FeesPerGas fees = await Client(server, node).GetGasPriceAsync();

        Assert.Equal(new FeesPerGas(207UL, 7UL), fees);
    }

    [Fact]
    public async Task Failing_bundler_does_not_fall_back_to_the_node()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("pimlico_getUserOperationGasPrice", FakeReply.Html(502));
        await using FakeBundler node = FakeBundler.Start();

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server, node).GetGasPriceAsync());

        Assert.Equal(BundlerErrorKind.Unavailable, error.Kind);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task Without_a_node_the_missing_method_is_the_error()
    {
        await using FakeBundler server = FakeBundler.Start();

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server, null).GetGasPriceAsync());

        Assert.Equal(BundlerErrorKind.MethodNotFound, error.Kind);
    }

    [Fact]
    public async Task Missing_price_is_refused_by_name()
    {
        await using FakeBundler server = FakeBundler.Start().On(
            "pimlico_getUserOperationGasPrice", FakeReply.Result("""{"standard":{"maxFeePerGas":"0x3"}}"""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server, null).GetGasPriceAsync());

        Assert.Contains("'result.standard.maxPriorityFeePerGas' is missing", error.Message, StringComparison.Ordinal);
    }

    private static BundlerClient Client(FakeBundler server, FakeBundler? node) => new(
        Rpc.Client(server),
        Samples.ChainId,
        new BundlerClientOptions { Node = node is null ? null : new NodeClient(Rpc.Client(node)) });
}
