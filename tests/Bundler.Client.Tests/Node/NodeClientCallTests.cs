using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class NodeClientCallTests
{
    private const string CustomError = "0x63a2a81f000000000000000000000000000000000000000000000000000000000000002a";

    private static readonly Address Target = Address.Parse("0x4337084d9e255ff0702461cf8895ce9e3b5ff108");
    private static readonly Address Account = Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979");

    public static TheoryData<string, string> Reverts => new()
    {
        { "anvil and geth", $$"""{"code":3,"message":"execution reverted: custom error","data":"{{CustomError}}"}""" },
        { "old geth", $$"""{"code":-32000,"message":"execution reverted","data":"{{CustomError}}"}""" },
        { "nested", $$"""{"code":-32603,"message":"x","data":{"originalError":{"data":"{{CustomError}}" } } }""" },
        { "OpenEthereum", $$"""{"code":-32015,"message":"VM execution error.","data":"Reverted {{CustomError}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Reverts))]
    public async Task Revert_is_a_value_whatever_node_tells_it(string node, string error)
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_call", FakeReply.Error(error));

        CallResult result = await Client(server).TryCallAsync(Target, new byte[] { 1 });

        Assert.False(result.IsSuccess, node);
        Assert.Equal(CustomError, Hex.Format(result.Data.Span));
    }

    [Fact]
    public async Task Revert_of_the_EntryPoint_keeps_its_wrapping()
    {
        string wrapped = "0xad7954bc" + "20".PadLeft(64, '0') + "4".PadLeft(64, '0') + "cb362b34".PadRight(64, '0');
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Error($$"""{"code":3,"message":"execution reverted","data":"{{wrapped}}"}"""));

        CallResult result = await Client(server).TryCallAsync(Target, default);

        Assert.Equal(wrapped, Hex.Format(result.Data.Span));
    }

    [Fact]
    public async Task Revert_without_data_is_a_revert()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Error("""{"code":3,"message":"execution reverted","data":"0x"}"""));

        CallRevertedException error = await Assert.ThrowsAsync<CallRevertedException>(
            () => Client(server).CallAsync(Target, default));

        Assert.True(error.RevertData.IsEmpty);
        Assert.Null(error.Reason);
    }

    [Fact]
    public async Task Thrown_revert_names_target_text_and_what_to_do()
    {
        string text = "0x08c379a0" + "20".PadLeft(64, '0') + "2".PadLeft(64, '0') + "6e6f".PadRight(64, '0');
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Error($$"""{"code":3,"message":"execution reverted: no","data":"{{text}}"}"""));

        CallRevertedException error = await Assert.ThrowsAsync<CallRevertedException>(
            () => Client(server).CallAsync(Target, default));

        Assert.Equal("no", error.Reason);
        Assert.Equal(Target, error.To);
        Assert.StartsWith($"A call to {Target} failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("the contract reverted with \"no\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("(100 bytes)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Decode the revert data", error.Message, StringComparison.Ordinal);
        Assert.Equal("docs/errors.md#node-callreverted", error.HelpLink);
    }

    [Fact]
    public async Task Other_refusal_of_a_call_is_no_revert()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Error(-32603, "header not found"));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).TryCallAsync(Target, default));

        Assert.Equal(BundlerErrorKind.BundlerFault, error.Kind);
    }

    [Fact]
    public async Task Call_is_written_with_and_without_a_caller()
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_call", FakeReply.Result("\"0x\""));

        await Client(server).CallAsync(Target, new byte[] { 0xab }, Account);
        await Client(server).CallAsync(Target, default);

        Assert.Equal(
            $$"""[{"from":"{{Account}}","to":"{{Target}}","data":"0xab"},"latest"]""",
            server.Requests[0].Parameters.GetRawText());
        Assert.Equal(
            $$"""[{"to":"{{Target}}","data":"0x"},"latest"]""", server.Requests[1].Parameters.GetRawText());
    }

    [Fact]
    public async Task Nonce_of_a_key_is_asked_of_the_EntryPoint()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Result($"\"0x{"5".PadLeft(64, '0')}\""));

        UInt256 nonce = await Client(server).GetNonceAsync(Target, Account, 258UL);

        Assert.Equal<UInt256>(5UL, nonce);
        string selector = Keccak256.Hash("getNonce(address,uint192)"u8).ToString()[..10];
        Assert.Equal(
            selector + "1721587a8ac7cc1a31d6eb5bae0c8485c4072979".PadLeft(64, '0') + "102".PadLeft(64, '0'),
            server.Requests[0].Parameters[0].GetProperty("data").GetString());
    }

    [Fact]
    public async Task Deposit_is_asked_of_the_EntryPoint()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Result($"\"0x{new string('f', 64)}\""));

        UInt256 deposit = await Client(server).GetDepositAsync(Target, Account);

        Assert.Equal(UInt256.MaxValue, deposit);
        string selector = Keccak256.Hash("balanceOf(address)"u8).ToString()[..10];
        Assert.Equal(
            selector + "1721587a8ac7cc1a31d6eb5bae0c8485c4072979".PadLeft(64, '0'),
            server.Requests[0].Parameters[0].GetProperty("data").GetString());
    }

    [Fact]
    public async Task Nonce_key_of_193_bits_is_refused()
    {
        await using FakeBundler server = FakeBundler.Start();
        UInt256 key = UInt256.Parse("0x1" + new string('0', 48));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Client(server).GetNonceAsync(Target, Account, key));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Address_without_an_EntryPoint_is_named()
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_call", FakeReply.Result("\"0x\""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).GetDepositAsync(Target, Account));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains($"check that {Target} is an EntryPoint", error.Message, StringComparison.Ordinal);
    }

    private static NodeClient Client(FakeBundler server) => new(Rpc.Client(server));
}
