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
    public async Task Callers_of_one_moment_share_a_request_and_each_tier_has_its_own()
    {
        using SemaphoreSlim gate = new(0);
        await using FakeBundler server = FakeBundler.Start().On("pimlico_getUserOperationGasPrice", _ =>
        {
            gate.Wait(TimeSpan.FromSeconds(20));
            return FakeReply.Result(Prices);
        });
        BundlerClient client = Client(server, null);

        Task<FeesPerGas>[] standard = [.. Enumerable.Range(0, 20).Select(_ => client.GetGasPriceAsync())];
        Task<FeesPerGas>[] fast = [.. Enumerable.Range(0, 20).Select(_ => client.GetGasPriceAsync(FeeTier.Fast))];
        gate.Release(2);
        FeesPerGas[] all = await Task.WhenAll([.. standard, .. fast]).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([new FeesPerGas(3, 4), new FeesPerGas(5, 6)], all.Distinct());
        Assert.Equal(2, server.RequestsOf("pimlico_getUserOperationGasPrice").Count);
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
    public async Task Price_of_Skandha_is_taken_and_Pimlicos_method_is_not_asked_for_again()
    {
        await using FakeBundler server = FakeBundler.Start().On(
            "skandha_getGasPrice", FakeReply.Result("""{"maxPriorityFeePerGas":"0x4","maxFeePerGas":"0x9"}"""));
        BundlerClient client = Client(server, null);

        FeesPerGas first = await client.GetGasPriceAsync(FeeTier.Fast);
        FeesPerGas second = await client.GetGasPriceAsync();

        Assert.Equal(new FeesPerGas(9UL, 4UL), first);
        Assert.Equal(first, second);
        Assert.Single(server.RequestsOf("pimlico_getUserOperationGasPrice"));
        Assert.Equal(2, server.RequestsOf("skandha_getGasPrice").Count);
    }

    [Fact]
    public async Task Price_that_Rundler_suggests_is_taken()
    {
        await using FakeBundler server = FakeBundler.Start().On(
            "rundler_getUserOperationGasPrice",
            FakeReply.Result("""
                {"currentPriorityFee":"0x1","baseFee":"0x2","blockNumber":"0x3",
                "suggested":{"maxPriorityFeePerGas":"0x4","maxFeePerGas":"0x9"}}
                """));

        Assert.Equal(new FeesPerGas(9UL, 4UL), await Client(server, null).GetGasPriceAsync());
    }

    [Fact]
    public async Task Tip_of_Rundler_is_put_on_the_nodes_base_fee()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("rundler_maxPriorityFeePerGas", FakeReply.Result("\"0x5\""));
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result(
                $$"""{"number":"0x1","hash":"{{Samples.Hash(1)}}","timestamp":"0x1","baseFeePerGas":"0x64"}"""));

        Assert.Equal(new FeesPerGas(205UL, 5UL), await Client(server, node).GetGasPriceAsync());
        BundlerException alone = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server, null).GetGasPriceAsync());
        Assert.Equal(BundlerErrorKind.MethodNotFound, alone.Kind);
    }

    [Fact]
    public async Task Methods_that_are_missing_are_remembered_by_the_client_and_not_by_others()
    {
        await using FakeBundler server = FakeBundler.Start();
        BundlerClient client = Client(server, null);

        await Assert.ThrowsAsync<BundlerException>(() => client.GetGasPriceAsync());
        int asked = server.Requests.Count;
        BundlerException again = await Assert.ThrowsAsync<BundlerException>(() => client.GetGasPriceAsync());
        int askedAgain = server.Requests.Count;
        await Assert.ThrowsAsync<BundlerException>(() => Client(server, null).GetGasPriceAsync());

        Assert.Equal(4, asked);
        Assert.Equal(asked, askedAgain);
        Assert.Equal(BundlerErrorKind.MethodNotFound, again.Kind);
        Assert.Equal(2 * asked, server.Requests.Count);
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
