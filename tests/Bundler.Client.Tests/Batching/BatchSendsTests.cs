using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Batches through the library's sender and a bundler on a socket.</summary>
public sealed class BatchSendsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Batch_refused_by_estimation_is_split_and_no_signature_of_it_was_made()
    {
        await using var life = new LifeCycle();
        life.Bundler.On("eth_estimateUserOperationGas", request => Holds(request, 2)
            ? FakeReply.Error(-32521, "UserOperation reverted during simulation with reason: 0x63a2a81f")
            : FakeReply.Result(life.Estimate.ToJsonString()));

        Task<CallOutcome>[] calls = await SendThreeAsync(life);

        Assert.True((await calls[0]).IsSuccess, "the first call was included alone");
        BundlerException refusal = await Assert.ThrowsAsync<BundlerException>(() => calls[1]);
        Assert.True((await calls[2]).IsSuccess, "the third call was included alone");
        Assert.Equal(BundlerErrorKind.ExecutionReverted, refusal.Kind);
        Assert.Equal(2, life.Signer.Signed);
        Assert.All(life.Bundler.RequestsOf("eth_sendUserOperation"), sent => Assert.False(Holds(sent, 2)));
    }

    public static TheoryData<string> UnclearSends => ["closed", "refused", "unfinished"];

    [Theory]
    [MemberData(nameof(UnclearSends))]
    public async Task Signed_batch_is_never_split_whatever_the_bundler_answers(string kind)
    {
        await using var life = new LifeCycle();
        life.Bundler.On("eth_sendUserOperation", kind switch
        {
            "closed" => FakeReply.Closed(),
            "refused" => FakeReply.Error(-32500, "UserOperation reverted with reason: AA23 reverted"),
            _ => FakeReply.Unfinished(),
        });

        Task<CallOutcome>[] calls = await SendThreeAsync(life);

        foreach (Task<CallOutcome> call in calls)
        {
            await Assert.ThrowsAsync<BundlerException>(() => call);
        }

        Assert.Equal(1, life.Signer.Signed);
        Assert.Single(life.Bundler.RequestsOf("eth_sendUserOperation"));
    }

    [Fact]
    public async Task Batch_is_not_split_while_the_bundler_does_not_answer()
    {
        await using var life = new LifeCycle();
        life.Bundler.On("eth_estimateUserOperationGas", FakeReply.Html(502));

        Task<CallOutcome>[] calls = await SendThreeAsync(life);

        foreach (Task<CallOutcome> call in calls)
        {
            BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => call);
            Assert.True(error.IsTransient, "nothing is wrong with the call");
        }

        Assert.Single(life.Bundler.RequestsOf("eth_estimateUserOperationGas"));
    }

    [Fact]
    public async Task Calls_that_a_session_cannot_make_together_are_refused_and_split()
    {
        await using var life = new LifeCycle();
        BatchSend send = BatchSends.Through(life.Sender, (calls, _) => calls.Count > 1
            ? throw new SessionKeyException("segment-too-long", "scripted")
            : ValueTask.FromResult<(UserOperationDraft, IUserOperationSigner)>((LifeCycle.Draft, life.Signer)));

        Task<CallOutcome>[] calls = await SendThreeAsync(send);

        foreach (Task<CallOutcome> call in calls)
        {
            Assert.Equal("segment-too-long", ((SessionKeyException)(await call).BatchRefusal!).Id);
        }
    }

    private static bool Holds(FakeRequest request, byte number) =>
        request.Parameters[0].GetProperty("callData").GetString()!.Contains($"ee{number:x2}", StringComparison.Ordinal);

    private static Task<Task<CallOutcome>[]> SendThreeAsync(LifeCycle life) => SendThreeAsync(BatchSends.Through(
        life.Sender,
        (calls, _) =>
        {
            byte[] callData = [.. calls.SelectMany(call => call.Data.ToArray())];
            return ValueTask.FromResult<(UserOperationDraft, IUserOperationSigner)>((
                LifeCycle.Draft with { CallData = callData }, life.Signer));
        }));

    /// <summary>Queues three calls and waits until each has ended in some way.</summary>
    private static async Task<Task<CallOutcome>[]> SendThreeAsync(BatchSend send)
    {
        await using var batcher = new CallBatcher(send, new CallBatcherOptions { MaxCalls = 3 });
        Task<CallOutcome>[] calls =
        [
            .. Enumerable.Range(1, 3).Select(number => batcher.SendAsync(
                new Call(Samples.Sender, UInt256.Zero, new byte[] { 0xee, (byte)number }))),
        ];
        Task all = Task.WhenAll(calls);
        await all.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(Patience);
        return calls;
    }
}
