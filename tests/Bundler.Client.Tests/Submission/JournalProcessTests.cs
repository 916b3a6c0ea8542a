using System.Text;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Two real processes on one journal (FI-07), and processes that are killed or stopped by the disk.</summary>
public sealed class JournalProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Two_processes_append_two_hundred_records_each_and_all_are_there_in_one_order()
    {
        await using WorkerProcess one = WorkerProcess.Start("append", _folder.Journal, "one", "200", "50");
        await using WorkerProcess two = WorkerProcess.Start("append", _folder.Journal, "two", "200", "50");
        (int exitOne, _, string errorOne) = await one.WaitAsync();
        (int exitTwo, _, string errorTwo) = await two.WaitAsync();

        string[][] records = [.. (await ReadAsync()).Select(record => record.Split(' '))];

        Assert.True((exitOne, exitTwo) == (0, 0), errorOne + errorTwo);
        Assert.Equal(Enumerable.Range(0, 400).Select(i => $"{i}"), records.Select(record => record[0]));
        foreach (string name in (string[])["one", "two"])
        {
            Assert.Equal(
                Enumerable.Range(0, 200).Select(i => $"{i}"),
                records.Where(record => record[1] == name).Select(record => record[2]));
        }
    }

    [Fact]
    public async Task Two_processes_never_have_the_same_lane_at_once()
    {
        await using WorkerProcess one = WorkerProcess.Start("lease", _folder.Journal, "one", "200", "1");
        await using WorkerProcess two = WorkerProcess.Start("lease", _folder.Journal, "two", "200", "1");
        (int exitOne, _, string errorOne) = await one.WaitAsync();
        (int exitTwo, _, string errorTwo) = await two.WaitAsync();

        List<string> records = await ReadAsync();
        Assert.True((exitOne, exitTwo) == (0, 0), errorOne + errorTwo);
        Assert.Equal(800, records.Count);
        string? holder = null;
        foreach (string text in records)
        {
            var record = (LaneRecord)RecordJson.Decode(Encoding.ASCII.GetBytes(text));
            Assert.Equal(record is LaneLeased ? null : record.Holder, holder);
            holder = record is LaneLeased ? record.Holder : null;
        }
    }

    /// <summary>The control of the tests above: they rest on the lock; without it nothing is appended.</summary>
    [Fact]
    public async Task Process_in_which_file_locks_do_nothing_refuses_the_journal()
    {
        await using WorkerProcess worker = WorkerProcess.StartWithoutLocks("append", _folder.Journal, "one", "1", "1");

        (int exit, _, string error) = await worker.WaitAsync();

        Assert.NotEqual(0, exit);
        Assert.Contains("its lock was given to this process twice", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Journal));
    }

    [Fact]
    public async Task Process_killed_while_it_holds_the_lock_stops_nobody()
    {
        using var journal = new JournalFile(_folder.Journal);
        await journal.AppendAsync(0, _ => ["a"u8.ToArray()]);
        await using WorkerProcess holder = WorkerProcess.Start("hold", _folder.Journal);
        Assert.Equal("holding", await holder.ReadLineAsync());
        Task waiting = journal.AppendAsync(1, _ => ["b"u8.ToArray()]);
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);

        await holder.KillAsync();
        await waiting.WaitAsync(Limit);

        Assert.Equal(["a", "b"], await ReadAsync());
    }

    [Fact]
    public async Task Process_killed_in_the_middle_of_its_appends_loses_nothing_that_it_was_told_is_durable()
    {
        for (int turn = 0; turn < TestKit.FuzzProfile.Cases(2, 20); turn++)
        {
            await using WorkerProcess worker =
                WorkerProcess.Start("append", _folder.Journal, $"w{turn}", "100000", "3000");
            while (!File.Exists(_folder.Journal) || new FileInfo(_folder.Journal).Length < (turn + 1) * 60_000)
            {
                Assert.False(worker.HasExited);
                await Task.Delay(5);
            }

            await worker.KillAsync();
            List<string> records = await ReadAsync();
            Assert.Equal(Enumerable.Range(0, records.Count).Select(i => $"{i}"), records.Select(r => r.Split(' ')[0]));
            Assert.True(records.Count > 10);
        }
    }

    [Fact]
    public async Task Disk_that_fills_up_in_the_middle_of_a_line_is_a_named_error_and_nothing_is_half_written()
    {
        await using WorkerProcess worker =
            WorkerProcess.StartWithFileLimit(64, "append", _folder.Journal, "w", "100000", "3000");

        (int exit, string output, string error) = await worker.WaitAsync();

        Assert.NotEqual(0, exit);
        Assert.DoesNotContain("done", output, StringComparison.Ordinal);
        Assert.Contains("The append to the journal", error, StringComparison.Ordinal);
        byte[] content = await File.ReadAllBytesAsync(_folder.Journal);
        Assert.InRange(content.Length, 50_000, 64 * 1024);
        Assert.Equal((byte)'\n', content[^1]);
        Assert.Equal(content.Count(each => each == '\n'), (await ReadAsync()).Count);
    }

    [Fact]
    public async Task Disk_that_takes_nothing_is_a_named_error()
    {
        await using WorkerProcess worker =
            WorkerProcess.StartWithFileLimit(0, "append", _folder.Journal, "w", "1", "10");

        (int exit, _, string error) = await worker.WaitAsync();

        Assert.NotEqual(0, exit);
        Assert.Contains("The append to the journal", error, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> ReadAsync()
    {
        using var journal = new JournalFile(_folder.Journal);
        List<string> read = [];
        await journal.AppendAsync(0, news =>
        {
            read.AddRange(news.Select(Encoding.ASCII.GetString));
            return [];
        }).WaitAsync(Limit);
        return read;
    }
}
