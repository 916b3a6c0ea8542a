using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What a bundler says of the status of an operation while its receipt is waited for.</summary>
public sealed class WaitForStatusTests : ReceiptWaits
{
    /// <summary>Asks for the status as often as for the receipt, from the second question on.</summary>
    private static readonly ReceiptWaitOptions Eager = new() { StatusInterval = TimeSpan.FromMilliseconds(1) };

    [Theory]
    [InlineData(3_000, 1_000, new[] { 3, 6, 9, 12, 15, 18 })]
    [InlineData(2_500, 1_000, new[] { 3, 6, 9, 12, 15, 18 })]
    [InlineData(8_000, 1_000, new[] { 8, 16 })]
    [InlineData(20_000, 1_000, new int[0])]
    [InlineData(1, 1_000, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 })]
    public async Task Status_is_asked_once_in_its_interval_and_the_receipt_everyTime(
        int interval, int poll, int[] seconds)
    {
        var asked = new List<int>();
        await using FakeBundler server = Server(Pending).On("pimlico_getUserOperationStatus", _ =>
        {
            asked.Add((int)(Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
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
        double waited = (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        Assert.InRange(waited, interval, interval + (2 * maxPoll));
    }

    [Fact]
    public async Task Given_up_operation_ends_the_wait_before_theTimeout()
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

    private static FakeReply Status(string word) =>
        FakeReply.Result($$"""{"status":"{{word}}","transactionHash":null}""");
}
