using System.Diagnostics;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class FailoverSendTests
{
    private const string Send = EmulatedBundler.Send;

    [Fact]
    public async Task Operation_goes_to_the_first_bundler_alone()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);

        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());

        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), hash);
        Assert.Single(rig.Bundlers[0].Mempool);
        Assert.Empty(rig.Bundlers[1].Server.RequestsOf(Send));
    }

    [Theory]
    [InlineData("alto-0.0.20", "AA21 no prefund (factory)")]
    [InlineData("reference-c70c909", "rule: revert custom error")]
    [InlineData("skandha-aff6647", "bad signature (other signer)")]
    [InlineData("alto-0.0.18-safe", "7562 TIMESTAMP")]
    [InlineData("alto-0.0.20", "AA31 paymaster deposit too low")]
    [InlineData("alto-0.0.20", "rule: validUntil long past")]
    public async Task Refusal_of_the_operation_is_final(string bundler, string testCase)
    {
        RecordedError recorded = RecordedError.Find(bundler, testCase);
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Refusal = FakeReply.Error(recorded.ErrorJson, recorded.Http);

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(recorded.Kind, error.Kind);
        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), error.UserOperationHash);
        Assert.Equal([$"1 alto-0.0.20: {recorded.Kind}"], error.Attempts);
        Assert.Single(rig.SentBytes);
    }

    [Theory]
    [InlineData("alto-0.0.20", "unsupported entrypoint")]
    [InlineData("skandha-aff6647", "unknown method")]
    [InlineData("alto-0.0.20", "v2: fee below minimum")]
    [InlineData("alto-0.0.20", "v2: preVerificationGas below minimum")]
    [InlineData("skandha-aff6647", "verificationGasLimit=25M")]
    [InlineData("alto-0.0.18-safe", "dup: same nonce, +5% fee")]
    [InlineData("alto-0.0.20", "unknown extra field")]
    public async Task Rule_of_one_bundler_lets_the_next_have_the_same_bytes(string bundler, string testCase)
    {
        RecordedError recorded = RecordedError.Find(bundler, testCase);
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Refusal = FakeReply.Error(recorded.ErrorJson, recorded.Http);

        await rig.SendAsync(FailoverRig.Operation());

        Assert.Single(rig.Bundlers[1].Mempool);
        Assert.Equal(2, rig.SentBytes.Count);
        Assert.Single(rig.SentBytes.Distinct());
    }

    [Fact]
    public async Task Refusal_by_every_bundler_is_told_with_each_answer()
    {
        RecordedError recorded = RecordedError.Find("alto-0.0.20", "v2: fee below minimum");
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Refusal = rig.Bundlers[1].Refusal = FakeReply.Error(recorded.ErrorJson);

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(BundlerErrorKind.FeeTooLow, error.Kind);
        Assert.Equal(["1 alto-0.0.20: FeeTooLow", "2 skandha-aff6647: FeeTooLow"], error.Attempts);
    }

    [Theory]
    [InlineData(BundlerFault.TooManyRequests)]
    [InlineData(BundlerFault.DropBefore)]
    [InlineData(BundlerFault.Unavailable)]
    public async Task Outage_lets_the_next_have_the_same_bytes(BundlerFault fault)
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Reference, BundlerProfile.Alto20);
        rig.Bundlers[0].FailNext(Send, fault);

        await rig.SendAsync(FailoverRig.Operation());

        Assert.Empty(rig.Bundlers[0].Mempool);
        Assert.Single(rig.Bundlers[1].Mempool);
        Assert.Single(rig.SentBytes.Distinct());
    }

    [Fact]
    public async Task Bundler_that_does_not_listen_is_skipped_without_a_lookup()
    {
        await using EmulatedChain chain = EmulatedChain.Start();
        await using EmulatedBundler alive = EmulatedBundler.Start(BundlerProfile.Reference, chain);
        EmulatedBundler dead = EmulatedBundler.Start(BundlerProfile.Reference, chain);
        Uri closed = dead.Server.Endpoint;
        await dead.DisposeAsync();
        var pool = new FailoverBundler(
            [
                new FailoverMember("dead", new BundlerClient(Rpc.Client(closed), chain.ChainId)),
                new FailoverMember("alive", new BundlerClient(Rpc.Client(alive.Server), chain.ChainId)),
            ],
            new NodeClient(Rpc.Client(chain.Node)),
            chain.ChainId,
            FailoverRig.Quick);

        await pool.SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V08)
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(alive.Server.RequestsOf("eth_getUserOperationByHash"));
        Assert.Equal(BundlerErrorKind.Unreachable, pool.Health[0].LastFailure);
    }

    [Fact]
    public async Task Passing_failures_are_tried_again_in_rounds()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20);
        rig.Bundlers[0].FailNext(Send, BundlerFault.TooManyRequests, BundlerFault.TooManyRequests);

        await rig.SendAsync(FailoverRig.Operation());

        Assert.Equal(3, rig.SentBytes.Count);
        Assert.Single(rig.Bundlers[0].Mempool);
    }

    [Fact]
    public async Task Total_time_ends_a_send_that_may_be_held_with_its_hash()
    {
        FailoverOptions options = new()
        {
            TotalTime = TimeSpan.FromMilliseconds(700),
            RoundPause = TimeSpan.FromMilliseconds(10),
            Rounds = 20,
        };
        await using FailoverRig rig = FailoverRig.Start(options, BundlerProfile.Alto20);
        rig.Bundlers[0].Forgets = true;
        rig.Bundlers[0].FailNext(Send, [.. Enumerable.Repeat(BundlerFault.NeverEnding, 20)]);
        var watch = Stopwatch.StartNew();

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(BundlerErrorKind.OutcomeUnknown, error.Kind);
        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), error.UserOperationHash);
        Assert.True(error.IsTransient);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancellation_ends_a_send()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20);
        rig.Bundlers[0].FailNext(Send, BundlerFault.NeverEnding);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Pool
            .SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V08, cancellationToken: cancel.Token)
            .WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Parallel_operations_are_each_held_once()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Reference);
        rig.Bundlers[0].FailNext(
            Send,
            BundlerFault.DropAfter,
            BundlerFault.TooManyRequests,
            BundlerFault.HtmlAfter,
            BundlerFault.DropBefore);

        UserOperationHash[] hashes = await Task.WhenAll(
            Enumerable.Range(1, 40).Select(key => rig.SendAsync(FailoverRig.Operation((ulong)key))));

        Assert.Equal(40, hashes.Distinct().Count());
        Assert.Equal(40, rig.Bundlers.Sum(bundler => bundler.Mempool.Count));
    }
}
