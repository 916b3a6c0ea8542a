using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class FailoverHealthTests
{
    private const string Send = EmulatedBundler.Send;
    private const string Estimate = "eth_estimateUserOperationGas";
    private const string EntryPointsMethod = "eth_supportedEntryPoints";

    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Bundler_that_keeps_failing_rests_and_is_tried_again_later()
    {
        var clock = new ManualTimeProvider(Start);
        FailoverOptions options = new() { CallsBeforeRest = 3, Rounds = 1, TimeProvider = clock };
        await using FailoverRig rig = FailoverRig.Start(options, BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Refusal = FakeReply.Html(429);
        for (ulong key = 1; !rig.Pool.Health[0].IsResting; key++)
        {
            Assert.True(key < 10, "it never rests");
            await rig.SendAsync(FailoverRig.Operation(key));
        }

        int asked = rig.Bundlers[0].Server.RequestsOf(Send).Count;
        await rig.SendAsync(FailoverRig.Operation(20));
        Assert.Equal(asked, rig.Bundlers[0].Server.RequestsOf(Send).Count);
        Assert.Equal(BundlerErrorKind.RateLimited, rig.Pool.Health[0].LastFailure);
        Assert.False(rig.Pool.Health[1].IsResting);

        rig.Bundlers[0].Refusal = null;
        clock.Advance(options.Rest);
        Assert.False(rig.Pool.Health[0].IsResting);
        await rig.SendAsync(FailoverRig.Operation(21));
        Assert.Equal(asked + 1, rig.Bundlers[0].Server.RequestsOf(Send).Count);
        Assert.Null(rig.Pool.Health[0].LastFailure);
    }

    [Fact]
    public async Task Bundlers_that_all_rest_are_told_as_unavailable()
    {
        FailoverOptions options = new()
        {
            CallsBeforeRest = 2,
            Rounds = 2,
            RoundPause = TimeSpan.FromMilliseconds(5),
        };
        await using FailoverRig rig = FailoverRig.Start(options, BundlerProfile.Alto20);
        rig.Bundlers[0].FailNext("eth_chainId", [.. Enumerable.Repeat(BundlerFault.Unavailable, 9)]);
        rig.Bundlers[0].FailNext(Send, [.. Enumerable.Repeat(BundlerFault.TooManyRequests, 9)]);

        await rig.RefuseAsync(FailoverRig.Operation(1));
        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation(2));

        Assert.Equal(BundlerErrorKind.Unavailable, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Contains("it rests", error.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Bundlers[0].Mempool);
    }

    [Fact]
    public async Task Bundler_of_another_EntryPoint_gets_nothing()
    {
        await using EmulatedChain chain = EmulatedChain.Start();
        await using EmulatedBundler old = EmulatedBundler.Start(BundlerProfile.Alto20, chain, EntryPoints.V07);
        await using EmulatedBundler right = EmulatedBundler.Start(BundlerProfile.Reference, chain);
        FailoverBundler pool = Pool(chain, FailoverRig.Quick, old, right);

        await pool.SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V08);
        await pool.EstimateUserOperationGasAsync(FailoverRig.Operation(), EntryPoints.V08);

        Assert.Empty(old.Server.RequestsOf(Send));
        Assert.Empty(old.Server.RequestsOf(Estimate));
        Assert.Equal([EntryPoints.V07, EntryPoints.V08], await pool.GetSupportedEntryPointsAsync());
        Assert.Equal([EntryPoints.V07], pool.Health[0].EntryPoints);
    }

    [Fact]
    public async Task EntryPoint_that_nobody_serves_is_refused()
    {
        await using FailoverRig rig = FailoverRig.StartPatient(BundlerProfile.Alto20, BundlerProfile.Skandha);

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => rig.Pool.SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V09));

        Assert.Equal(BundlerErrorKind.EntryPointNotSupported, error.Kind);
        Assert.Empty(rig.SentBytes);
    }

    [Fact]
    public async Task Bundler_of_another_chain_gets_nothing()
    {
        await using FailoverRig rig = FailoverRig.StartPatient(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Server.On("eth_chainId", FakeReply.Result("\"0x1\""));

        await rig.SendAsync(FailoverRig.Operation());

        Assert.Empty(rig.Bundlers[0].Server.RequestsOf(Send));
        Assert.False(rig.Pool.Health[0].IsOnChain);
    }

    [Fact]
    public async Task Capability_is_asked_once_and_again_when_it_is_old()
    {
        var clock = new ManualTimeProvider(Start);
        FailoverOptions options = new() { TimeProvider = clock };
        await using FailoverRig rig = FailoverRig.Start(options, BundlerProfile.Alto20);

        await rig.SendAsync(FailoverRig.Operation(1));
        await rig.SendAsync(FailoverRig.Operation(2));
        Assert.Single(rig.Bundlers[0].Server.RequestsOf(EntryPointsMethod));

        clock.Advance(options.CapabilityLifetime);
        await rig.SendAsync(FailoverRig.Operation(3));
        Assert.Equal(2, rig.Bundlers[0].Server.RequestsOf(EntryPointsMethod).Count);
    }

    [Fact]
    public async Task Method_that_a_server_lacks_is_not_asked_for_again()
    {
        await using FailoverRig rig = FailoverRig.StartPatient(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Refusal = FakeReply.Error(-32601, $"Method {Send} is not supported");

        await rig.SendAsync(FailoverRig.Operation(1));
        await rig.SendAsync(FailoverRig.Operation(2));

        Assert.Single(rig.Bundlers[0].Server.RequestsOf(Send));
        Assert.Equal(2, rig.Bundlers[1].Mempool.Count);
    }

    [Theory]
    [InlineData(BundlerFault.Unavailable)]
    [InlineData(BundlerFault.HtmlAfter)]
    [InlineData(BundlerFault.NeverEnding)]
    public async Task Questions_go_to_the_next_bundler(BundlerFault fault)
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].FailNext(Estimate, fault).FailNext("pimlico_getUserOperationGasPrice", fault);

        GasEstimate gas = await rig.Pool.EstimateUserOperationGasAsync(FailoverRig.Operation(), EntryPoints.V08);
        FeesPerGas fees = await rig.Pool.GetGasPriceAsync();

        Assert.Equal(0x9597UL, gas.CallGasLimit);
        Assert.Equal(0x3c299b3aUL, fees.MaxFeePerGas);
        Assert.Single(rig.Bundlers[1].Server.RequestsOf(Estimate));
    }

    [Fact]
    public async Task Receipt_is_found_wherever_it_is_and_a_silent_bundler_does_not_hide_it()
    {
        FailoverOptions options = new() { LookupTime = TimeSpan.FromMilliseconds(200) };
        await using FailoverRig rig = FailoverRig.Start(options, BundlerProfile.Alto20, BundlerProfile.Reference);
        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());
        rig.Bundlers[0].FailNext(
            "eth_getUserOperationReceipt", BundlerFault.NeverEnding, BundlerFault.NeverEnding);
        rig.Bundlers[0].Bundle();

        UserOperationReceipt receipt = await rig.Pool.WaitForReceiptAsync(hash).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(receipt.IsSuccess);
    }

    [Fact]
    public async Task Status_is_that_of_the_bundler_that_brought_it_furthest()
    {
        await using FailoverRig rig = FailoverRig.StartPatient(BundlerProfile.Alto20, BundlerProfile.Alto18Safe);
        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());
        rig.Bundlers[1].Server.On(
            "pimlico_getUserOperationStatus",
            FakeReply.Result("""{"status":"rejected","transactionHash":null}"""));

        Assert.Equal(UserOperationState.NotSubmitted, (await rig.Pool.GetUserOperationStatusAsync(hash))?.State);
        rig.Bundlers[0].Bundle();
        Assert.Equal(UserOperationState.Included, (await rig.Pool.GetUserOperationStatusAsync(hash))?.State);
    }

    [Fact]
    public void Members_need_names_of_their_own()
    {
        var client = new BundlerClient(Rpc.Client(new Uri("http://127.0.0.1:1/")), 1UL);
        var node = new NodeClient(Rpc.Client(new Uri("http://127.0.0.1:1/")));
        var member = new FailoverMember("one", client);

        Assert.Throws<ArgumentException>(() => new FailoverBundler([], node, 1UL));
        Assert.Throws<ArgumentException>(() => new FailoverBundler([member, member], node, 1UL));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new FailoverBundler([member], node, 1UL, new FailoverOptions { Rounds = 0 }));
    }

    private static FailoverBundler Pool(
        EmulatedChain chain, FailoverOptions options, params EmulatedBundler[] bundlers) => new(
            [
                .. bundlers.Select((each, i) =>
                    new FailoverMember($"{i}", new BundlerClient(Rpc.Client(each.Server), chain.ChainId))),
            ],
            new NodeClient(Rpc.Client(chain.Node)),
            chain.ChainId,
            options);
}
