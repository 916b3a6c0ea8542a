namespace SessionKeys.Bundler.Client.Tests;

public sealed class SharedQuestionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<TaskCompletionSource<int>> _asked = [];
    private readonly SharedQuestion<int> _question;

    public SharedQuestionTests() => _question = new SharedQuestion<int>(token =>
    {
        TaskCompletionSource<int> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => answer.TrySetCanceled(token));
        lock (_asked)
        {
            _asked.Add(answer);
        }

        return answer.Task;
    });

    [Fact]
    public async Task Callers_of_the_same_time_share_one_question_and_later_ones_ask_anew()
    {
        Task<int>[] together = [.. Enumerable.Range(0, 50).Select(_ => _question.AskAsync(default))];
        _asked.Single().SetResult(7);
        int[] answers = await Task.WhenAll(together).WaitAsync(Limit);
        Task<int> later = _question.AskAsync(default);
        _asked[1].SetResult(8);

        Assert.All(answers, answer => Assert.Equal(7, answer));
        Assert.Equal(8, await later.WaitAsync(Limit));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Failure_of_the_first_caller_is_its_own_and_the_others_ask_alone()
    {
        Task<int> first = _question.AskAsync(default);
        Task<int>[] others = [_question.AskAsync(default), _question.AskAsync(default)];
        _asked.Single().SetException(new InvalidOperationException("mine"));
        await SubmitterRig.UntilAsync(() => Task.FromResult(_asked.Count == 3));
        _asked[1].SetResult(1);
        _asked[2].SetResult(1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => first.WaitAsync(Limit));
        int[] answers = await Task.WhenAll(others).WaitAsync(Limit);
        Assert.Equal([1, 1], answers);
    }

    [Fact]
    public async Task Cancelled_first_caller_leaves_the_others_with_an_answer()
    {
        using CancellationTokenSource cancellation = new();
        Task<int> first = _question.AskAsync(cancellation.Token);
        Task<int> other = _question.AskAsync(default);
        await cancellation.CancelAsync();
        await SubmitterRig.UntilAsync(() => Task.FromResult(_asked.Count == 2));
        _asked[1].SetResult(3);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Limit));
        Assert.Equal(3, await other.WaitAsync(Limit));
    }

    [Fact]
    public async Task Cancelled_other_caller_does_not_end_the_question()
    {
        using CancellationTokenSource cancellation = new();
        Task<int> first = _question.AskAsync(default);
        Task<int> other = _question.AskAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.WaitAsync(Limit));
        Assert.False(first.IsCompleted);
        _asked.Single().SetResult(4);
        Assert.Equal(4, await first.WaitAsync(Limit));
    }
}
