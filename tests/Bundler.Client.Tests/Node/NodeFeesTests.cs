using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class NodeFeesTests
{
    private static readonly string Block =
        $$"""{"number":"0x1","hash":"{{Samples.Hash(1)}}","timestamp":"0x1","baseFeePerGas":"0x64"}""";

    [Fact]
    public async Task Fees_are_twice_the_base_fee_plus_the_suggested_tip()
    {
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result(Block))
            .On("eth_maxPriorityFeePerGas", FakeReply.Result("\"0x7\""));

        FeesPerGas fees = await new NodeClient(Rpc.Client(node)).GetFeesAsync();

        Assert.Equal(new FeesPerGas(207UL, 7UL), fees);
    }

    [Fact]
    public async Task Node_without_a_suggested_tip_gives_the_median_of_its_history()
    {
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result(Block))
            .On("eth_feeHistory", FakeReply.Result("""{"reward":[["0x9"],["0x1"],["0x3"]]}"""));

        FeesPerGas fees = await new NodeClient(Rpc.Client(node)).GetFeesAsync();

        Assert.Equal(new FeesPerGas(203UL, 3UL), fees);
        FakeRequest asked = Assert.Single(node.RequestsOf("eth_feeHistory"));
        Assert.Equal("""["0xa","latest",[50]]""", asked.Parameters.GetRawText());
    }

    [Theory]
    [InlineData("""{"reward":[]}""", "result.reward")]
    [InlineData("""{"oldestBlock":"0x1"}""", "result.reward")]
    [InlineData("""{"reward":[["0x100000000000000000000000000000000"]]}""", "result.reward[0][0]")]
    public async Task History_without_tips_is_refused(string history, string field)
    {
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result(Block))
            .On("eth_feeHistory", FakeReply.Result(history));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new NodeClient(Rpc.Client(node)).GetFeesAsync());

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_without_a_base_fee_is_refused_with_advice()
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_getBlockByNumber", FakeReply.Result(
            Block.Replace(",\"baseFeePerGas\":\"0x64\"", string.Empty, StringComparison.Ordinal)));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new NodeClient(Rpc.Client(node)).GetFeesAsync());

        Assert.Contains("'result.baseFeePerGas' is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("give the fees yourself", error.Message, StringComparison.Ordinal);
    }
}
