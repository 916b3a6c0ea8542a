using System.Buffers.Binary;
using System.Numerics;

namespace SessionKeys.Ledger;

/// <summary>SHA-224 of FIPS 180-4, which .NET lacks. It names public schemas here and guards nothing secret.</summary>
internal static class Sha224
{
    public const int Length = 28;

    private const int BlockLength = 64;

    private static readonly uint[] Constants = Primes(64).Select(CubeRootFraction).ToArray();

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        Span<uint> state =
        [
            0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
        ];
        int whole = message.Length / BlockLength * BlockLength;
        for (int offset = 0; offset < whole; offset += BlockLength)
        {
            Compress(state, message.Slice(offset, BlockLength));
        }

        // The rest, one bit, zeros, and the length in bits in the last eight bytes.
        Span<byte> tail = stackalloc byte[2 * BlockLength];
        tail.Clear();
        message[whole..].CopyTo(tail);
        tail[message.Length - whole] = 0x80;
        tail = message.Length - whole < BlockLength - 8 ? tail[..BlockLength] : tail;
        BinaryPrimitives.WriteUInt64BigEndian(tail[^8..], 8 * (ulong)message.Length);
        for (int offset = 0; offset < tail.Length; offset += BlockLength)
        {
            Compress(state, tail.Slice(offset, BlockLength));
        }

        byte[] hash = new byte[Length];
        for (int i = 0; i < Length / 4; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * i), state[i]);
        }

        return hash;
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        unchecked
        {
            Span<uint> words = stackalloc uint[64];
            for (int i = 0; i < 16; i++)
            {
                words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
            }

            for (int i = 16; i < 64; i++)
            {
                words[i] = words[i - 16] + Mix(words[i - 15], 7, 18, shift: 3)
                    + words[i - 7] + Mix(words[i - 2], 17, 19, shift: 10);
            }

            (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
            (uint e, uint f, uint g, uint h) = (state[4], state[5], state[6], state[7]);
            for (int i = 0; i < 64; i++)
            {
                uint first = h + Rotate(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + Constants[i] + words[i];
                uint second = Rotate(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
                (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
            }

            ReadOnlySpan<uint> result = [a, b, c, d, e, f, g, h];
            for (int i = 0; i < state.Length; i++)
            {
                state[i] += result[i];
            }
        }
    }

    private static uint Rotate(uint word, int first, int second, int third)
        => BitOperations.RotateRight(word, first) ^ BitOperations.RotateRight(word, second)
            ^ BitOperations.RotateRight(word, third);

    private static uint Mix(uint word, int first, int second, int shift)
        => BitOperations.RotateRight(word, first) ^ BitOperations.RotateRight(word, second) ^ (word >> shift);

    private static IEnumerable<int> Primes(int count) => Enumerable.Range(2, 400)
        .Where(number => Enumerable.Range(2, number - 2).All(divisor => number % divisor != 0)).Take(count);

    /// <summary>The first 32 bits behind the point of the cube root: floor(cbrt(n · 2^96)) mod 2^32.</summary>
    private static uint CubeRootFraction(int number)
    {
        BigInteger cube = (BigInteger)number << 96;
        BigInteger root = BigInteger.Zero;
        for (int bit = 35; bit >= 0; bit--)
        {
            BigInteger next = root | (BigInteger.One << bit);
            root = BigInteger.Pow(next, 3) <= cube ? next : root;
        }

        return (uint)(root & uint.MaxValue);
    }
}
