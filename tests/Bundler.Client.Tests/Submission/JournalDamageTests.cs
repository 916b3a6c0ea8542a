using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A journal whose last line is torn is repaired, and one that is damaged is refused.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JournalFile _journal;

    public JournalDamageTests() => _journal = new JournalFile(_folder.Journal);

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

    private Task AddAsync(long known, params string[] records) =>
        _journal.AppendAsync(known, _ => [.. records.Select(Encoding.ASCII.GetBytes)]);

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
