using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>Target ‖ selector: what a capability is found by and sorted by.</summary>
internal readonly record struct CallKey(ulong High, ulong Middle, uint Low, uint Selector) : IComparable<CallKey>
{
    public const int Length = Address.Length + SessionKeys.Selector.Length;

    public Address Target
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Address.Length];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Middle);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], Low);
            return Address.FromBytes(bytes);
        }
    }

    /// <summary>An address up to 0xffff: a precompile or one of the reserved assets.</summary>
    public bool IsReserved => High == 0 && Middle == 0 && Low <= ushort.MaxValue;

    public static CallKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));

    public int CompareTo(CallKey other) =>
        (High, Middle, Low, Selector).CompareTo((other.High, other.Middle, other.Low, other.Selector));
}
