using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SessionKeys;

/// <summary>
/// Appends big-endian fields; a value that does not fit its field is refused by the name of the term.
/// </summary>
internal sealed class TermsWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public int Length => _buffer.WrittenCount;

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void Byte(byte value) => _buffer.Write([value]);

    public void Unsigned(ulong value, int length, string term)
    {
        if (length < 8 && value >> (8 * length) != 0)
        {
            throw GrantEncodingException.CannotWrite(
                term, $"{value}", $"0 to {(1UL << (8 * length)) - 1}", "Choose a smaller value.");
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        _buffer.Write(bytes[(8 - length)..]);
    }

    public void Amount(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        _buffer.Write(bytes);
    }

    public void Word(UInt256 value)
    {
        value.WriteBigEndian(_buffer.GetSpan(AbiWord.Length));
        _buffer.Advance(AbiWord.Length);
    }

    public void Hash(Hash32 value)
    {
        value.CopyTo(_buffer.GetSpan(Hash32.Length));
        _buffer.Advance(Hash32.Length);
    }

    public void Address(Address value)
    {
        value.CopyTo(_buffer.GetSpan(SessionKeys.Address.Length));
        _buffer.Advance(SessionKeys.Address.Length);
    }

    /// <summary>Writes one byte of length and ASCII text; the character sets are the validator's business.</summary>
    public void Name(string text, string term)
    {
        if (!Ascii.IsValid(text) || text.Length > byte.MaxValue)
        {
            throw GrantEncodingException.CannotWrite(
                term, $"{text.Length} characters", "at most 255 ASCII characters", "Choose a shorter plain name.");
        }

        Byte((byte)text.Length);
        _buffer.Write(Encoding.ASCII.GetBytes(text));
    }
}
