using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SessionKeys;

/// <summary>Keccak-256 with the original padding, the hash of Ethereum (not SHA3-256 of FIPS 202).</summary>
/// <remarks>
/// Safe for use by several threads. No allocation. Not for secrets that need constant memory: the state stays on the
/// stack.
/// </remarks>
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

        Span<byte> last = stackalloc byte[RateBytes];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[RateBytes - 1] |= 0x80;
        Absorb(state, last);
        KeccakPermutation.Apply(state);

        for (int lane = 0; lane < Hash32.Length / 8; lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * lane)..], state[lane]);
        }
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<ulong> lanes = MemoryMarshal.Cast<byte, ulong>(block);
        for (int i = 0; i < lanes.Length; i++)
        {
            state[i] ^= BitConverter.IsLittleEndian ? lanes[i] : BinaryPrimitives.ReverseEndianness(lanes[i]);
        }
    }
}
