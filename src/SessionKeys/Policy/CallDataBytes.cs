using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>
/// Reads packed values at positions, as the module reads them out of its calldata: behind the end there are zeros.
/// </summary>
internal readonly ref struct CallDataBytes(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public UInt256 Word(int position)
    {
        Span<byte> scratch = stackalloc byte[UInt256.Length];
        return UInt256.ReadBigEndian(At(position, scratch));
    }

    /// <param name="position">The first byte.</param>
    /// <param name="size">The number of bytes, 1 to 8.</param>
    public ulong Unsigned(int position, int size)
    {
        Span<byte> scratch = stackalloc byte[sizeof(ulong)];
        return BinaryPrimitives.ReadUInt64BigEndian(At(position, scratch)) >> (64 - (8 * size));
    }

    public byte Byte(int position) => position < _bytes.Length ? _bytes[position] : (byte)0;

    public UInt128 Amount(int position)
    {
        Span<byte> scratch = stackalloc byte[16];
        return BinaryPrimitives.ReadUInt128BigEndian(At(position, scratch));
    }

    public Address Address(int position)
    {
        Span<byte> scratch = stackalloc byte[SessionKeys.Address.Length];
        return SessionKeys.Address.FromBytes(At(position, scratch));
    }

    public CallKey Key(int position)
    {
        Span<byte> scratch = stackalloc byte[CallKey.Length];
        return CallKey.Read(At(position, scratch));
    }

    public Hash32 HashAt(int position)
    {
        Span<byte> scratch = stackalloc byte[Hash32.Length];
        return Hash32.FromBytes(At(position, scratch));
    }

    /// <summary>Hashes a range.</summary>
    public Hash32 Keccak(int position, int length) => Keccak256.Hash(Range(position, length));

    /// <summary>Takes a range; a copy where it goes behind the end.</summary>
    public ReadOnlySpan<byte> Range(int position, int length) => position + length <= _bytes.Length
        ? _bytes.Slice(position, length)
        : Copy(position, new byte[length]);

    private ReadOnlySpan<byte> At(int position, Span<byte> scratch) => position + scratch.Length <= _bytes.Length
        ? _bytes.Slice(position, scratch.Length)
        : Copy(position, scratch);

    private ReadOnlySpan<byte> Copy(int position, Span<byte> destination)
    {
        destination.Clear();
        if (position < _bytes.Length)
        {
            int there = Math.Min(destination.Length, _bytes.Length - position);
            _bytes.Slice(position, there).CopyTo(destination);
        }

        return destination;
    }
}
