using Microsoft.Win32.SafeHandles;

namespace SessionKeys.Bundler.Client;

/// <summary>Reads lines from a mark to the end of a journal, and tells a cut-off last line from damage.</summary>
internal sealed class JournalScanner(string path, SafeFileHandle file, JournalMark start)
{
    private const int ChunkLength = 64 * 1024;

    private byte[] _buffer = [];
    private int _filled;

    /// <summary>Gets the end of the last line that is right.</summary>
    public JournalMark Mark { get; private set; } = start;

    /// <summary>Reads all lines.</summary>
    /// <param name="accept">Gets each line's records and its mark.</param>
    public void Read(Action<List<byte[]>, JournalMark> accept)
    {
        long length = RandomAccess.GetLength(file);
        while (TryTakeLine(length, out int lineLength))
        {
            ReadOnlySpan<byte> line = _buffer.AsSpan(0, lineLength);
            List<byte[]> records = new(1);
            if (!JournalLine.TryRead(Mark.Sum, line, records, out uint sum))
            {
                bool isLast = Mark.Offset + lineLength + 1 == length;
                if (isLast && line.Contains((byte)0))
                {
                    return;
                }

                throw JournalErrors.Damaged(path, Mark.Offset, "a line is not what was written there");
            }

            long before = Mark.Offset == 0 ? LogCompacted.RecordsBefore(records[0]) : Mark.Records;
            Mark = new JournalMark(before + records.Count, Mark.Offset + lineLength + 1, sum);
            accept(records, Mark);
            int rest = _filled - lineLength - 1;
            _buffer.AsSpan(lineLength + 1, rest).CopyTo(_buffer);
            _filled = rest;
        }
    }

    /// <summary>Fills the buffer until it holds a line; false when the file ends before a newline.</summary>
    private bool TryTakeLine(long length, out int lineLength)
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(searched, _filled - searched).IndexOf(JournalLine.Newline);
            if (found >= 0)
            {
                lineLength = searched + found;
                return true;
            }

            searched = _filled;
            if (_filled > JournalLine.MaxLength)
            {
                throw JournalErrors.Damaged(path, Mark.Offset, "a line is longer than any that is written");
            }

            long offset = Mark.Offset + _filled;
            if (offset >= length)
            {
                lineLength = 0;
                return false;
            }

            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, (int)Math.Min(ChunkLength, length - offset)));
            }

            int count = (int)Math.Min(_buffer.Length - _filled, length - offset);
            int read = RandomAccess.Read(file, _buffer.AsSpan(_filled, count), offset);
            if (read == 0)
            {
                lineLength = 0;
                return false;
            }

            _filled += read;
        }
    }
}
