using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>The debug methods in the words of Alto and of the reference bundler.</summary>
public sealed class BundlerDebugTests
{
    private const string Operation = """
        {"sender":"0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979","nonce":"0x10000000000000000","callData":"0xb61d27f6",
        "callGasLimit":"0x9597","verificationGasLimit":"0x4644d","preVerificationGas":"0xc03a",
        "maxFeePerGas":"0x3c299b3a","maxPriorityFeePerGas":"0x3b9aca00","signature":"0xffff1c"}
        """;

    [Fact]
    public async Task State_is_cleared_and_the_mode_is_set()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("debug_bundler_clearState", FakeReply.Result("\"ok\""))
            .On("debug_bundler_setBundlingMode", FakeReply.Result("\"ok\""));
        BundlerClient client = new(Rpc.Client(server), Samples.ChainId);

        await client.ClearStateAsync();
        await client.SetBundlingModeAsync(BundlingMode.Manual);
        await client.SetBundlingModeAsync(BundlingMode.Auto);

        Assert.Single(server.RequestsOf("debug_bundler_clearState"));
        Assert.Equal(
            ["[\"manual\"]", "[\"auto\"]"],
            server.RequestsOf("debug_bundler_setBundlingMode").Select(request => request.Parameters.GetRawText()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.SetBundlingModeAsync((BundlingMode)7));
    }

    [Fact]
    public async Task Mempool_is_read()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("debug_bundler_dumpMempool", FakeReply.Result($"[{Operation}]"));

        IReadOnlyList<UserOperation> waiting =
            await new BundlerClient(Rpc.Client(server), Samples.ChainId).DumpMempoolAsync(EntryPoints.V08);

        Assert.Equal(Samples.Operation, Assert.Single(waiting));
        Assert.Equal(EntryPoints.V08.ToString(), server.Requests[0].Parameters[0].GetString());
    }

    [Fact]
    public async Task Operations_are_added_as_an_array_before_the_EntryPoint()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("debug_bundler_addUserOps", FakeReply.Result("\"ok\""));

        await new BundlerClient(Rpc.Client(server), Samples.ChainId)
            .AddUserOperationsAsync([Samples.Operation, Samples.Operation], EntryPoints.V07);

        JsonElement parameters = Assert.Single(server.Requests).Parameters;
        Assert.Equal(2, parameters[0].GetArrayLength());
        Assert.Equal("0xb61d27f6", parameters[0][1].GetProperty("callData").GetString());
        Assert.Equal(EntryPoints.V07.ToString(), parameters[1].GetString());
    }

    [Fact]
    public async Task Reputation_is_set_and_read_with_numbers_in_either_form()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("debug_bundler_setReputation", FakeReply.Result("\"ok\""))
            .On("debug_bundler_dumpReputation", FakeReply.Result($$"""
                [{"address":"{{Samples.Sender}}","opsSeen":"0x10","opsIncluded":"0x2","status":"0x1"},
                {"address":"{{EntryPoints.V07}}","opsSeen":3,"opsIncluded":1,"status":"banned"},
                {"address":"{{EntryPoints.V08}}","opsSeen":3,"opsIncluded":1}]
                """));
        BundlerClient client = new(Rpc.Client(server), Samples.ChainId);
        EntityReputation first = new(Samples.Sender, 16, 2, "0x1");

        await client.SetReputationAsync([first], EntryPoints.V08);
        IReadOnlyList<EntityReputation> all = await client.DumpReputationAsync(EntryPoints.V08);

        Assert.Equal(
            $$"""[[{"address":"{{Hex.Format(Samples.Sender.ToArray())}}","opsSeen":"0x10","opsIncluded":"0x2"}],"""
                + $"\"{EntryPoints.V08}\"]",
            server.RequestsOf("debug_bundler_setReputation")[0].Parameters.GetRawText());
        Assert.Equal(
            [first, new(EntryPoints.V07, 3, 1, "banned"), new(EntryPoints.V08, 3, 1)],
            all);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("\"x\"")]
    public async Task Count_that_is_none_is_refused_by_name(string seen)
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("debug_bundler_dumpReputation", FakeReply.Result(
                $$"""[{"address":"{{Samples.Sender}}","opsSeen":{{seen}},"opsIncluded":1}]"""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new BundlerClient(Rpc.Client(server), Samples.ChainId).DumpReputationAsync(EntryPoints.V08));

        Assert.Contains("'result[0].opsSeen'", error.Message, StringComparison.Ordinal);
    }
}
