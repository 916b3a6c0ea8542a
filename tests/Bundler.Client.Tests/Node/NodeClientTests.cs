using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class NodeClientTests
{
    private static readonly Address Account = Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979");

    [Theory]
    [InlineData("\"0x7a69\"", 31337)]
    [InlineData("\"0x\"", 0)]
    [InlineData("\"0x0\"", 0)]
    [InlineData("\"0x0001\"", 1)]
    public async Task Quantity_is_read(string json, ulong expected)
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_chainId", FakeReply.Result(json));

        Assert.Equal<UInt256>(expected, await Client(node).GetChainIdAsync());
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("5", "5")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("\"0xg\"", "\"0xg\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"-0x1\"", "\"-0x1\"")]
    [InlineData("{\"a\":1}", "an object")]
    [InlineData("[]", "an array")]
    [InlineData("true", "true")]
    [InlineData("\"0x10000000000000000000000000000000000000000000000000000000000000000\"", "\"0x1")]
    public async Task Quantity_of_another_form_is_refused_with_its_value(string json, string quoted)
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_chainId", FakeReply.Result(json));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Client(node).GetChainIdAsync());

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains($"'result' is {quoted}", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected is a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_and_balance_are_asked_at_the_latest_block()
    {
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getCode", FakeReply.Result("\"0x6001\""))
            .On("eth_getBalance", FakeReply.Result("\"0x0de0b6b3a7640000\""));

        Assert.Equal("0x6001", Hex.Format(await Client(node).GetCodeAsync(Account)));
        Assert.Equal(UInt256.Parse("1000000000000000000"), await Client(node).GetBalanceAsync(Account));
        Assert.All(node.Requests, request => Assert.Equal(
            $"""["{Account}","latest"]""", request.Parameters.GetRawText()));
    }

    [Fact]
    public async Task Block_header_is_read()
    {
        string json = $$"""
            {"number":"0x32","hash":"{{Samples.Hash(1)}}","timestamp":"0x6b00e700","baseFeePerGas":"0x3b9aca00"}
            """;
        await using FakeBundler node = FakeBundler.Start().On("eth_getBlockByNumber", FakeReply.Result(json));

        BlockHeader block = await Client(node).GetLatestBlockAsync();

        Assert.Equal(50UL, block.Number);
        Assert.Equal(Samples.Hash(1), block.Hash);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(0x6b00e700), block.Time);
        Assert.Equal<UInt256?>(1_000_000_000UL, block.BaseFeePerGasWei);
        Assert.Equal("""["latest",false]""", Assert.Single(node.Requests).Parameters.GetRawText());
    }

    [Theory]
    [InlineData("timestamp", "\"0xffffffffffffffff\"", "before the year 10000")]
    [InlineData("number", "\"0x10000000000000000\"", "at most 64 bits")]
    [InlineData("hash", "\"0x01\"", "64 hexadecimal digits")]
    [InlineData("baseFeePerGas", "\"0x100000000000000000000000000000000\"", "at most 128 bits")]
    public async Task Block_header_field_out_of_range_is_named(string field, string value, string expected)
    {
        var fields = new Dictionary<string, string>
        {
            ["number"] = "\"0x1\"",
            ["hash"] = $"\"{Samples.Hash(1)}\"",
            ["timestamp"] = "\"0x1\"",
            ["baseFeePerGas"] = "\"0x1\"",
            [field] = value,
        };
        string block = string.Join(',', fields.Select(pair => $"\"{pair.Key}\":{pair.Value}"));
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getBlockByNumber", FakeReply.Result("{" + block + "}"));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Client(node).GetLatestBlockAsync());

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains($"'result.{field}' is {value}", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_transaction_has_no_receipt()
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_getTransactionReceipt", FakeReply.Result("null"));

        Assert.Null(await Client(node).GetTransactionReceiptAsync(Samples.Hash(1)));
    }

    [Theory]
    [InlineData("\"0x1\"", true)]
    [InlineData("\"0x0\"", false)]
    [InlineData("null", null)]
    public async Task Transaction_receipt_is_read(string status, bool? isSuccess)
    {
        await using FakeBundler node = FakeBundler.Start()
            .On("eth_getTransactionReceipt", FakeReply.Result(Samples.TransactionReceipt(status)));

        TransactionReceipt? receipt = await Client(node).GetTransactionReceiptAsync(Samples.Hash(1));

        Assert.NotNull(receipt);
        Assert.Equal(isSuccess, receipt.IsSuccess);
        Assert.Equal<UInt256>(0x46c83, receipt.GasUsed);
        LogEntry log = Assert.Single(receipt.Logs);
        Assert.Equal([Samples.Hash(7)], log.Topics);
        Assert.Equal<ulong?>(6, log.LogIndex);
    }

    [Fact]
    public async Task Log_filter_is_written()
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_getLogs", FakeReply.Result("[]"));
        Hash32 topic = Samples.Hash(1);
        var filter = new LogFilter { Address = Account, Topics = [topic, null], FromBlock = 16, ToBlock = 31 };

        await Client(node).GetLogsAsync(filter);
        await Client(node).GetLogsAsync(new LogFilter());

        Assert.Equal(
            $$"""[{"address":"{{Account}}","topics":["{{topic}}",null],"fromBlock":"0x10","toBlock":"0x1f"}]""",
            node.Requests[0].Parameters.GetRawText());
        Assert.Equal(
            """[{"topics":[],"fromBlock":"0x0","toBlock":"latest"}]""", node.Requests[1].Parameters.GetRawText());
    }

    [Fact]
    public async Task Malformed_topic_is_named_with_its_place()
    {
        await using FakeBundler node = FakeBundler.Start().On("eth_getLogs", FakeReply.Result(
            $$"""[{{Samples.Log}},{"address":"{{Account}}","topics":["0x1"],"data":"0x"}]"""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(node).GetLogsAsync(new LogFilter()));

        Assert.Contains("'result[1].topics[0]' is \"0x1\"", error.Message, StringComparison.Ordinal);
    }

    private static NodeClient Client(FakeBundler node) => new(Rpc.Client(node));
}
