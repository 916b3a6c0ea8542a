using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class CallBatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ScriptedSend _send = new();

    [Fact]
    public async Task Calls_within_the_window_go_out_as_one_operation_with_an_outcome_each()
    {
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1));
        _time.Advance(Window / 2);
        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));
        Assert.Empty(_send.Batches);

        _time.Advance(Window / 2);
        CallOutcome one = await first.WaitAsync(Patience);
        CallOutcome two = await second.WaitAsync(Patience);

        Assert.Equal([[1, 2]], _send.Numbers());
        Assert.Equal((0, 2, true), (one.Index, one.BatchSize, one.IsSuccess));
        Assert.Equal((1, 2, true), (two.Index, two.BatchSize, two.IsSuccess));
        Assert.Equal(ScriptedSend.HashOf(_send.Batches[0]), two.Inclusion.Operation);
    }

    [Fact]
    public async Task Call_after_the_window_goes_out_in_the_next_operation()
    {
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1));
        _time.Advance(Window);
        await first.WaitAsync(Patience);
        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));
        _time.Advance(Window - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, batcher.Waiting);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await second.WaitAsync(Patience);

        Assert.Equal([[1], [2]], _send.Numbers());
    }

    [Fact]
    public async Task Sixteenth_call_ends_the_window_and_the_seventeenth_waits()
    {
        await using CallBatcher batcher = Create();

        Task<CallOutcome>[] calls = [.. Enumerable.Range(1, 17).Select(i => batcher.SendAsync(ScriptedSend.Call(i)))];
        await Task.WhenAll(calls[..16]).WaitAsync(Patience);

        Assert.Equal([Enumerable.Range(1, 16)], _send.Numbers());
        Assert.False(calls[16].IsCompleted, "the seventeenth waits for its own window");
        _time.Advance(Window);
        Assert.Equal(0, (await calls[16].WaitAsync(Patience)).Index);
    }

    [Fact]
    public async Task Calls_gather_while_an_operation_is_under_way()
    {
        var included = new TaskCompletionSource<BatchOutcome>();
        _send.Answer = _ => included.Task;
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1));
        _time.Advance(Window);
        await _send.ArrivesAsync();

        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));
        _time.Advance(10 * Window);
        Task<CallOutcome> third = batcher.SendAsync(ScriptedSend.Call(3));
        Assert.Equal(2, batcher.Waiting);
        _send.Answer = calls => Task.FromResult(ScriptedSend.Included(calls));
        included.SetResult(ScriptedSend.Included([ScriptedSend.Call(1)]));
        await Task.WhenAll(first, second, third).WaitAsync(Patience);

        Assert.Equal([[1], [2, 3]], _send.Numbers());
    }

    [Fact]
    public async Task Operations_of_several_lanes_are_under_way_at_once()
    {
        var included = new TaskCompletionSource<BatchOutcome>();
        _send.Answer = _ => included.Task;
        await using CallBatcher batcher = Create(new CallBatcherOptions { MaxCalls = 1, MaxOperations = 2 });

        Task<CallOutcome>[] calls = [.. Enumerable.Range(1, 3).Select(i => batcher.SendAsync(ScriptedSend.Call(i)))];
        await _send.ArrivesAsync();
        await _send.ArrivesAsync();

        Assert.Equal(2, _send.Batches.Count);
        Assert.Equal(1, batcher.Waiting);
        included.SetResult(ScriptedSend.Included([ScriptedSend.Call(1)]));
        await Task.WhenAll(calls).WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancelled_call_is_taken_out_before_the_window_ends()
    {
        using var cancellation = new CancellationTokenSource();
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1), cancellation.Token);
        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));

        await cancellation.CancelAsync();
        _time.Advance(Window);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Patience));
        Assert.Equal((0, 1), Places(await second.WaitAsync(Patience)));
        Assert.Equal([[2]], _send.Numbers());
    }

    [Fact]
    public async Task Cancelling_a_sent_call_ends_the_wait_and_not_the_operation()
    {
        var included = new TaskCompletionSource<BatchOutcome>();
        _send.Answer = _ => included.Task;
        using var cancellation = new CancellationTokenSource();
        await using CallBatcher batcher = Create();
        Task<CallOutcome> first = batcher.SendAsync(ScriptedSend.Call(1), cancellation.Token);
        Task<CallOutcome> second = batcher.SendAsync(ScriptedSend.Call(2));
        _time.Advance(Window);
        await _send.ArrivesAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Patience));
        included.SetResult(ScriptedSend.Included(_send.Batches[0]));

        Assert.Equal((1, 2), Places(await second.WaitAsync(Patience)));
    }

    [Fact]
    public async Task Disposal_sends_what_waits_and_takes_no_more()
    {
        CallBatcher batcher = Create();
        Task<CallOutcome> waiting = batcher.SendAsync(ScriptedSend.Call(1));

        await batcher.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.Equal((0, 1), Places(await waiting.WaitAsync(Patience)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batcher.SendAsync(ScriptedSend.Call(2)));
        Assert.Equal([[1]], _send.Numbers());
    }

    [Fact]
    public async Task Disposal_can_cancel_what_waits_and_waits_for_what_is_under_way()
    {
        var included = new TaskCompletionSource<BatchOutcome>();
        _send.Answer = _ => included.Task;
        CallBatcher batcher = Create(new CallBatcherOptions { SendsOnDisposal = false });
        Task<CallOutcome> sent = batcher.SendAsync(ScriptedSend.Call(1));
        _time.Advance(Window);
        await _send.ArrivesAsync();
        Task<CallOutcome> waiting = batcher.SendAsync(ScriptedSend.Call(2));

        Task disposal = batcher.DisposeAsync().AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        Assert.False(disposal.IsCompleted, "an operation is under way");
        included.SetResult(ScriptedSend.Included([ScriptedSend.Call(1)]));

        await disposal.WaitAsync(Patience);
        Assert.True((await sent.WaitAsync(Patience)).IsSuccess);
        Assert.Equal([[1]], _send.Numbers());
    }

    [Fact]
    public async Task Each_call_of_many_threads_goes_out_once()
    {
        const int count = 2_000;
        await using var batcher = new CallBatcher(
            _send.SendAsync, new CallBatcherOptions { Window = TimeSpan.FromMilliseconds(1), MaxOperations = 4 });

        CallOutcome[] outcomes = await Task
            .WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => batcher.SendAsync(ScriptedSend.Call(i)))))
            .WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, count), _send.Numbers().SelectMany(batch => batch).Order());
        Assert.All(_send.Batches, batch => Assert.InRange(batch.Count, 1, 16));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsSuccess && outcome.Index < outcome.BatchSize));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(60_001, 1, 1)]
    [InlineData(50, 0, 1)]
    [InlineData(50, 17, 1)]
    [InlineData(50, 16, 0)]
    [InlineData(50, 16, 1025)]
    public void Option_out_of_range_is_refused(int windowMilliseconds, int maxCalls, int maxOperations)
    {
        var options = new CallBatcherOptions
        {
            Window = TimeSpan.FromMilliseconds(windowMilliseconds),
            MaxCalls = maxCalls,
            MaxOperations = maxOperations,
        };

        Assert.Throws<ArgumentOutOfRangeException>(() => Create(options));
    }

    private static (int Index, int Size) Places(CallOutcome outcome) => (outcome.Index, outcome.BatchSize);

    private CallBatcher Create(CallBatcherOptions? options = null) => new(_send.SendAsync, options, _time);
}
