using System.Buffers.Binary;
using System.Text;

namespace SessionKeys;

/// <summary>Reads big-endian fields; missing bytes are refused with their offset and the name of the term.</summary>
internal ref struct TermsReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Offset { get; private set; }

    public readonly int Remaining => _bytes.Length - Offset;

    public ReadOnlySpan<byte> Bytes(int length, string term)
    {
        if (Remaining < length)
        {
            throw GrantEncodingException.CannotRead(term, Offset, $"{Remaining} bytes are left", $"{length} bytes");
        }

        ReadOnlySpan<byte> slice = _bytes.Slice(Offset, length);
        Offset += length;
        return slice;
    }

    public byte Byte(string term) => Bytes(1, term)[0];

    public ulong Unsigned(int length, string term)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        Bytes(length, term).CopyTo(bytes[(8 - length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    public UInt128 Amount(string term) => BinaryPrimitives.ReadUInt128BigEndian(Bytes(16, term));

    public UInt256 Word(string term) => UInt256.ReadBigEndian(Bytes(32, term));

    public Hash32 Hash(string term) => Hash32.FromBytes(Bytes(32, term));

    public Address Address(string term) => SessionKeys.Address.FromBytes(Bytes(20, term));

    public DateTimeOffset Time(string term)
    {
        int offset = Offset;
        ulong seconds = Unsigned(6, term);
        return UnixTime.TryRead(seconds, out DateTimeOffset time)
            ? time
            : throw GrantEncodingException.CannotRead(term, offset, $"second {seconds}", "a year up to 9999");
    }

    public TimeSpan Duration(int length, string term) => TimeSpan.FromSeconds((long)Unsigned(length, term));

    public string Name(string term)
    {
        int offset = Offset;
        ReadOnlySpan<byte> text = Bytes(Byte(term), term);
        return Ascii.IsValid(text)
            ? Encoding.ASCII.GetString(text)
            : throw GrantEncodingException.CannotRead(term, offset, "bytes above 0x7f", "ASCII characters");
    }

    public byte Enumeration(byte last, string term)
    {
        int offset = Offset;
        byte value = Byte(term);
        return value <= last
            ? value
            : throw GrantEncodingException.CannotRead(term, offset, $"{value}", $"0 to {last}");
    }
}
