using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class WaitForReceiptTests : ReceiptWaits
{
    [Fact]
    public async Task Receipt_that_is_there_is_returned_at_once()
    {
        await using FakeBundler server = Server(Done);

        UserOperationReceipt receipt = await Client(server).WaitForReceiptAsync(Hash);

        Assert.Equal(Hash, receipt.UserOperationHash);
        Assert.Equal(DateTimeOffset.UnixEpoch, Time.GetUtcNow());
        Assert.Equal(0, Time.PendingTimers);
    }

    [Fact]
    public async Task First_pause_comes_before_the_first_question()
    {
        var asked = new List<TimeSpan>();
        await using FakeBundler server = FakeBundler.Start().On("eth_getUserOperationReceipt", _ =>
        {
            asked.Add(Time.GetUtcNow() - DateTimeOffset.UnixEpoch);
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
            asked.Add(Time.GetUtcNow() - DateTimeOffset.UnixEpoch);
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
        Assert.Equal(TimeSpan.FromSeconds(7), Time.GetUtcNow() - DateTimeOffset.UnixEpoch);
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
        Assert.Equal(0, Time.PendingTimers);
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
    public async Task Options_outside_their_range_are_refused(
        int timeout, int poll, int maxPoll, int status, int first = 0)
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
}
