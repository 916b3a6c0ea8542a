using Microsoft.Win32.SafeHandles;

namespace SessionKeys.Bundler.Client;

/// <summary>Writes a compacted journal beside the old one, and reads it again before it takes its place.</summary>
internal sealed class JournalRewrite(string path)
{
    private readonly List<JournalMark> _marks = [JournalMark.Start];

    /// <summary>The file beside the journal; one that a crash left is written over.</summary>
    public string Path { get; } = path + ".compact";

    /// <summary>The marks of its lines.</summary>
    public IReadOnlyList<JournalMark> Marks => _marks;

    /// <summary>Writes records, and returns the book that they make when they are read from the disk.</summary>
    /// <param name="records">The first one alone in its line: it says how many stood before.</param>
    public SubmissionBook Write(IReadOnlyList<BookRecord> records)
    {
        using FileStream stream = JournalOpening.Open(Path, FileShare.None);
        JournalOpening.RequirePrivate(Path, stream);
        SafeFileHandle file = stream.SafeFileHandle;
        RandomAccess.SetLength(file, 0);
        JournalMark end = WriteLine(file, JournalMark.Start, [RecordJson.Encode(records[0])]);
        List<byte[]> line = [];
        int length = 0;
        foreach (byte[] record in records.Skip(1).Select(RecordJson.Encode))
        {
            if (line.Count == LogLimits.MaxRecordsOfStep || length + record.Length > LogLimits.MaxBytesOfStep)
            {
                end = WriteLine(file, end, line);
                line.Clear();
                length = 0;
            }

            line.Add(record);
            length += record.Length;
        }

        if (line.Count > 0)
        {
            WriteLine(file, end, line);
        }

        RandomAccess.FlushToDisk(file);
        return Read(file);
    }

    private static JournalMark WriteLine(SafeFileHandle file, JournalMark end, List<byte[]> records)
    {
        LogLimits.CheckAdditions(records);
        byte[] line = JournalLine.Write(end.Sum, records, out uint sum);
        RandomAccess.Write(file, line, end.Offset);
        return new JournalMark(end.Records + records.Count, end.Offset + line.Length, sum);
    }

    private SubmissionBook Read(SafeFileHandle file)
    {
        SubmissionBook book = SubmissionBook.Empty;
        new JournalScanner(Path, file, JournalMark.Start).Read((records, mark) =>
        {
            book = records.Aggregate(book, (before, record) => before.With(RecordJson.Decode(record)));
            _marks.Add(mark);
        });
        return book;
    }
}
