using System.Numerics;

namespace SessionKeys;

/// <summary>Keccak-f[1600] with 64-bit registers, for every processor.</summary>
/// <remarks>
/// Two rounds in each turn, from the lanes a to the lanes e and back, row by row: five lanes of a row and the five
/// column sums are all that is alive at once, so that the registers suffice.
/// </remarks>
internal static class KeccakScalar
{
    /// <summary>Applies the 24 rounds in place.</summary>
    /// <param name="state">Exactly 25 lanes.</param>
    public static void Apply(Span<ulong> state)
    {
        state = state[..KeccakPermutation.LaneCount];
        ulong a00 = state[0];
        ulong a01 = state[1];
        ulong a02 = state[2];
        ulong a03 = state[3];
        ulong a04 = state[4];
        ulong a05 = state[5];
        ulong a06 = state[6];
        ulong a07 = state[7];
        ulong a08 = state[8];
        ulong a09 = state[9];
        ulong a10 = state[10];
        ulong a11 = state[11];
        ulong a12 = state[12];
        ulong a13 = state[13];
        ulong a14 = state[14];
        ulong a15 = state[15];
        ulong a16 = state[16];
        ulong a17 = state[17];
        ulong a18 = state[18];
        ulong a19 = state[19];
        ulong a20 = state[20];
        ulong a21 = state[21];
        ulong a22 = state[22];
        ulong a23 = state[23];
        ulong a24 = state[24];

        ulong c0 = a00 ^ a05 ^ a10 ^ a15 ^ a20;
        ulong c1 = a01 ^ a06 ^ a11 ^ a16 ^ a21;
        ulong c2 = a02 ^ a07 ^ a12 ^ a17 ^ a22;
        ulong c3 = a03 ^ a08 ^ a13 ^ a18 ^ a23;
        ulong c4 = a04 ^ a09 ^ a14 ^ a19 ^ a24;

        ReadOnlySpan<ulong> constants = KeccakPermutation.RoundConstants;
        for (int round = 0; round < constants.Length; round += 2)
        {
            // Theta: what each column gets from its neighbours.
            ulong d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
            ulong d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
            ulong d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
            ulong d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
            ulong d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

            // For each row: rho and pi bring the lanes, chi mixes them (the only step that is not linear), iota adds
            // the constant; and the column sums of the next round.
            ulong b0 = a00 ^ d0;
            ulong b1 = BitOperations.RotateLeft(a06 ^ d1, 44);
            ulong b2 = BitOperations.RotateLeft(a12 ^ d2, 43);
            ulong b3 = BitOperations.RotateLeft(a18 ^ d3, 21);
            ulong b4 = BitOperations.RotateLeft(a24 ^ d4, 14);
            ulong e00 = b0 ^ (~b1 & b2) ^ constants[round];
            ulong e01 = b1 ^ (~b2 & b3);
            ulong e02 = b2 ^ (~b3 & b4);
            ulong e03 = b3 ^ (~b4 & b0);
            ulong e04 = b4 ^ (~b0 & b1);
            c0 = e00;
            c1 = e01;
            c2 = e02;
            c3 = e03;
            c4 = e04;

            b0 = BitOperations.RotateLeft(a03 ^ d3, 28);
            b1 = BitOperations.RotateLeft(a09 ^ d4, 20);
            b2 = BitOperations.RotateLeft(a10 ^ d0, 3);
            b3 = BitOperations.RotateLeft(a16 ^ d1, 45);
            b4 = BitOperations.RotateLeft(a22 ^ d2, 61);
            ulong e05 = b0 ^ (~b1 & b2);
            ulong e06 = b1 ^ (~b2 & b3);
            ulong e07 = b2 ^ (~b3 & b4);
            ulong e08 = b3 ^ (~b4 & b0);
            ulong e09 = b4 ^ (~b0 & b1);
            c0 ^= e05;
            c1 ^= e06;
            c2 ^= e07;
            c3 ^= e08;
            c4 ^= e09;

            b0 = BitOperations.RotateLeft(a01 ^ d1, 1);
            b1 = BitOperations.RotateLeft(a07 ^ d2, 6);
            b2 = BitOperations.RotateLeft(a13 ^ d3, 25);
            b3 = BitOperations.RotateLeft(a19 ^ d4, 8);
            b4 = BitOperations.RotateLeft(a20 ^ d0, 18);
            ulong e10 = b0 ^ (~b1 & b2);
            ulong e11 = b1 ^ (~b2 & b3);
            ulong e12 = b2 ^ (~b3 & b4);
            ulong e13 = b3 ^ (~b4 & b0);
            ulong e14 = b4 ^ (~b0 & b1);
            c0 ^= e10;
            c1 ^= e11;
            c2 ^= e12;
            c3 ^= e13;
            c4 ^= e14;

            b0 = BitOperations.RotateLeft(a04 ^ d4, 27);
            b1 = BitOperations.RotateLeft(a05 ^ d0, 36);
            b2 = BitOperations.RotateLeft(a11 ^ d1, 10);
            b3 = BitOperations.RotateLeft(a17 ^ d2, 15);
            b4 = BitOperations.RotateLeft(a23 ^ d3, 56);
            ulong e15 = b0 ^ (~b1 & b2);
            ulong e16 = b1 ^ (~b2 & b3);
            ulong e17 = b2 ^ (~b3 & b4);
            ulong e18 = b3 ^ (~b4 & b0);
            ulong e19 = b4 ^ (~b0 & b1);
            c0 ^= e15;
            c1 ^= e16;
            c2 ^= e17;
            c3 ^= e18;
            c4 ^= e19;

            b0 = BitOperations.RotateLeft(a02 ^ d2, 62);
            b1 = BitOperations.RotateLeft(a08 ^ d3, 55);
            b2 = BitOperations.RotateLeft(a14 ^ d4, 39);
            b3 = BitOperations.RotateLeft(a15 ^ d0, 41);
            b4 = BitOperations.RotateLeft(a21 ^ d1, 2);
            ulong e20 = b0 ^ (~b1 & b2);
            ulong e21 = b1 ^ (~b2 & b3);
            ulong e22 = b2 ^ (~b3 & b4);
            ulong e23 = b3 ^ (~b4 & b0);
            ulong e24 = b4 ^ (~b0 & b1);
            c0 ^= e20;
            c1 ^= e21;
            c2 ^= e22;
            c3 ^= e23;
            c4 ^= e24;

            // The same again, back into a.
            d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
            d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
            d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
            d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
            d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

            b0 = e00 ^ d0;
            b1 = BitOperations.RotateLeft(e06 ^ d1, 44);
            b2 = BitOperations.RotateLeft(e12 ^ d2, 43);
            b3 = BitOperations.RotateLeft(e18 ^ d3, 21);
            b4 = BitOperations.RotateLeft(e24 ^ d4, 14);
            a00 = b0 ^ (~b1 & b2) ^ constants[round + 1];
            a01 = b1 ^ (~b2 & b3);
            a02 = b2 ^ (~b3 & b4);
            a03 = b3 ^ (~b4 & b0);
            a04 = b4 ^ (~b0 & b1);
            c0 = a00;
            c1 = a01;
            c2 = a02;
            c3 = a03;
            c4 = a04;

            b0 = BitOperations.RotateLeft(e03 ^ d3, 28);
            b1 = BitOperations.RotateLeft(e09 ^ d4, 20);
            b2 = BitOperations.RotateLeft(e10 ^ d0, 3);
            b3 = BitOperations.RotateLeft(e16 ^ d1, 45);
            b4 = BitOperations.RotateLeft(e22 ^ d2, 61);
            a05 = b0 ^ (~b1 & b2);
            a06 = b1 ^ (~b2 & b3);
            a07 = b2 ^ (~b3 & b4);
            a08 = b3 ^ (~b4 & b0);
            a09 = b4 ^ (~b0 & b1);
            c0 ^= a05;
            c1 ^= a06;
            c2 ^= a07;
            c3 ^= a08;
            c4 ^= a09;

            b0 = BitOperations.RotateLeft(e01 ^ d1, 1);
            b1 = BitOperations.RotateLeft(e07 ^ d2, 6);
            b2 = BitOperations.RotateLeft(e13 ^ d3, 25);
            b3 = BitOperations.RotateLeft(e19 ^ d4, 8);
            b4 = BitOperations.RotateLeft(e20 ^ d0, 18);
            a10 = b0 ^ (~b1 & b2);
            a11 = b1 ^ (~b2 & b3);
            a12 = b2 ^ (~b3 & b4);
            a13 = b3 ^ (~b4 & b0);
            a14 = b4 ^ (~b0 & b1);
            c0 ^= a10;
            c1 ^= a11;
            c2 ^= a12;
            c3 ^= a13;
            c4 ^= a14;

            b0 = BitOperations.RotateLeft(e04 ^ d4, 27);
            b1 = BitOperations.RotateLeft(e05 ^ d0, 36);
            b2 = BitOperations.RotateLeft(e11 ^ d1, 10);
            b3 = BitOperations.RotateLeft(e17 ^ d2, 15);
            b4 = BitOperations.RotateLeft(e23 ^ d3, 56);
            a15 = b0 ^ (~b1 & b2);
            a16 = b1 ^ (~b2 & b3);
            a17 = b2 ^ (~b3 & b4);
            a18 = b3 ^ (~b4 & b0);
            a19 = b4 ^ (~b0 & b1);
            c0 ^= a15;
            c1 ^= a16;
            c2 ^= a17;
            c3 ^= a18;
            c4 ^= a19;

            b0 = BitOperations.RotateLeft(e02 ^ d2, 62);
            b1 = BitOperations.RotateLeft(e08 ^ d3, 55);
            b2 = BitOperations.RotateLeft(e14 ^ d4, 39);
            b3 = BitOperations.RotateLeft(e15 ^ d0, 41);
            b4 = BitOperations.RotateLeft(e21 ^ d1, 2);
            a20 = b0 ^ (~b1 & b2);
            a21 = b1 ^ (~b2 & b3);
            a22 = b2 ^ (~b3 & b4);
            a23 = b3 ^ (~b4 & b0);
            a24 = b4 ^ (~b0 & b1);
            c0 ^= a20;
            c1 ^= a21;
            c2 ^= a22;
            c3 ^= a23;
            c4 ^= a24;
        }

        state[0] = a00;
        state[1] = a01;
        state[2] = a02;
        state[3] = a03;
        state[4] = a04;
        state[5] = a05;
        state[6] = a06;
        state[7] = a07;
        state[8] = a08;
        state[9] = a09;
        state[10] = a10;
        state[11] = a11;
        state[12] = a12;
        state[13] = a13;
        state[14] = a14;
        state[15] = a15;
        state[16] = a16;
        state[17] = a17;
        state[18] = a18;
        state[19] = a19;
        state[20] = a20;
        state[21] = a21;
        state[22] = a22;
        state[23] = a23;
        state[24] = a24;
    }
}
