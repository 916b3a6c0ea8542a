using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class WaitForReceiptTests
{
    private static readonly UserOperationHash Hash = new(Samples.Hash(8));
    private static readonly FakeReply Pending = FakeReply.Result("null");
    private static readonly FakeReply Done = FakeReply.Result(Samples.Receipt(Hash));

    /// <summary>Asks for the status as often as for the receipt, from the second question on.</summary>
    private static readonly ReceiptWaitOptions Eager = new() { StatusInterval = TimeSpan.FromMilliseconds(1) };

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Receipt_that_is_there_is_returned_at_once()
    {
        await using FakeBundler server = Server(Done);

        UserOperationReceipt receipt = await Client(server).WaitForReceiptAsync(Hash);

        Assert.Equal(Hash, receipt.UserOperationHash);
        Assert.Equal(DateTimeOffset.UnixEpoch, _time.GetUtcNow());
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task First_pause_comes_before_the_first_question()
    {
        var asked = new List<TimeSpan>();
        await using FakeBundler server = FakeBundler.Start().On("eth_getUserOperationReceipt", _ =>
        {
            asked.Add(_time.GetUtcNow() - DateTimeOffset.UnixEpoch);
            return asked.Count == 2 ? Done : Pending;
        });
        var options = new ReceiptWaitOptions { FirstPause = TimeSpan.FromMilliseconds(700) };

        await RunAsync(Client(server).WaitForReceiptAsync(Hash, options));

        Assert.Equal([700, 900], asked.Select(moment => moment.TotalMilliseconds));
    }

    [Fact]
    public async Task Pauses_grow_by_half_up_to_the_longest()
    {
        var asked = new List<TimeSpan>();
        await using FakeBundler server = FakeBundler.Start().On("eth_getUserOperationReceipt", _ =>
        {
            asked.Add(_time.GetUtcNow() - DateTimeOffset.UnixEpoch);
            return asked.Count == 7 ? Done : Pending;
        });
        var options = new ReceiptWaitOptions
        {
            PollInterval = TimeSpan.FromMilliseconds(400),
            MaxPollInterval = TimeSpan.FromMilliseconds(1000),
        };

        await RunAsync(Client(server).WaitForReceiptAsync(Hash, options));

        Assert.Equal([0, 400, 1000, 1900, 2900, 3900, 4900], asked.Select(moment => moment.TotalMilliseconds));
    }

    [Fact]
    public async Task Timeout_carries_the_hash_and_can_be_waited_for_again()
    {
        await using FakeBundler server = Server(Pending);
        var options = new ReceiptWaitOptions { Timeout = TimeSpan.FromSeconds(7) };

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => RunAsync(Client(server).WaitForReceiptAsync(Hash, options)));

        Assert.Equal(BundlerErrorKind.ReceiptTimeout, error.Kind);
        Assert.Equal(Hash, error.UserOperationHash);
        Assert.True(error.IsTransient);
        Assert.Contains($"hash {Hash}, waited 7 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), _time.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData(3_000, 1_000, new[] { 3, 6, 9, 12, 15, 18 })]
    [InlineData(2_500, 1_000, new[] { 3, 6, 9, 12, 15, 18 })]
    [InlineData(8_000, 1_000, new[] { 8, 16 })]
    [InlineData(20_000, 1_000, new int[0])]
    [InlineData(1, 1_000, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 })]
    public async Task Status_is_asked_once_in_its_interval_and_the_receipt_every_time(
        int interval, int poll, int[] seconds)
    {
        var asked = new List<int>();
        await using FakeBundler server = Server(Pending).On("pimlico_getUserOperationStatus", _ =>
        {
            asked.Add((int)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
            return Status("not_submitted");
        });
        var options = new ReceiptWaitOptions
        {
            Timeout = TimeSpan.FromMilliseconds(19_500),
            PollInterval = TimeSpan.FromMilliseconds(poll),
            MaxPollInterval = TimeSpan.FromMilliseconds(poll),
            StatusInterval = TimeSpan.FromMilliseconds(interval),
        };

        await Assert.ThrowsAsync<BundlerException>(() => RunAsync(Client(server).WaitForReceiptAsync(Hash, options)));

        Assert.Equal(seconds, asked);
        Assert.Equal(20, server.RequestsOf("eth_getUserOperationReceipt").Count);
    }

    [Theory]
    [InlineData(100, 100, 3_000)]
    [InlineData(200, 2_000, 3_000)]
    [InlineData(1_000, 1_000, 1)]
    [InlineData(700, 5_000, 10_000)]
    public async Task Given_up_operation_is_noticed_after_the_interval_and_two_pauses_at_most(
        int poll, int maxPoll, int interval)
    {
        await using FakeBundler server = Server(Pending).On("pimlico_getUserOperationStatus", Status("rejected"));
        var options = new ReceiptWaitOptions
        {
            PollInterval = TimeSpan.FromMilliseconds(poll),
            MaxPollInterval = TimeSpan.FromMilliseconds(maxPoll),
            StatusInterval = TimeSpan.FromMilliseconds(interval),
        };

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => RunAsync(Client(server).WaitForReceiptAsync(Hash, options)));

        Assert.Equal(BundlerErrorKind.OperationDropped, error.Kind);
        Assert.Equal(2, server.RequestsOf("pimlico_getUserOperationStatus").Count);
        double waited = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        Assert.InRange(waited, interval, interval + (2 * maxPoll));
    }

    [Fact]
    public async Task Given_up_operation_ends_the_wait_before_the_timeout()
    {
        await using FakeBundler server = Server(Pending)
            .On("pimlico_getUserOperationStatus", Status("not_submitted"), Status("rejected"));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => RunAsync(Client(server).WaitForReceiptAsync(Hash)));

        Assert.Equal(BundlerErrorKind.OperationDropped, error.Kind);
        Assert.Equal(Hash, error.UserOperationHash);
        Assert.False(error.IsTransient);
        Assert.Equal(3, server.RequestsOf("pimlico_getUserOperationStatus").Count);
    }

    [Fact]
    public async Task Receipt_wins_over_a_single_word_that_the_operation_was_given_up()
    {
        await using FakeBundler server = Server(Pending, Pending, Done)
            .On("pimlico_getUserOperationStatus", Status("rejected"));

        UserOperationReceipt receipt = await RunAsync(Client(server).WaitForReceiptAsync(Hash, Eager));

        Assert.True(receipt.IsSuccess);
        Assert.Single(server.RequestsOf("pimlico_getUserOperationStatus"));
    }

    [Fact]
    public async Task Operation_that_is_taken_up_again_is_waited_for()
    {
        await using FakeBundler server = Server(Pending, Pending, Pending, Pending, Done).On(
            "pimlico_getUserOperationStatus", Status("rejected"), Status("submitted"), Status("rejected"));

        UserOperationReceipt receipt = await RunAsync(Client(server).WaitForReceiptAsync(Hash, Eager));

        Assert.True(receipt.IsSuccess);
        Assert.Equal(3, server.RequestsOf("pimlico_getUserOperationStatus").Count);
    }

    [Fact]
    public async Task Bundler_without_the_status_method_is_asked_for_it_once()
    {
        await using FakeBundler server = Server(Pending, Pending, Pending, Done);

        await RunAsync(Client(server).WaitForReceiptAsync(Hash, Eager));

        Assert.Single(server.RequestsOf("pimlico_getUserOperationStatus"));
    }

    [Theory]
    [InlineData("a word from the future")]
    [InlineData("included")]
    [InlineData("reverted")]
    [InlineData("not_found")]
    public async Task Other_words_of_the_status_do_not_end_the_wait(string word)
    {
        await using FakeBundler server = Server(Pending, Pending, Pending, Done)
            .On("pimlico_getUserOperationStatus", Status(word));

        Assert.True((await RunAsync(Client(server).WaitForReceiptAsync(Hash, Eager))).IsSuccess);
        Assert.Equal(2, server.RequestsOf("pimlico_getUserOperationStatus").Count);
    }

    [Fact]
    public async Task Broken_status_does_not_end_the_wait()
    {
        await using FakeBundler server = Server(Pending, Pending, Pending, Done)
            .On("pimlico_getUserOperationStatus", FakeReply.Html(403), FakeReply.Result("{}"));

        Assert.True((await RunAsync(Client(server).WaitForReceiptAsync(Hash, Eager))).IsSuccess);
        Assert.Equal(2, server.RequestsOf("pimlico_getUserOperationStatus").Count);
    }

    [Fact]
    public async Task Transient_failures_do_not_end_the_wait()
    {
        await using FakeBundler server = Server(FakeReply.Html(502), FakeReply.Closed(), FakeReply.Html(429), Done);

        Assert.True((await RunAsync(Client(server).WaitForReceiptAsync(Hash))).IsSuccess);
    }

    [Fact]
    public async Task Timeout_after_failures_names_the_last_one()
    {
        await using FakeBundler server = Server(FakeReply.Html(502));
        var options = new ReceiptWaitOptions { Timeout = TimeSpan.FromSeconds(3) };

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => RunAsync(Client(server).WaitForReceiptAsync(Hash, options)));

        Assert.Equal(BundlerErrorKind.ReceiptTimeout, error.Kind);
        Assert.Contains("last failure: Unavailable", error.Message, StringComparison.Ordinal);
        Assert.IsType<BundlerException>(error.InnerException);
    }

    [Fact]
    public async Task Refusal_that_will_not_pass_ends_the_wait_with_the_hash()
    {
        await using FakeBundler server = Server(FakeReply.Html(401));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => RunAsync(Client(server).WaitForReceiptAsync(Hash)));

        Assert.Equal(BundlerErrorKind.Unauthorized, error.Kind);
        Assert.Equal(Hash, error.UserOperationHash);
    }

    [Fact]
    public async Task Cancelled_wait_throws_the_cancellation()
    {
        await using FakeBundler server = Server(Pending);
        using var cancellation = new CancellationTokenSource();

        Task<UserOperationReceipt> wait =
            Client(server).WaitForReceiptAsync(Hash, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 1, 1, 1, -1)]
    [InlineData(1, 1, 1, 1, 3_600_001)]
    [InlineData(86_400_001, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 2, 1, 1)]
    [InlineData(1, 1, 3_600_001, 1)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 1, 1, 3_600_001)]
    public async Task Options_outside_their_range_are_refused(int timeout, int poll, int maxPoll, int status, int first = 0)
    {
        await using FakeBundler server = FakeBundler.Start();
        var options = new ReceiptWaitOptions
        {
            Timeout = TimeSpan.FromMilliseconds(timeout),
            PollInterval = TimeSpan.FromMilliseconds(poll),
            MaxPollInterval = TimeSpan.FromMilliseconds(maxPoll),
            StatusInterval = TimeSpan.FromMilliseconds(status),
            FirstPause = TimeSpan.FromMilliseconds(first),
        };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Client(server).WaitForReceiptAsync(Hash, options));

        Assert.Empty(server.Requests);
    }

    private static FakeBundler Server(params FakeReply[] receipts) =>
        FakeBundler.Start().On("eth_getUserOperationReceipt", receipts);

    private static FakeReply Status(string word) =>
        FakeReply.Result($$"""{"status":"{{word}}","transactionHash":null}""");

    private BundlerClient Client(FakeBundler server) =>
        new(Rpc.Client(server), Samples.ChainId, new BundlerClientOptions { TimeProvider = _time });

    /// <summary>Moves the clock whenever the wait sleeps: then its pause waits beside its deadline.</summary>
    private async Task<UserOperationReceipt> RunAsync(Task<UserOperationReceipt> wait)
    {
        while (!wait.IsCompleted)
        {
            if (_time.PendingTimers == 2)
            {
                _time.AdvanceToNextTimer();
            }

            await Task.Delay(1);
        }

        return await wait;
    }
}
