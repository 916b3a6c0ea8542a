using System.Diagnostics;
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

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }
}
