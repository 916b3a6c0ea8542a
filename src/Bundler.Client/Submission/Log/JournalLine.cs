using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// One append as one line: eight hexadecimal digits, a space, the records with a tab between them, a newline. The
/// digits are the first four bytes of SHA-256 over the digits of the line before and the records: so a line that is
/// changed, lost, doubled or moved is seen, and a step with several records is there as a whole or not at all.
/// </summary>
internal static class JournalLine
{
    public const int DigitsLength = 8;
    public const int MaxLength = DigitsLength + 1 + LogLimits.MaxBytesOfStep + LogLimits.MaxRecordsOfStep;
    public const byte Newline = (byte)'\n';

    private const byte Tab = (byte)'\t';
    private const byte Space = (byte)' ';

    /// <summary>What stands before the first line; another format of the file begins with another value.</summary>
    public const uint Seed = 0x736b6a31;

    public static byte[] Write(uint before, IReadOnlyList<byte[]> records, out uint sum)
    {
        byte[] line = new byte[DigitsLength + 1 + records.Sum(static record => record.Length) + records.Count];
        int at = DigitsLength;
        line[at] = Space;
        foreach (byte[] record in records)
        {
            record.CopyTo(line, at + 1);
            at += record.Length + 1;
            line[at] = Tab;
        }

        line[^1] = Newline;
        sum = Sum(before, line.AsSpan((DigitsLength + 1)..^1));
        WriteDigits(sum, line);
        return line;
    }

    /// <summary>Reads a line without its newline.</summary>
    /// <returns>False if it is not what was written behind the line before.</returns>
    public static bool TryRead(uint before, ReadOnlySpan<byte> line, List<byte[]> records, out uint sum)
    {
        sum = 0;
        if (line.Length < DigitsLength + 2 || line[DigitsLength] != Space)
        {
            return false;
        }

        ReadOnlySpan<byte> body = line[(DigitsLength + 1)..];
        sum = Sum(before, body);
        Span<byte> digits = stackalloc byte[DigitsLength];
        WriteDigits(sum, digits);
        if (!digits.SequenceEqual(line[..DigitsLength]))
        {
            return false;
        }

        foreach (Range range in body.Split(Tab))
        {
            records.Add(body[range].ToArray());
        }

        return true;
    }

    /// <summary>Says whether bytes begin with the digits of a sum.</summary>
    public static bool Begins(ReadOnlySpan<byte> line, uint sum)
    {
        Span<byte> digits = stackalloc byte[DigitsLength];
        WriteDigits(sum, digits);
        return line.StartsWith(digits);
    }

    private static uint Sum(uint before, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WriteDigits(before, hash);
        sha.AppendData(hash[..DigitsLength]);
        sha.AppendData(body);
        sha.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    private static void WriteDigits(uint sum, Span<byte> destination) =>
        _ = Utf8Formatter.TryFormat(sum, destination, out _, new StandardFormat('x', DigitsLength));
}
