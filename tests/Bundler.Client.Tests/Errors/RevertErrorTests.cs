using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class RevertErrorTests
{
    private static readonly byte[] Budget = AbiFunction
        .Parse("BudgetExceeded(uint256,address,uint256,uint256,uint256,uint256)")
        .EncodeCall(
            [(UInt256)1UL, Samples.Sender, (UInt256)100UL, (UInt256)60UL, (UInt256)50UL, (UInt256)1_800_057_600UL]);

    [Theory]
    [InlineData("UserOperation reverted with reason: AA23 reverted {0}")]
    [InlineData("AA23 reverted - {0}")]
    [InlineData("FailedOpWithRevert(0,\\\"AA23 reverted\\\",{0})")]
    public async Task Refusal_of_the_module_has_its_type_and_values_in_each_wording(string wording)
    {
        BundlerException error = await RefuseAsync(-32500, wording, Budget);

        BudgetExceeded refusal = Assert.IsType<BudgetExceeded>(error.RevertError);
        Assert.Equal(1, refusal.BudgetIndex);
        Assert.Equal(new Asset(Samples.Sender), refusal.Asset);
        Assert.Equal(100UL, refusal.Limit);
        Assert.Equal(60UL, refusal.Spent);
        Assert.Equal(50UL, refusal.Requested);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_057_600), refusal.ResetsAt);
        Assert.Equal("AA23", error.AaCode);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void Every_error_of_the_module_comes_out_as_a_refusal_with_its_arguments_named()
    {
        using JsonDocument vectors = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "refusals.json")));
        var seen = new HashSet<string>();
        foreach (JsonElement vector in vectors.RootElement.GetProperty("errors").EnumerateArray())
        {
            string name = vector.GetProperty("errorName").GetString()!;
            var said = new RpcError(
                -32500, null, $"AA23 reverted - {vector.GetProperty("data").GetString()}", null);

            BundlerException error = BundlerErrorClassifier.Classify(
                new RpcExchange("eth_test", new Uri("http://127.0.0.1/"), 200), said);

            Assert.Equal(name, error.RevertError?.Name);
            Assert.Equal(
                vector.GetProperty("arguments").EnumerateArray().Select(each => each.GetProperty("name").GetString()),
                error.RevertError?.Arguments.Keys);
            seen.Add(name);
        }

        Assert.Equal(ModuleErrors.Names.Order(), seen.Order());
    }

    /// <summary>The guard reverts with it too, but so can whoever is called.</summary>
    [Fact]
    public async Task Execution_that_ends_with_an_error_of_the_module_is_not_believed()
    {
        byte[] revoked = AbiFunction.Parse("SessionIsRevoked(bytes32)").EncodeCall([Samples.Hash(3)]);

        BundlerException error = await RefuseAsync(
            -32521, "UserOperation reverted during simulation with reason: {0}", revoked);

        Assert.Null(error.RevertError);
        Assert.Equal(revoked, error.RevertData.ToArray());
    }

    [Theory]
    [InlineData(-32521, "UserOperation reverted during simulation with reason: {0}")]
    [InlineData(-32501, "UserOperation reverted with reason: AA33 reverted {0}")]
    public async Task Bytes_of_a_called_contract_or_a_paymaster_do_not_pass_for_a_refusal(int code, string wording)
    {
        BundlerException error = await RefuseAsync(code, wording, Budget);

        Assert.Null(error.RevertError);
        Assert.Equal(Budget, error.RevertData.ToArray());
    }

    [Fact]
    public async Task Execution_that_the_guard_undid_has_its_type_and_values()
    {
        byte[] outflow = AbiFunction.Parse("OutflowNotCounted(address,uint256,uint256)")
            .EncodeCall([Samples.Sender, (UInt256)500UL, (UInt256)7UL]);

        BundlerException error = await RefuseAsync(
            -32521, "UserOperation reverted during simulation with reason: {0}", outflow);

        Assert.Equal(BundlerErrorKind.ExecutionReverted, error.Kind);
        OutflowNotCounted refusal = Assert.IsType<OutflowNotCounted>(error.RevertError);
        Assert.Equal(
            (new Asset(Samples.Sender), (UInt256)500UL, (UInt256)7UL),
            (refusal.Asset, refusal.Outflow, refusal.Counted));
    }

    [Fact]
    public async Task Selector_alone_is_no_refusal() =>
        Assert.Null((await RefuseAsync(-32500, "AA23 reverted - {0}", Budget[..4])).RevertError);

    private static Task<BundlerException> RefuseAsync(int code, string wording, byte[] revert) => Rpc.FailureAsync(
        FakeReply.Error(code, wording.Replace("{0}", Hex.Format(revert), StringComparison.Ordinal)));
}
