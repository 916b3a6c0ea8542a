using System.Diagnostics;
using System.Text;
using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class JournalFileTests : SubmissionLogContract, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly JournalFile _journal;
    private readonly ITestOutputHelper _output;

    public JournalFileTests(ITestOutputHelper output)
    {
        _output = output;
        _journal = new JournalFile(_folder.Journal);
    }

    protected override ISubmissionLog Log => _journal;

    [Fact]
    public async Task Line_is_a_sum_and_the_records_of_one_append()
    {
        await AddAsync(0, "{\"record\":\"a.1\"}", "{\"record\":\"b.1\"}");
        await AddAsync(2, "c");

        string[] lines = await File.ReadAllLinesAsync(_folder.Journal);

        Assert.Equal(2, lines.Length);
        Assert.Matches("^[0-9a-f]{8} \\{\"record\":\"a.1\"\\}\t\\{\"record\":\"b.1\"\\}$", lines[0]);
        Assert.Matches("^[0-9a-f]{8} c$", lines[1]);
    }

    [Fact]
    public async Task Other_object_on_the_same_file_reads_and_goes_on()
    {
        await AddAsync(0, "a", "b");
        using var other = new JournalFile(_folder.Journal);

        await other.AppendAsync(0, news =>
        {
            Assert.Equal(2, news.Count);
            return ["c"u8.ToArray()];
        });

        Assert.Equal(["c"], await ReadAsync(2));
    }

    [Fact]
    public async Task Files_are_for_their_owner_only()
    {
        await AddAsync(0, "a");

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.Journal));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.Journal + ".lock"));
        }
    }

    [Fact]
    public async Task Last_line_cut_off_at_any_byte_is_cut_away_and_the_lines_before_it_stay()
    {
        await AddAsync(0, "first");
        long durable = new FileInfo(_folder.Journal).Length;
        await AddAsync(1, "second", "third");
        byte[] whole = await File.ReadAllBytesAsync(_folder.Journal);

        for (int length = (int)durable; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Journal, whole[..length]);
            using var journal = new JournalFile(_folder.Journal);

            await AppendAsync(journal, 0, ["first"], "again");

            Assert.Equal(["first", "again"], await ReadAnewAsync());
        }
    }

    [Fact]
    public async Task Last_line_with_a_page_that_never_reached_the_disk_is_cut_away()
    {
        await AddAsync(0, "first");
        int durable = (int)new FileInfo(_folder.Journal).Length;
        await AddAsync(1, new string('x', 9000));
        byte[] torn = await File.ReadAllBytesAsync(_folder.Journal);
        torn.AsSpan(durable + 100, 4096).Clear();
        await File.WriteAllBytesAsync(_folder.Journal, torn);
        using var journal = new JournalFile(_folder.Journal);

        await AppendAsync(journal, 0, ["first"], "again");

        Assert.Equal(["first", "again"], await ReadAnewAsync());
    }

    [Fact]
    public async Task Damage_of_any_byte_before_the_last_line_is_refused_and_nothing_is_appended()
    {
        await AddAsync(0, "first");
        await AddAsync(1, "second");
        byte[] whole = await File.ReadAllBytesAsync(_folder.Journal);
        int last = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n');

        for (int at = 0; at <= last; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x01;
            await RequireDamagedAsync(damaged);
        }
    }

    [Fact]
    public async Task Changed_durable_last_line_is_refused_and_not_taken_for_a_torn_one()
    {
        await AddAsync(0, "first");
        await AddAsync(1, "second");
        byte[] whole = await File.ReadAllBytesAsync(_folder.Journal);
        whole[^2] ^= 0x01;

        await RequireDamagedAsync(whole);
    }

    [Fact]
    public async Task Lost_doubled_and_swapped_lines_are_refused()
    {
        await AddAsync(0, "one");
        await AddAsync(1, "two");
        await AddAsync(2, "six");
        string[] lines = await File.ReadAllLinesAsync(_folder.Journal);

        await RequireDamagedAsync(Lines(lines[0], lines[2]));
        await RequireDamagedAsync(Lines(lines[1], lines[2]));
        await RequireDamagedAsync(Lines(lines[0], lines[0], lines[1], lines[2]));
        await RequireDamagedAsync(Lines(lines[1], lines[0], lines[2]));
        await RequireDamagedAsync(Encoding.ASCII.GetBytes("not a journal\nat all\n"));
        Assert.Equal(["one", "two", "six"], await ReadAnewAsync(Lines(lines)));
    }

    [Fact]
    public async Task Journal_that_is_cut_exchanged_or_deleted_under_its_user_is_refused()
    {
        await AddAsync(0, "one");
        byte[] shorter = await File.ReadAllBytesAsync(_folder.Journal);
        await AddAsync(1, "two");

        await File.WriteAllBytesAsync(_folder.Journal, shorter);
        Assert.Equal("journal-damaged", (await Assert.ThrowsAsync<SessionKeyException>(() => AddAsync(2, "x"))).Id);

        File.Delete(_folder.Journal);
        Assert.Equal("journal-unwritable", (await Assert.ThrowsAsync<SessionKeyException>(() => AddAsync(2, "x"))).Id);
        Assert.False(File.Exists(_folder.Journal));
    }

    [Fact]
    public async Task Journal_in_a_directory_that_does_not_exist_is_a_named_error()
    {
        using var journal = new JournalFile(Path.Combine(_folder.Path, "none", "journal"));

        SessionKeyException error =
            await Assert.ThrowsAsync<SessionKeyException>(() => journal.AppendAsync(0, _ => []));

        Assert.Equal("journal-unwritable", error.Id);
    }

    [Fact]
    public async Task Directory_that_may_only_be_read_is_a_named_error_before_the_step_runs()
    {
        if (OperatingSystem.IsWindows())
        {
            _output.WriteLine("Not run: rights of directories are others on Windows.");
            return;
        }

        // The superuser may write everywhere but where the system itself refuses.
        string directory = Environment.IsPrivilegedProcess ? "/proc/self" : _folder.Path;
        if (!Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var journal = new JournalFile(Path.Combine(directory, "journal"));

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => journal.AppendAsync(0, _ => throw new InvalidOperationException("the step ran")));

        Assert.Equal("journal-unwritable", error.Id);
        if (!Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Disk_that_takes_nothing_is_a_named_error()
    {
        if (!File.Exists("/dev/full"))
        {
            _output.WriteLine("Not run: this system has no /dev/full.");
            return;
        }

        File.CreateSymbolicLink(_folder.Journal, "/dev/full");

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(() => AddAsync(0, "a"));

        Assert.Equal("journal-unwritable", error.Id);
    }

    [Fact]
    public async Task Lock_that_others_hold_for_long_is_a_named_error_after_the_bounded_wait()
    {
        await AddAsync(0, "a");
        using FileStream held = new(_folder.Journal + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var journal = new JournalFile(
            _folder.Journal, new JournalFileOptions { LockTimeout = TimeSpan.FromMilliseconds(200) });
        long start = Stopwatch.GetTimestamp();

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => journal.AppendAsync(0, _ => throw new InvalidOperationException("the step ran"))).WaitAsync(Limit);

        Assert.Equal("journal-busy", error.Id);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 150, 30_000);
    }

    [Fact]
    public async Task Wait_for_the_lock_can_be_canceled()
    {
        await AddAsync(0, "a");
        using FileStream held = new(_folder.Journal + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var cancel = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _journal.AppendAsync(0, _ => [], cancel.Token)).WaitAsync(Limit);
    }

    [Fact]
    public async Task Appends_on_this_disk_are_durable_at_this_rate()
    {
        TimeSpan median = await MedianAppendAsync(200);
        BookKeeper keeper = new(new JournalFile(_folder.Journal + ".book"));
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => keeper.ChangeAsync(
            _ => new BookChange<int>(0, BookSamples.Prepared($"s{i}", (ulong)i))))).WaitAsync(Limit);
        TimeSpan together = Stopwatch.GetElapsedTime(start);

        _output.WriteLine($"one after the other, with fsync: median {median.TotalMicroseconds:0} us");
        _output.WriteLine($"2,000 changes of one keeper at once: {2000 / together.TotalSeconds:0} changes/s");
        Assert.InRange(median, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Random_appends_and_cuts_never_lose_a_durable_record()
    {
        var random = new DeterministicBytes(FuzzProfile.Seed);
        List<string> expected = [];
        for (int turn = 0; turn < FuzzProfile.Cases(60, 2000); turn++)
        {
            byte[] dice = random.Next(4);
            using var journal = new JournalFile(_folder.Journal);
            string[] records = [.. Enumerable.Range(0, 1 + (dice[0] % 3)).Select(i => $"{turn}.{i}")];
            await AppendAsync(journal, 0, [.. expected], records);
            expected.AddRange(records);
            if (dice[1] < 128)
            {
                byte[] record = [.. random.Next(dice[2]).Select(b => (byte)(b | 0x20)), (byte)'x'];
                byte[] rest = JournalLine.Write(0, [record], out _);
                await File.AppendAllBytesAsync(_folder.Journal, rest[..Math.Min(rest.Length - 1, (int)dice[3])]);
            }
        }

        Assert.True(expected.SequenceEqual(await ReadAnewAsync()), $"seed {FuzzProfile.Seed}");
    }

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    private static byte[] Lines(params string[] lines) =>
        Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static Task AppendAsync(JournalFile journal, long known, string[] expected, params string[] records) =>
        journal.AppendAsync(known, news =>
        {
            Assert.Equal(expected, news.Select(Encoding.ASCII.GetString));
            return [.. records.Select(Encoding.ASCII.GetBytes)];
        });

    private async Task RequireDamagedAsync(byte[] content)
    {
        await File.WriteAllBytesAsync(_folder.Journal, content);
        using var journal = new JournalFile(_folder.Journal);

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => journal.AppendAsync(0, _ => ["x"u8.ToArray()]));

        Assert.Equal("journal-damaged", error.Id);
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.Journal));
    }

    private async Task<List<string>> ReadAnewAsync(byte[]? content = null)
    {
        if (content is not null)
        {
            await File.WriteAllBytesAsync(_folder.Journal, content);
        }

        using var journal = new JournalFile(_folder.Journal);
        List<string> read = [];
        await journal.AppendAsync(0, news =>
        {
            read.AddRange(news.Select(Encoding.ASCII.GetString));
            return [];
        });
        return read;
    }
}
