using System.Reflection;
using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class JournalCompactionTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Compacted_journal_tells_the_same_of_what_is_undecided_and_the_end_of_the_rest()
    {
        using JournalFile journal = new(_folder.Journal);
        await FillAsync(journal);
        BookKeeper keeper = new(journal);
        for (int i = 0; i < 60; i++)
        {
            await keeper.ChangeAsync(_ => new BookChange<bool>(
                true, new LaneLeased(Start, Lane(8), "b", ClaimEnd), new LaneReleased(Start, Lane(8), "b")));
        }

        SubmissionBook before = keeper.Book;
        long length = new FileInfo(_folder.Journal).Length;

        await journal.CompactAsync();
        SubmissionBook after = await ReadAnewAsync();

        Assert.Equal(before.RecordCount + 1 + KeptOf(before), after.RecordCount);
        Assert.Equal(before.Unresolved.Select(each => each.Id), after.Unresolved.Select(each => each.Id));
        Assert.All(before.Unresolved, each => RequireSame(each, after.Find(each.Id)!));
        Assert.All(before.Lanes, lane => Assert.Equal(lane.Value, after.Lane(lane.Key)));
        Submission resolved = after.Find("final")!;
        Assert.Equal((SubmissionState.Final, true), (resolved.State, resolved.Inclusion!.Success));
        Assert.Equal("final", after.FindByHash(new UserOperationHash(Hash(20)))!.Id);
        Assert.NotNull(after.FindSame("final", Prepared(key: 9).Fingerprint));
        Assert.Equal("ValidationReverted", after.Find("failed")!.Refusal!.Reason);
        Assert.Empty(after.Find("failed")!.Calls);
        Assert.True(new FileInfo(_folder.Journal).Length < length);
        Assert.False(File.Exists(_folder.Journal + ".compact"));
    }

    [Fact]
    public async Task Everybody_who_has_the_journal_open_goes_on_with_the_compacted_one()
    {
        using JournalFile one = new(_folder.Journal);
        using JournalFile two = new(_folder.Journal);
        BookKeeper[] keepers = [new(one), new(one), new(two)];
        await FillAsync(one);
        foreach (BookKeeper keeper in keepers)
        {
            await keeper.ReadAsync();
        }

        for (byte round = 0; round < 3; round++)
        {
            await (round == 1 ? two : one).CompactAsync();
            byte at = round;
            await keepers[round].ChangeAsync(
                _ => new BookChange<bool>(true, Prepared($"new-{at}", (ulong)(100 + at))));
        }

        SubmissionBook anew = await ReadAnewAsync();
        foreach (BookKeeper keeper in keepers)
        {
            SubmissionBook book = await keeper.ReadAsync();
            Assert.Equal(anew.RecordCount, book.RecordCount);
            Assert.Equal(anew.Unresolved.Select(each => each.Id), book.Unresolved.Select(each => each.Id));
            Assert.NotNull(book.Find("new-0"));
        }
    }

    [Theory]
    [InlineData(JournalFileOptions.Rewritten, false)]
    [InlineData(JournalFileOptions.Renamed, true)]
    public async Task Crash_in_a_compaction_leaves_the_old_journal_or_the_new_one(string point, bool isNew)
    {
        SubmissionBook before;
        using (JournalFile dying = new(_folder.Journal, new JournalFileOptions
        {
            FaultPoint = reached =>
            {
                if (reached == point)
                {
                    throw new InvalidOperationException("the process died here");
                }
            },
        }))
        {
            before = await FillAsync(dying);
            await Assert.ThrowsAsync<InvalidOperationException>(() => dying.CompactAsync());
        }

        using JournalFile journal = new(_folder.Journal);
        BookKeeper keeper = new(journal);
        SubmissionBook found = await keeper.ReadAsync();
        await keeper.ChangeAsync(_ => new BookChange<bool>(true, Prepared("next", 77)));
        await journal.CompactAsync();
        SubmissionBook after = await ReadAnewAsync();

        Assert.Equal(isNew, found.RecordCount > before.RecordCount);
        Assert.Equal(before.Unresolved.Select(each => each.Id), found.Unresolved.Select(each => each.Id));
        Assert.Equal(before.Unresolved.Count + 1, after.Unresolved.Count);
    }

    [Fact]
    public async Task Old_ends_are_forgotten_on_demand_and_nothing_undecided_is()
    {
        using JournalFile journal = new(_folder.Journal);
        SubmissionBook before = await FillAsync(journal);

        await journal.CompactAsync(forgetBefore: Start);
        Assert.NotNull((await ReadAnewAsync()).Find("final"));
        await journal.CompactAsync(forgetBefore: Start.AddDays(1));
        SubmissionBook after = await ReadAnewAsync();

        Assert.Null(after.Find("final"));
        Assert.Null(after.FindByHash(new UserOperationHash(Hash(20))));
        Assert.Equal(before.Unresolved.Select(each => each.Id), after.Submissions.Select(each => each.Id).Order());
    }

    /// <summary>The control of the tests above: only a compaction may take the place of what was read.</summary>
    [Fact]
    public async Task Older_compacted_copy_is_refused_by_whoever_has_the_journal_open()
    {
        using JournalFile journal = new(_folder.Journal);
        BookKeeper keeper = new(journal);
        await FillAsync(journal);
        await journal.CompactAsync();
        byte[] older = await File.ReadAllBytesAsync(_folder.Journal);
        await keeper.ChangeAsync(_ => new BookChange<bool>(true, Prepared("next", 77)));
        await journal.CompactAsync();
        await keeper.ReadAsync();

        await File.WriteAllBytesAsync(_folder.Journal, older);
        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(() => keeper.ReadAsync());

        Assert.Equal("journal-damaged", error.Id);
        Assert.Equal(older, await File.ReadAllBytesAsync(_folder.Journal));
    }

    [Fact]
    public async Task Processes_that_work_on_the_journal_while_it_is_compacted_lose_nothing()
    {
        await using WorkerProcess one = WorkerProcess.Start("lease", _folder.Journal, "one", "150", "2");
        await using WorkerProcess two = WorkerProcess.Start("lease", _folder.Journal, "two", "150", "2");
        using JournalFile journal = new(_folder.Journal);
        Task<(int ExitCode, string Output, string Error)[]> ends = Task.WhenAll(one.WaitAsync(), two.WaitAsync());
        int compactions = 0;
        while (!ends.IsCompleted)
        {
            await journal.CompactAsync().WaitAsync(Limit);
            compactions++;
            await Task.Delay(3);
        }

        Assert.All(await ends, end => Assert.True(
            end.ExitCode == 0 && end.Output.Split('\n').Length == 152, end.Output + end.Error));
        Assert.True(compactions > 3);
        SubmissionBook book = await ReadAnewAsync();
        Assert.All(book.Lanes, lane => Assert.Null(lane.Value.Holder));
    }

    [Fact]
    public async Task Submissions_under_way_while_the_journal_is_compacted_have_their_effect_once()
    {
        using JournalFile journal = new(_folder.Journal);
        await using SubmitterRig rig = new(log: journal);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 2, resend: 10, lease: 60_000));
        Dictionary<string, Call> orders = Enumerable.Range(1, 12)
            .ToDictionary(i => $"order-{i}", i => SubmitterRig.Transfer((ulong)i));

        Task work = Task.WhenAll(orders.Select(async order =>
        {
            await submitter.SubmitAsync(order.Key, [order.Value]);
            await rig.FinishAsync(submitter, order.Key);
        }));
        while (!work.IsCompleted)
        {
            await journal.CompactAsync().WaitAsync(Limit);
            await Task.Delay(2);
        }

        await work;
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, orders));
    }

    [Fact]
    public void Kept_records_stand_behind_a_compaction_only_and_in_the_number_that_it_says()
    {
        LaneKept lane = new(Start, Lane(), new LaneState { NextSequence = 3 });
        SubmissionBook book = Book(Prepared());

        book.Refuse(lane, "submission-record");
        book.Refuse(new LogCompacted(Start, 0, 1), "submission-record");
        SubmissionBook compacted = book.With(new LogCompacted(Start, 5, 1));
        compacted.Refuse(Prepared(), "submission-record");
        SubmissionBook whole = compacted.With(lane);
        whole.Refuse(lane, "submission-record");
        Assert.Equal((7, 3UL), (whole.RecordCount, whole.Lane(Lane()).NextSequence));
        Assert.Null(whole.Find("s1"));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task Journal_that_others_may_read_or_write_is_refused(UnixFileMode more)
    {
        if (!OperatingSystem.IsWindows())
        {
            using JournalFile journal = new(_folder.Journal);
            await journal.AppendAsync(0, _ => ["a"u8.ToArray()]);
            UnixFileMode own = File.GetUnixFileMode(_folder.Journal);
            File.SetUnixFileMode(_folder.Journal, own | more);

            SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
                () => journal.AppendAsync(0, _ => throw new InvalidOperationException("the step ran")));
            File.SetUnixFileMode(_folder.Journal, own);
            await journal.AppendAsync(1, _ => ["b"u8.ToArray()]);

            Assert.Equal("journal-not-private", error.Id);
        }
    }

    [Fact]
    public async Task Link_to_a_journal_is_not_compacted()
    {
        using JournalFile journal = new(_folder.Journal);
        await FillAsync(journal);
        File.CreateSymbolicLink(_folder.Journal + ".link", _folder.Journal);
        using JournalFile link = new(_folder.Journal + ".link");

        Assert.Equal(
            "journal-is-link", (await Assert.ThrowsAsync<SessionKeyException>(() => link.CompactAsync())).Id);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Submissions and lanes in every state.</summary>
    private static async Task<SubmissionBook> FillAsync(JournalFile journal)
    {
        BookRecord[] records =
        [
            Prepared("prepared", 1) with { Authorization = Authorization },
            Prepared("signed", 2), Signed("signed", 10, key: 2),
            Prepared("replaced", 3), Signed("replaced", 11, key: 3), Sent("replaced", 11),
            Replaced("replaced", 11, 12, key: 3), Refused("replaced", 12), Cancelled("replaced"),
            Prepared("included", 4), Signed("included", 13, key: 4), Included("included", 13),
            Prepared("final", 5), Signed("final", 20), Sent("final", 20), Included("final", 20), Final("final"),
            Prepared("failed", 6), Failed("failed"),
            new LaneLeased(Start, Lane(7), "a", ClaimEnd),
            new LaneCovered(Start, Lane(7), "a", 4, ClaimEnd, ClaimEnd.AddSeconds(1)),
            new LaneLeased(Start, Lane(8), "b", ClaimEnd), new LaneReleased(Start, Lane(8), "b"),
        ];
        BookKeeper keeper = new(journal);
        foreach (BookRecord record in records)
        {
            await keeper.ChangeAsync(_ => new BookChange<bool>(true, record));
        }

        return keeper.Book;
    }

    private static int KeptOf(SubmissionBook book) => LogCompaction.Of(book, Start, null).Count - 1;

    private static void RequireSame(Submission before, Submission after)
    {
        foreach (PropertyInfo property in typeof(Submission).GetProperties(
            BindingFlags.Instance | BindingFlags.Public))
        {
            object? one = property.GetValue(before);
            object? other = property.GetValue(after);
            if (one is Approval approval)
            {
                Assert.Equal(approval.Form, ((Approval)other!).Form);
                Assert.Equal(approval.Signature.ToArray(), ((Approval)other).Signature.ToArray());
            }
            else
            {
                Assert.True(Equals(one, other), $"{before.Id}.{property.Name}: {one} {other}");
            }
        }
    }

    private async Task<SubmissionBook> ReadAnewAsync()
    {
        using JournalFile journal = new(_folder.Journal);
        return await new BookKeeper(journal).ReadAsync();
    }
}
