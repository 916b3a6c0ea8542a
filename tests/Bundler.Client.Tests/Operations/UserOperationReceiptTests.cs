using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class UserOperationReceiptTests
{
    private const string CustomError = "0x63a2a81f000000000000000000000000000000000000000000000000000000000000002a";

    private static readonly UserOperationHash Hash = new(Samples.Hash(8));

    [Fact]
    public async Task Receipt_of_a_success_is_read()
    {
        UserOperationReceipt receipt = await ReadAsync(Samples.Receipt(Hash));

        Assert.Equal(Hash, receipt.UserOperationHash);
        Assert.Equal(EntryPoints.V08, receipt.EntryPoint);
        Assert.Equal(Samples.Sender, receipt.Sender);
        Assert.Null(receipt.Paymaster);
        Assert.Equal<UInt256>(0x10d4d3fd9bf50UL, receipt.ActualGasCostWei);
        Assert.Equal<UInt256>(0x48092UL, receipt.ActualGasUsed);
        Assert.Equal(0x32UL, receipt.Bundle.BlockNumber);
        Assert.Equal(Samples.Hash(3), receipt.Bundle.TransactionHash);
        Assert.Single(receipt.Logs);
        Assert.Same(receipt, receipt.EnsureSuccess());
    }

    [Theory]
    [InlineData("\"paymaster\":\"0x0000000000000000000000000000000000000000\",", false)]
    [InlineData("\"paymaster\":\"0x13e9ed32155810fdbd067d4522c492d6f68e5944\",", true)]
    [InlineData("\"paymaster\":null,", false)]
    public async Task Paymaster_of_zeros_is_none(string member, bool isThere)
    {
        UserOperationReceipt receipt = await ReadAsync(Samples.Receipt(Hash, member));

        Assert.Equal(isThere, receipt.Paymaster is not null);
    }

    [Fact]
    public async Task Reverted_call_in_a_successful_bundle_is_no_success()
    {
        UserOperationReceipt receipt = await ReadAsync(
            Samples.Receipt(Hash, $"\"reason\":\"{CustomError}\",", success: "false"));

        Assert.False(receipt.IsSuccess);
        BundlerException error = Assert.Throws<BundlerException>(receipt.EnsureSuccess);
        Assert.Equal(BundlerErrorKind.ExecutionReverted, error.Kind);
        Assert.Equal(CustomError, Hex.Format(error.RevertData.Span));
        Assert.Equal(Hash, error.UserOperationHash);
        Assert.Contains($"{Hash} is in block 50 but failed", error.Message, StringComparison.Ordinal);
        Assert.Contains(CustomError, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execution_that_the_guard_undid_is_told_with_its_values()
    {
        byte[] outflow = AbiFunction.Parse("OutflowNotCounted(address,uint256,uint256)")
            .EncodeCall([Samples.Sender, (UInt256)500UL, (UInt256)7UL]);
        string reason = $"\"reason\":\"{Hex.Format(outflow)}\",";

        UserOperationReceipt receipt = await ReadAsync(Samples.Receipt(Hash, reason, success: "false"));

        Assert.Equal(500UL, Assert.IsType<OutflowNotCounted>(receipt.RevertError).Outflow);
        BundlerException error = Assert.Throws<BundlerException>(receipt.EnsureSuccess);
        Assert.Equal(7UL, Assert.IsType<OutflowNotCounted>(error.RevertError).Counted);
        Assert.Contains("was counted as 7;", error.Message, StringComparison.Ordinal);
        Assert.Null((await ReadAsync(Samples.Receipt(Hash, reason))).RevertError);
    }

    [Fact]
    public async Task Revert_told_as_text_is_kept_as_text()
    {
        UserOperationReceipt receipt = await ReadAsync(
            Samples.Receipt(Hash, "\"reason\":\"counter says no\",", success: "false"));

        Assert.Equal("counter says no", receipt.RevertReason);
        Assert.True(receipt.RevertData.IsEmpty);
    }

    [Fact]
    public async Task Receipt_of_another_operation_is_refused()
    {
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => ReadAsync(Samples.Receipt(new UserOperationHash(Samples.Hash(9)))));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains("'result.userOpHash'", error.Message, StringComparison.Ordinal);
        Assert.Contains(Hash.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("userOpHash")]
    [InlineData("entryPoint")]
    [InlineData("sender")]
    [InlineData("nonce")]
    [InlineData("actualGasUsed")]
    [InlineData("actualGasCost")]
    [InlineData("success")]
    [InlineData("logs")]
    [InlineData("receipt")]
    public async Task Missing_field_is_refused_by_name(string field)
    {
        string json = Samples.Receipt(Hash);
        int place = json.IndexOf($"\"{field}\"", StringComparison.Ordinal);
        string broken = json.Remove(place + 1, field.Length).Insert(place + 1, "other");

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => ReadAsync(broken));

        Assert.Contains($"'result.{field}' is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("1")]
    public async Task Success_must_be_a_truth_value(string success)
    {
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => ReadAsync(Samples.Receipt(Hash, success: success)));

        Assert.Contains($"'result.success' is {success}; expected is true", error.Message, StringComparison.Ordinal);
    }

    private static async Task<UserOperationReceipt> ReadAsync(string json)
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_getUserOperationReceipt", FakeReply.Result(json));
        UserOperationReceipt? receipt =
            await new BundlerClient(Rpc.Client(server), Samples.ChainId).GetUserOperationReceiptAsync(Hash);
        return Assert.IsType<UserOperationReceipt>(receipt);
    }
}
