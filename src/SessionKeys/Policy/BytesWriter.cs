using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>Writes big-endian fields into a buffer that is large enough and zero.</summary>
internal ref struct BytesWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    public void Byte(byte value) => _destination[Length++] = value;

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Length..]);
        Length += bytes.Length;
    }

    public void Unsigned(ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Bytes(bytes[^size..]);
    }

    public void Skip(int length) => Length += length;
}
