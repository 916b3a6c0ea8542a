using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Batches that are refused, revert, or end unclear.</summary>
public sealed class CallBatcherRefusalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ScriptedSend _send = new();

    [Fact]
    public async Task Reverted_operation_is_the_outcome_of_each_of_its_calls_and_is_not_sent_again()
    {
        _send.Answer = calls => Task.FromResult(ScriptedSend.Included(calls, isSuccess: false));
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1));
        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));
        _time.Advance(Window);

        Assert.False((await first.WaitAsync(Patience)).IsSuccess, "the first failed with the operation");
        Assert.False((await second.WaitAsync(Patience)).IsSuccess, "so did the second");
        Assert.Single(_send.Batches);
    }

    [Fact]
    public async Task Refused_batch_is_sent_one_by_one_and_only_the_bad_call_fails()
    {
        RefuseBatchesWith(2);
        await using CallBatcher batcher = Create();
        Task<CallOutcome>[] calls = Three(batcher);
        _time.Advance(Window);

        CallOutcome first = await calls[0].WaitAsync(Patience);
        BundlerException refusal = await Assert.ThrowsAsync<BundlerException>(() => calls[1].WaitAsync(Patience));
        CallOutcome third = await calls[2].WaitAsync(Patience);

        Assert.Equal([[1, 2, 3], [1], [2], [3]], _send.Numbers());
        Assert.Equal(((0, 1), (0, 1)), (Places(first), Places(third)));
        Assert.IsType<BundlerException>(first.BatchRefusal);
        Assert.Equal(BundlerErrorKind.ValidationReverted, refusal.Kind);
    }

    [Fact]
    public async Task Refused_batch_fails_as_a_whole_where_sending_one_by_one_is_off()
    {
        RefuseBatchesWith(2);
        await using CallBatcher batcher = Create(new CallBatcherOptions { SendsRefusedOneByOne = false });
        Task<CallOutcome>[] calls = Three(batcher);
        _time.Advance(Window);

        foreach (Task<CallOutcome> call in calls)
        {
            await Assert.ThrowsAsync<BundlerException>(() => call.WaitAsync(Patience));
        }

        Assert.Equal([[1, 2, 3]], _send.Numbers());
    }

    [Fact]
    public async Task Nothing_is_sent_again_after_an_unclear_end()
    {
        _send.Answer = _ => throw Error(BundlerErrorKind.Timeout);
        await using CallBatcher batcher = Create();
        Task<CallOutcome>[] calls = Three(batcher);
        _time.Advance(Window);

        foreach (Task<CallOutcome> call in calls)
        {
            BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => call.WaitAsync(Patience));
            Assert.Equal(BundlerErrorKind.Timeout, error.Kind);
        }

        Assert.Equal([[1, 2, 3]], _send.Numbers());
    }

    [Fact]
    public async Task Calls_behind_an_unclear_one_stay_refused()
    {
        RefuseBatchesWith(2);
        Func<IReadOnlyList<Call>, Task<BatchOutcome>> refuse = _send.Answer;
        _send.Answer = calls => calls.Count == 1 ? throw Error(BundlerErrorKind.OutcomeUnknown) : refuse(calls);
        await using CallBatcher batcher = Create();
        Task<CallOutcome>[] calls = Three(batcher);
        _time.Advance(Window);

        BundlerErrorKind[] kinds =
        [
            .. await Task.WhenAll(calls.Select(async call =>
                (await Assert.ThrowsAsync<BundlerException>(() => call.WaitAsync(Patience))).Kind)),
        ];

        Assert.Equal(
            [
                BundlerErrorKind.OutcomeUnknown,
                BundlerErrorKind.ValidationReverted,
                BundlerErrorKind.ValidationReverted,
            ],
            kinds);
        Assert.Equal([[1, 2, 3], [1]], _send.Numbers());
    }

    private static (int Index, int Size) Places(CallOutcome outcome) => (outcome.Index, outcome.BatchSize);

    private static Task<CallOutcome>[] Three(CallBatcher batcher) =>
        [.. Enumerable.Range(1, 3).Select(number => batcher.SendAsync(ScriptedSend.Call(number)))];

    private static BundlerException Error(BundlerErrorKind kind) => new(kind, "scripted");

    private CallBatcher Create(CallBatcherOptions? options = null) => new(_send.SendAsync, options, _time);

    private void RefuseBatchesWith(int bad) => _send.Answer = calls => Task.FromResult(
        calls.Any(call => ScriptedSend.NumberOf(call) == bad)
            ? BatchOutcome.Refused(Error(BundlerErrorKind.ValidationReverted))
            : ScriptedSend.Included(calls));
}
