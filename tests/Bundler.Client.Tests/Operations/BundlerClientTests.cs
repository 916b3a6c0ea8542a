using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class BundlerClientTests
{
    private const string Estimate =
        """
        {"preVerificationGas":"0xc03a","verificationGasLimit":"0x4644d","callGasLimit":"0x9597",
        "paymasterVerificationGasLimit":"0x0","paymasterPostOpGasLimit":"0x0"}
        """;

    private static readonly UserOperationHash Hash =
        UserOperationHasher.Hash(Samples.Operation, EntryPointVersion.V08, EntryPoints.V08, Samples.ChainId);

    [Fact]
    public async Task Chain_and_entry_points_are_read()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_chainId", FakeReply.Result("\"0x7a69\""))
            .On("eth_supportedEntryPoints", FakeReply.Result($"[\"{EntryPoints.V08}\",\"{Lower(EntryPoints.V07)}\"]"));

        Assert.Equal(Samples.ChainId, await Client(server).GetChainIdAsync());
        Assert.Equal([EntryPoints.V08, EntryPoints.V07], await Client(server).GetSupportedEntryPointsAsync());
    }

    [Fact]
    public async Task Estimate_is_asked_with_operation_and_entry_point_and_read()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_estimateUserOperationGas", FakeReply.Result(Estimate));

        GasEstimate estimate = await Client(server).EstimateUserOperationGasAsync(Samples.Operation, EntryPoints.V08);

        Assert.Equal(new GasEstimate(0xc03aUL, 0x4644dUL, 0x9597UL, 0UL, 0UL), estimate);
        JsonElement parameters = Assert.Single(server.Requests).Parameters;
        Assert.Equal(2, parameters.GetArrayLength());
        Assert.Equal("0x9597", parameters[0].GetProperty("callGasLimit").GetString());
        Assert.Equal(EntryPoints.V08.ToString(), parameters[1].GetString());
    }

    [Fact]
    public async Task State_overrides_are_the_third_parameter()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_estimateUserOperationGas", FakeReply.Result(Estimate));
        var overrides = new Dictionary<Address, AccountOverride>
        {
            [Samples.Sender] = new()
            {
                BalanceWei = 16UL,
                Code = Hex.Parse("0x60"),
                StateDiff = new Dictionary<Hash32, Hash32> { [Samples.Hash(1)] = Samples.Hash(2) },
            },
            [EntryPoints.V08] = new(),
        };

        await Client(server).EstimateUserOperationGasAsync(Samples.Operation, EntryPoints.V08, overrides);

        string slots = $$"""{"{{Samples.Hash(1)}}":"{{Samples.Hash(2)}}"}""";
        string account = """{"balance":"0x10","code":"0x60","stateDiff":""" + slots + "}";
        Assert.Equal(
            $"{{\"{Samples.Sender}\":{account},\"{EntryPoints.V08}\":{{}}}}",
            server.Requests[0].Parameters[2].GetRawText());
    }

    [Theory]
    [InlineData("preVerificationGas")]
    [InlineData("verificationGasLimit")]
    [InlineData("callGasLimit")]
    public async Task Estimate_without_a_field_is_refused_by_name(string field)
    {
        string broken = Estimate.Replace($"\"{field}\"", "\"other\"", StringComparison.Ordinal);
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_estimateUserOperationGas", FakeReply.Result(broken));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).EstimateUserOperationGasAsync(Samples.Operation, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains($"'result.{field}' is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_operation_is_confirmed_by_the_hash_computed_here()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_sendUserOperation", FakeReply.Result($"\"{Hash}\""));

        UserOperationHash sent = await Client(server).SendUserOperationAsync(Samples.Operation, EntryPoints.V08);

        Assert.Equal(Hash, sent);
        JsonElement parameters = Assert.Single(server.Requests).Parameters;
        Assert.Equal("0xffff1c", parameters[0].GetProperty("signature").GetString());
        Assert.Equal(EntryPoints.V08.ToString(), parameters[1].GetString());
    }

    [Fact]
    public async Task Other_hash_from_the_bundler_is_refused_with_both_hashes()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_sendUserOperation", FakeReply.Result($"\"{Samples.Hash(9)}\""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).SendUserOperationAsync(Samples.Operation, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.UserOperationHashMismatch, error.Kind);
        Assert.False(error.IsTransient);
        Assert.Equal(Hash, error.UserOperationHash);
        Assert.Contains($"it answered {Samples.Hash(9)}, computed is {Hash}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_sending_carries_the_hash_so_that_the_outcome_can_be_found()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_sendUserOperation", FakeReply.Closed());

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).SendUserOperationAsync(Samples.Operation, EntryPoints.V08));

        Assert.True(error.IsTransient);
        Assert.Equal(Hash, error.UserOperationHash);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Entry_point_of_unknown_version_is_refused_before_sending_and_can_be_named()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_sendUserOperation", FakeReply.Result($"\"{Samples.Hash(9)}\""));
        Address own = Samples.Sender;

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => Client(server).SendUserOperationAsync(Samples.Operation, own));
        var options = new BundlerClientOptions
        {
            FurtherEntryPoints = new Dictionary<Address, EntryPointVersion> { [own] = EntryPointVersion.V07 },
        };
        BundlerException mismatch = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server, options).SendUserOperationAsync(Samples.Operation, own));

        Assert.Contains("FurtherEntryPoints", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            UserOperationHasher.Hash(Samples.Operation, EntryPointVersion.V07, own, Samples.ChainId),
            mismatch.UserOperationHash);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Operation_is_found_by_hash_pending_and_included()
    {
        string operation = """
            {"sender":"0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979","nonce":"0x10000000000000000",
            "callData":"0xb61d27f6","callGasLimit":"0x9597","verificationGasLimit":"0x4644d",
            "preVerificationGas":"0xc03a","factory":null,
            "maxFeePerGas":"0x3c299b3a","maxPriorityFeePerGas":"0x3b9aca00","signature":"0xffff1c","paymaster":null}
            """;
        string pending = $$"""
            {"userOperation":{{operation}},"entryPoint":"{{EntryPoints.V08}}","transactionHash":null,"blockHash":null}
            """;
        string included = $$"""
            {"userOperation":{{operation}},"entryPoint":"{{EntryPoints.V08}}","transactionHash":"{{Samples.Hash(3)}}",
            "blockHash":"{{Samples.Hash(2)}}","blockNumber":"0x32"}
            """;
        await using FakeBundler server = FakeBundler.Start().On(
            "eth_getUserOperationByHash",
            FakeReply.Result("null"),
            FakeReply.Result(pending),
            FakeReply.Result(included));

        Assert.Null(await Client(server).GetUserOperationAsync(Hash));
        SubmittedUserOperation? waiting = await Client(server).GetUserOperationAsync(Hash);
        SubmittedUserOperation? done = await Client(server).GetUserOperationAsync(Hash);

        Assert.Equal(new SubmittedUserOperation(Samples.Operation, EntryPoints.V08, null, null, null, true), waiting);
        Assert.Equal(
            new SubmittedUserOperation(
                Samples.Operation, EntryPoints.V08, Samples.Hash(3), Samples.Hash(2), 0x32, true),
            done);
    }

    [Fact]
    public async Task Bundle_is_sent_now_or_there_is_nothing_to_bundle()
    {
        await using FakeBundler server = FakeBundler.Start().On(
            "debug_bundler_sendBundleNow",
            FakeReply.Result("\"ok\""),
            FakeReply.Result("""{"transactionHash":"0x01","userOpHashes":[]}"""),
            FakeReply.Error("""{"message":"no tx hash"}""", 500),
            FakeReply.Error("""{"message":"no userOps in mempool"}""", 500),
            FakeReply.Error(-32601, "Method debug_bundler_sendBundleNow is not supported"));

        Assert.True(await Client(server).SendBundleNowAsync());
        Assert.True(await Client(server).SendBundleNowAsync());
        Assert.False(await Client(server).SendBundleNowAsync());
        Assert.False(await Client(server).SendBundleNowAsync());
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Client(server).SendBundleNowAsync());
        Assert.Equal(BundlerErrorKind.MethodNotFound, error.Kind);
    }

    [Fact]
    public async Task Operation_of_another_hash_is_refused_with_both_hashes()
    {
        string found = $$"""
            {"userOperation":{"sender":"{{Samples.Sender}}","nonce":"0x0","callData":"0x","callGasLimit":"0x1",
            "verificationGasLimit":"0x1","preVerificationGas":"0x1","maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x1",
            "signature":"0x"},"entryPoint":"{{EntryPoints.V08}}"}
            """;
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_getUserOperationByHash", FakeReply.Result(found));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).GetUserOperationAsync(Hash));

        Assert.Equal(BundlerErrorKind.UserOperationHashMismatch, error.Kind);
        Assert.Contains($"asked was {Hash}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sender", "\"0x13e9ed32155810fdbd067d4522c492d6f68e5944\"")]
    [InlineData("nonce", "\"0x1\"")]
    [InlineData("callData", "\"0xb61d27f7\"")]
    [InlineData("factory", "\"0x13e9ed32155810fdbd067d4522c492d6f68e5944\"")]
    [InlineData("entryPoint", "\"0x13e9ed32155810fdbd067d4522c492d6f68e5944\"")]
    public async Task Estimate_for_another_operation_is_refused_by_field(string field, string value)
    {
        string lie = Estimate.Replace("{", $"{{\"{field}\":{value},", StringComparison.Ordinal);
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_estimateUserOperationGas", FakeReply.Result(lie));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Client(server).EstimateUserOperationGasAsync(Samples.Operation, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.AnswerChangesOperation, error.Kind);
        Assert.Contains($"'{field}' is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_that_repeats_the_operation_is_taken()
    {
        string honest = Estimate.Replace(
            "{",
            $"{{\"sender\":\"{Samples.Sender}\",\"nonce\":\"0x10000000000000000\",\"callData\":\"0xb61d27f6\",",
            StringComparison.Ordinal);
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_estimateUserOperationGas", FakeReply.Result(honest));

        GasEstimate estimate = await Client(server).EstimateUserOperationGasAsync(Samples.Operation, EntryPoints.V08);

        Assert.Equal((UInt256)0x9597UL, estimate.CallGasLimit);
    }

    private static BundlerClient Client(FakeBundler server, BundlerClientOptions? options = null) =>
        new(Rpc.Client(server), Samples.ChainId, options);

    private static string Lower(Address address) => Hex.Format(address.ToArray());
}
