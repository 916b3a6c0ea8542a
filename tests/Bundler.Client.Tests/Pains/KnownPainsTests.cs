using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What users of other libraries suffered from in public threads: one test each, named after it.</summary>
public sealed class KnownPainsTests
{
    [Fact]
    public async Task Pain_1_wrong_hash_is_seen_only_as_AA24()
    {
        // Here the two hashes are compared, so that a difference has its own name and both values.
        await using LifeCycle cycle = new();
        cycle.Bundler.On("eth_sendUserOperation", FakeReply.Result($"\"{Samples.Hash(9)}\""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer));

        Assert.Equal(BundlerErrorKind.UserOperationHashMismatch, error.Kind);
        Assert.Contains($"computed is {cycle.Signer.LastHash}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":-32521,"message":"execution reverted","data":{"revertData":"0x63a2a81f2a"}}""", null)]
    [InlineData(
        """{"code":-32500,"message":"UserOperation reverted with reason: AA23 reverted 0x63a2a81f2a"}""", "AA23")]
    public async Task Pain_2_revert_data_is_hidden_by_the_client(string reply, string? aaCode)
    {
        await using LifeCycle cycle = new();
        cycle.Bundler.On("eth_estimateUserOperationGas", FakeReply.Error(reply));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer));

        Assert.Equal("0x63a2a81f2a", Hex.Format(error.RevertData.Span));
        Assert.Equal(aaCode, error.AaCode);
    }

    [Theory]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.P256)]
    public async Task Pain_5_stub_signature_is_shorter_than_the_real_one(KeyType type)
    {
        await using LifeCycle cycle = new();
        using InMemorySessionKey secp256k1 = InMemorySessionKey.Create();
        using InMemoryP256SessionKey p256 = InMemoryP256SessionKey.Create();
        ISessionKeySigner key = type == KeyType.P256 ? p256 : secp256k1;
        (IUserOperationSigner signer, UserOperationDraft draft) = SessionSamples.Create(key);
        cycle.Bundler.On("eth_sendUserOperation", request => FakeReply.Error(-32000, "seen"));

        await Assert.ThrowsAsync<BundlerException>(() => cycle.Sender.SendAsync(draft, signer));

        byte[] stub = SignatureOf(cycle.Sent("eth_estimateUserOperationGas"));
        byte[] real = SignatureOf(cycle.Sent("eth_sendUserOperation"));
        Assert.Equal(real.Length, stub.Length);
        Assert.NotEqual(real, stub);
        int zerosOfStub = stub.Count(value => value == 0);
        Assert.True(zerosOfStub <= real.Count(value => value == 0), "a stub with more zeros is cheaper to send");
    }

    [Fact]
    public async Task Pain_6_preVerificationGas_of_the_estimate_is_too_low_for_the_send()
    {
        await using LifeCycle cycle = new();

        await cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer);

        UInt256 estimated = UInt256.Parse(cycle.Estimate["preVerificationGas"]!.GetValue<string>());
        UInt256 sent = UInt256.Parse(
            cycle.Sent("eth_sendUserOperation").GetProperty("preVerificationGas").GetString()!);
        Assert.Equal(estimated * 105UL / 100UL, sent);
        Assert.Equal("0x186a0", cycle.Sent("eth_sendUserOperation").GetProperty("verificationGasLimit").GetString());
    }

    [Fact]
    public async Task Pain_7_fees_from_the_node_are_refused_by_the_bundler()
    {
        await using LifeCycle cycle = new();

        await cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer);

        Assert.Equal("0x64", cycle.Sent("eth_sendUserOperation").GetProperty("maxFeePerGas").GetString());
        Assert.Equal(["eth_call"], cycle.Node.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData(EntryPointVersion.V06, "initCode paymasterAndData")]
    [InlineData(EntryPointVersion.V07, "")]
    [InlineData(EntryPointVersion.V08, "")]
    [InlineData(EntryPointVersion.V09, "")]
    public async Task Pain_8_fields_of_v06_and_v07_are_mixed(EntryPointVersion version, string more)
    {
        string[] all =
        [
            "sender", "nonce", "callData", "callGasLimit", "verificationGasLimit", "preVerificationGas", "maxFeePerGas",
            "maxPriorityFeePerGas", "signature", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        await using LifeCycle cycle = new(version);

        await cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer);

        IEnumerable<string> sent = cycle.Sent("eth_sendUserOperation").EnumerateObject().Select(member => member.Name);
        Assert.Equal(all.Order(), sent.Order());
    }

    [Theory]
    [InlineData("AA20 account not deployed", BundlerErrorKind.AccountNotDeployed)]
    [InlineData("AA21 didn't pay prefund", BundlerErrorKind.PrefundTooLow)]
    public async Task Pain_10_estimation_of_an_account_that_is_not_there_or_poor_fails_opaquely(
        string reason, BundlerErrorKind kind)
    {
        await using LifeCycle cycle = new();
        string message = $"UserOperation reverted during simulation with reason: {reason}";
        FakeReply refusal = FakeReply.Error(-32500, message);
        FakeReply estimate = FakeReply.Result(cycle.Estimate.ToJsonString());
        cycle.Bundler.On(
            "eth_estimateUserOperationGas", request => request.Parameters.GetArrayLength() == 3 ? estimate : refusal);
        Dictionary<Address, AccountOverride> rich = new()
        {
            [Samples.Sender] = new AccountOverride { BalanceWei = UInt256.Parse("1000000000000000000") },
        };

        BundlerException named = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer));
        UserOperation prepared = await cycle.Sender.PrepareAsync(
            LifeCycle.Draft with { StateOverrides = rich }, cycle.Signer);

        Assert.Equal(kind, named.Kind);
        Assert.NotEmpty(named.Hints);
        Assert.Equal((UInt256)0x7530UL, prepared.CallGasLimit);
    }

    private static byte[] SignatureOf(JsonElement operation) =>
        Hex.Parse(operation.GetProperty("signature").GetString()!);
}
