using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class BookKeeperTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_keepers_of_one_log_see_each_other()
    {
        var log = new InMemorySubmissionLog();
        BookKeeper one = new(log);
        BookKeeper two = new(log);

        await AddAsync(one, Prepared());
        await AddAsync(two, Signed());
        SubmissionBook book = await one.ReadAsync();

        Assert.Equal(SubmissionState.Signed, book.Find("s1")!.State);
        Assert.Same(book, one.Book);
    }

    [Fact]
    public async Task Logs_of_the_library_hold_one_book_for_all_who_use_them()
    {
        using TemporaryFolder folder = new();
        using JournalFile journal = new(folder.Journal);
        using JournalFile again = new(folder.Journal);
        InMemorySubmissionLog memory = new();
        GatedLog own = new();

        await AddAsync(BookKeeper.Of(journal), Prepared());

        Assert.Same(BookKeeper.Of(journal), BookKeeper.Of(journal));
        Assert.Same(BookKeeper.Of(memory), BookKeeper.Of(memory));
        Assert.NotSame(BookKeeper.Of(journal), BookKeeper.Of(again));
        Assert.NotSame(BookKeeper.Of(own), BookKeeper.Of(own));
        Assert.NotNull((await BookKeeper.Of(again).ReadAsync()).Find("s1"));
    }

    [Fact]
    public async Task Refused_record_reaches_its_caller_and_neither_log_nor_book()
    {
        BookKeeper keeper = new(new InMemorySubmissionLog());
        await AddAsync(keeper, Prepared());

        await Assert.ThrowsAsync<SessionKeyException>(() => AddAsync(keeper, Signed(), Final()));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => keeper.ChangeAsync<int>(_ => throw new InvalidOperationException("mine")));

        Assert.Equal(SubmissionState.Prepared, (await keeper.ReadAsync()).Find("s1")!.State);
        Assert.Equal(1, keeper.Book.RecordCount);
    }

    [Fact]
    public async Task Changes_that_wait_for_an_append_share_the_next_one_and_each_sees_the_one_before()
    {
        GatedLog log = new();
        BookKeeper keeper = new(log);
        Task first = AddAsync(keeper, Prepared("first", key: 1000));
        Task<long>[] rest =
        [
            .. Enumerable.Range(0, 150).Select(i => keeper.ChangeAsync(
                book => new BookChange<long>(book.RecordCount, Prepared($"s{i}", (ulong)i)))),
        ];

        log.Open();
        await first.WaitAsync(Limit);
        long[] seen = await Task.WhenAll(rest).WaitAsync(Limit);

        Assert.Equal(Enumerable.Range(1, 150).Select(i => (long)i), seen);
        Assert.InRange(log.Appends, 2, 6);
    }

    [Fact]
    public async Task Large_changes_go_out_in_as_many_appends_as_the_limits_ask_for()
    {
        GatedLog log = new();
        BookKeeper keeper = new(log);
        Task first = AddAsync(keeper, Prepared("first", key: 1000));
        Call large = OneCall with { Data = new byte[400_000] };
        Task[] rest =
            [.. Enumerable.Range(0, 12).Select(i => AddAsync(keeper, Prepared($"s{i}", (ulong)i, calls: large)))];

        log.Open();
        await first.WaitAsync(Limit);
        await Task.WhenAll(rest).WaitAsync(Limit);

        Assert.Equal(13, keeper.Book.RecordCount);
        Assert.InRange(log.Appends, 3, 13);
    }

    [Fact]
    public async Task Failed_append_fails_its_changes_and_the_next_one_goes_on_with_what_is_there()
    {
        GatedLog log = new();
        log.Open();
        BookKeeper keeper = new(log);
        await AddAsync(keeper, Prepared());
        log.FailNext = true;

        await Assert.ThrowsAsync<IOException>(() => AddAsync(keeper, Signed()));

        Assert.Equal(SubmissionState.Prepared, keeper.Book.Find("s1")!.State);
        await AddAsync(keeper, Signed());
        Assert.Equal(SubmissionState.Signed, keeper.Book.Find("s1")!.State);
    }

    [Fact]
    public async Task Change_is_given_up_while_it_waits_and_carried_out_once_its_turn_has_come()
    {
        GatedLog log = new();
        BookKeeper keeper = new(log);
        using var cancel = new CancellationTokenSource();
        Task first = AddAsync(keeper, Prepared("first", key: 1000));
        Task waiting = keeper.ChangeAsync(_ => new BookChange<int>(0, Prepared()), cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        log.Open();
        await first.WaitAsync(Limit);

        Assert.Null((await keeper.ReadAsync()).Find("s1"));
        using var late = new CancellationTokenSource();
        int result = await keeper.ChangeAsync(
            _ =>
            {
                late.Cancel();
                return new BookChange<int>(7, Prepared());
            },
            late.Token);
        Assert.Equal(7, result);
        Assert.NotNull(keeper.Book.Find("s1"));
    }

    [Fact]
    public async Task Record_of_a_newer_release_stops_every_change()
    {
        var log = new InMemorySubmissionLog();
        await log.AppendAsync(0, _ => ["{\"record\":\"submission-paid.1\",\"at\":1}"u8.ToArray()]);
        BookKeeper keeper = new(log);

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(() => AddAsync(keeper, Prepared()));

        Assert.Equal("submission-record", error.Id);
    }

    private static Task<int> AddAsync(BookKeeper keeper, params BookRecord[] records) =>
        keeper.ChangeAsync(_ => new BookChange<int>(0, records));

    /// <summary>A log whose appends wait until it is opened, and which fails once when told to.</summary>
    private sealed class GatedLog : ISubmissionLog
    {
        private readonly InMemorySubmissionLog _log = new();
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Appends { get; private set; }

        public bool FailNext { get; set; }

        public void Open() => _gate.SetResult();

        public async Task AppendAsync(
            long known, Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step, CancellationToken cancellationToken)
        {
            await _gate.Task;
            Appends++;
            await _log.AppendAsync(
                known,
                news =>
                {
                    IReadOnlyList<byte[]> additions = step(news);
                    if (FailNext)
                    {
                        FailNext = false;
                        throw new IOException("The disk is gone.");
                    }

                    return additions;
                },
                cancellationToken);
        }
    }
}
