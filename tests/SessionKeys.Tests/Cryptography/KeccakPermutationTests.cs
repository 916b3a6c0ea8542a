using System.Numerics;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>The fast forms of the permutation against the plain one, written down as FIPS 202 defines it.</summary>
public sealed class KeccakPermutationTests
{
    private const int States = 2_000;

    [Fact]
    public void Scalar_form_equals_the_plain_one() => AssertEqualsPlain(KeccakScalar.Apply);

    [Fact]
    public void Avx512_form_equals_the_plain_one()
    {
        if (!KeccakAvx512.IsSupported)
        {
            Assert.Throws<PlatformNotSupportedException>(() => KeccakAvx512.Apply(new ulong[25]));
            return;
        }

        AssertEqualsPlain(KeccakAvx512.Apply);
    }

    [Fact]
    public void Chosen_form_equals_the_plain_one() => AssertEqualsPlain(KeccakPermutation.Apply);

    [Fact]
    public void Plain_form_has_the_published_values_for_the_empty_state()
    {
        ulong[] state = new ulong[KeccakPermutation.LaneCount];

        Plain(state);

        // The Keccak team's KeccakF-1600-IntermediateValues: the state of zeros after the first permutation.
        Assert.Equal(0xf1258f7940e1dde7, state[0]);
        Assert.Equal(0x84d5ccf933c0478a, state[1]);
        Assert.Equal(0xeaf1ff7b5ceca249, state[24]);
    }

    [Fact]
    public void A_form_with_one_bit_wrong_is_noticed()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertEqualsPlain(state =>
        {
            KeccakScalar.Apply(state);
            state[24] ^= 1;
        }));
    }

    private delegate void Permutation(Span<ulong> state);

    private static void AssertEqualsPlain(Permutation apply)
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < States; i++)
        {
            ulong[] state = new ulong[KeccakPermutation.LaneCount];
            foreach (ref ulong lane in state.AsSpan())
            {
                lane = random.Number64();
            }

            ulong[] expected = [.. state];
            Plain(expected);
            apply(state);
            Assert.True(expected.AsSpan().SequenceEqual(state), $"state {i} of seed {FuzzProfile.Seed}");
        }
    }

    /// <summary>FIPS 202, sections 3.2 and 3.3: five steps, one after the other, the constants by their LFSR.</summary>
    private static void Plain(ulong[] state)
    {
        int register = 1;
        for (int round = 0; round < 24; round++)
        {
            ulong[,] a = new ulong[5, 5];
            for (int lane = 0; lane < state.Length; lane++)
            {
                a[lane % 5, lane / 5] = state[lane];
            }

            ulong[,] mixed = Theta(a);
            ulong[,] moved = RhoAndPi(mixed);
            for (int lane = 0; lane < state.Length; lane++)
            {
                int x = lane % 5;
                int y = lane / 5;
                state[lane] = moved[x, y] ^ (~moved[(x + 1) % 5, y] & moved[(x + 2) % 5, y]);
            }

            for (int j = 0; j <= 6; j++)
            {
                state[0] ^= (ulong)(register & 1) << ((1 << j) - 1);
                register <<= 1;
                register ^= register > 0xff ? 0x171 : 0;
            }
        }
    }

    private static ulong[,] Theta(ulong[,] a)
    {
        ulong[,] result = new ulong[5, 5];
        for (int x = 0; x < 5; x++)
        {
            ulong left = Column(a, (x + 4) % 5);
            ulong right = BitOperations.RotateLeft(Column(a, (x + 1) % 5), 1);
            for (int y = 0; y < 5; y++)
            {
                result[x, y] = a[x, y] ^ left ^ right;
            }
        }

        return result;
    }

    private static ulong[,] RhoAndPi(ulong[,] a)
    {
        ulong[,] result = new ulong[5, 5];
        result[0, 0] = a[0, 0];
        (int x, int y) = (1, 0);
        for (int t = 0; t < 24; t++)
        {
            result[y, ((2 * x) + (3 * y)) % 5] = BitOperations.RotateLeft(a[x, y], (t + 1) * (t + 2) / 2);
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
        }

        return result;
    }

    private static ulong Column(ulong[,] a, int x) => a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4];
}
