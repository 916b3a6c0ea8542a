using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>Keccak-256 with the original padding, the hash of Ethereum (not SHA3-256 of FIPS 202).</summary>
/// <remarks>Safe for use by several threads. No allocation.</remarks>
public static class Keccak256
{
    private const int RateBytes = 136;

    /// <summary>Hashes data.</summary>
    /// <param name="data">Any number of bytes.</param>
    /// <returns>The 32-byte hash.</returns>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Hash32.Length];
        Hash(data, hash);
        return Hash32.FromBytes(hash);
    }

    /// <summary>Hashes data into a buffer.</summary>
    /// <param name="data">Any number of bytes; may overlap <paramref name="destination"/>.</param>
    /// <param name="destination">At least 32 bytes; the first 32 are written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Hash32.Length, nameof(destination));
        Span<ulong> state = stackalloc ulong[KeccakPermutation.LaneCount];
        state.Clear();
        while (data.Length >= RateBytes)
        {
            Absorb(state, data[..RateBytes]);
            KeccakPermutation.Apply(state);
            data = data[RateBytes..];
        }

        AbsorbLast(state, data);
        KeccakPermutation.Apply(state);

        for (int lane = 0; lane < Hash32.Length / 8; lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * lane)..], state[lane]);
        }
    }

    /// <summary>Mixes in the rest, shorter than a block, and the padding: a bit behind it, a bit at the end.</summary>
    private static void AbsorbLast(Span<ulong> state, ReadOnlySpan<byte> data)
    {
        Absorb(state, data[..(data.Length & ~7)]);
        Span<byte> tail = stackalloc byte[sizeof(ulong)];
        tail.Clear();
        ReadOnlySpan<byte> rest = data[(data.Length & ~7)..];
        rest.CopyTo(tail);
        tail[rest.Length] = 0x01;
        state[data.Length / sizeof(ulong)] ^= BinaryPrimitives.ReadUInt64LittleEndian(tail);
        state[(RateBytes / sizeof(ulong)) - 1] ^= 0x8000000000000000;
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> lanes)
    {
        for (int i = 0; i < lanes.Length / sizeof(ulong); i++)
        {
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(lanes[(sizeof(ulong) * i)..]);
        }
    }
}
