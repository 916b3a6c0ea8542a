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

    [Fact]
    public async Task Durable_submission_carries_a_batch_and_its_end_reaches_every_caller()
    {
        await using SubmitterRig rig = new();
        BatchSend send = BatchSends.Through(rig.Submitter(), newId: () => "batch-7");

        Task<CallOutcome>[] calls = await SendThreeAsync(send, number => SubmitterRig.Transfer((ulong)number));

        CallOutcome last = await calls[2];
        Submission submission = (await rig.Submitter().FindAsync("batch-7"))!;
        Assert.Equal((2, 3, true), (last.Index, last.BatchSize, last.IsSuccess));
        Assert.Equal(submission.Inclusion!.Hash, last.Inclusion.Operation);
        Assert.Single(rig.World.Sent);
    }

    [Fact]
    public async Task Durable_batch_that_fails_without_an_attempt_is_split()
    {
        await using SubmitterRig rig = new();
        rig.World.OnEstimate = request =>
            request.Parameters[0].GetProperty("callData").GetString()!.Contains("0bad", StringComparison.Ordinal)
                ? FakeReply.Error(-32500, "AA23 reverted 0x63a2a81f")
                : null;
        BatchSend send = BatchSends.Through(rig.Submitter());

        Task<CallOutcome>[] calls =
            await SendThreeAsync(send, number => SubmitterRig.Transfer(number == 2 ? 0x0badUL : (ulong)number));

        Assert.True((await calls[0]).IsSuccess && (await calls[2]).IsSuccess, "the calls beside it were included");
        BundlerException refusal = await Assert.ThrowsAsync<BundlerException>(() => calls[1]);
        Assert.Equal(BundlerErrorKind.ValidationReverted, refusal.Kind);
        Assert.Equal(2, rig.World.Sent.Count);
    }

    [Fact]
    public async Task Durable_batch_that_was_signed_is_not_split()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake = _ => FakeReply.Error(-32507, "AA24 signature error");
        SessionSubmitter submitter = rig.Submitter();
        BatchSend send = BatchSends.Through(submitter, newId: () => "batch-8");
        Task<Task<CallOutcome>[]> sending =
            SendThreeAsync(send, number => SubmitterRig.Transfer((ulong)number));

        await SubmitterRig.UntilRefusedAsync(submitter, "batch-8", "SignatureRejected");
        rig.World.Mine(1, seconds: 700);
        await rig.FinishAsync(submitter, "batch-8");
        Task<CallOutcome>[] calls = await sending.WaitAsync(TimeSpan.FromSeconds(30));

        foreach (Task<CallOutcome> call in calls)
        {
            BundlerException error = await Assert.ThrowsAsync<BundlerException>(
                () => call.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(BundlerErrorKind.SignatureRejected, error.Kind);
        }

        Assert.Single((await submitter.FindAsync("batch-8"))!.Attempts);
    }

    [Theory]
    [InlineData(SubmissionState.Sent)]
    [InlineData(SubmissionState.Failed)]
    public async Task Durable_batch_is_awaited_until_it_is_in_a_block(SubmissionState until)
    {
        await using SubmitterRig rig = new();
        SessionSubmitter submitter = rig.Submitter();

        Assert.Throws<ArgumentOutOfRangeException>(() => BatchSends.Through(submitter, until));
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
    private static async Task<Task<CallOutcome>[]> SendThreeAsync(BatchSend send, Func<int, Call>? make = null)
    {
        make ??= number => new Call(Samples.Sender, UInt256.Zero, new byte[] { 0xee, (byte)number });
        await using var batcher = new CallBatcher(send, new CallBatcherOptions { MaxCalls = 3 });
        Task<CallOutcome>[] calls = [.. Enumerable.Range(1, 3).Select(number => batcher.SendAsync(make(number)))];
        Task all = Task.WhenAll(calls);
        await all.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(Patience);
        return calls;
    }
}
