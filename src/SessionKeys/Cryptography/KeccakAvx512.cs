using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SessionKeys;

/// <summary>
/// Keccak-f[1600] with the 32 vector registers of AVX-512, one lane in each: the whole state stays in registers, three
/// lanes are combined by one instruction, and rotation is one.
/// </summary>
internal static class KeccakAvx512
{
    /// <summary>a ^ (~b &amp; c) as the table of <c>vpternlogq</c>.</summary>
    private const byte ChiTable = 0xd2;

    /// <summary>a ^ b ^ c as the table of <c>vpternlogq</c>.</summary>
    private const byte XorTable = 0x96;

    /// <summary>Gets whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx512F.VL.IsSupported;

    /// <summary>Applies the 24 rounds in place.</summary>
    /// <param name="state">Exactly 25 lanes.</param>
    /// <exception cref="PlatformNotSupportedException"><see cref="IsSupported"/> is false.</exception>
    public static void Apply(Span<ulong> state)
    {
        state = state[..KeccakPermutation.LaneCount];
        Vector128<ulong> a00 = Vector128.CreateScalarUnsafe(state[0]);
        Vector128<ulong> a01 = Vector128.CreateScalarUnsafe(state[1]);
        Vector128<ulong> a02 = Vector128.CreateScalarUnsafe(state[2]);
        Vector128<ulong> a03 = Vector128.CreateScalarUnsafe(state[3]);
        Vector128<ulong> a04 = Vector128.CreateScalarUnsafe(state[4]);
        Vector128<ulong> a05 = Vector128.CreateScalarUnsafe(state[5]);
        Vector128<ulong> a06 = Vector128.CreateScalarUnsafe(state[6]);
        Vector128<ulong> a07 = Vector128.CreateScalarUnsafe(state[7]);
        Vector128<ulong> a08 = Vector128.CreateScalarUnsafe(state[8]);
        Vector128<ulong> a09 = Vector128.CreateScalarUnsafe(state[9]);
        Vector128<ulong> a10 = Vector128.CreateScalarUnsafe(state[10]);
        Vector128<ulong> a11 = Vector128.CreateScalarUnsafe(state[11]);
        Vector128<ulong> a12 = Vector128.CreateScalarUnsafe(state[12]);
        Vector128<ulong> a13 = Vector128.CreateScalarUnsafe(state[13]);
        Vector128<ulong> a14 = Vector128.CreateScalarUnsafe(state[14]);
        Vector128<ulong> a15 = Vector128.CreateScalarUnsafe(state[15]);
        Vector128<ulong> a16 = Vector128.CreateScalarUnsafe(state[16]);
        Vector128<ulong> a17 = Vector128.CreateScalarUnsafe(state[17]);
        Vector128<ulong> a18 = Vector128.CreateScalarUnsafe(state[18]);
        Vector128<ulong> a19 = Vector128.CreateScalarUnsafe(state[19]);
        Vector128<ulong> a20 = Vector128.CreateScalarUnsafe(state[20]);
        Vector128<ulong> a21 = Vector128.CreateScalarUnsafe(state[21]);
        Vector128<ulong> a22 = Vector128.CreateScalarUnsafe(state[22]);
        Vector128<ulong> a23 = Vector128.CreateScalarUnsafe(state[23]);
        Vector128<ulong> a24 = Vector128.CreateScalarUnsafe(state[24]);

        foreach (ulong constant in KeccakPermutation.RoundConstants)
        {
            // Theta: the sum of each column, and the same turned by one bit.
            Vector128<ulong> c0 = Xor(Xor(a00, a05, a10), a15, a20);
            Vector128<ulong> c1 = Xor(Xor(a01, a06, a11), a16, a21);
            Vector128<ulong> c2 = Xor(Xor(a02, a07, a12), a17, a22);
            Vector128<ulong> c3 = Xor(Xor(a03, a08, a13), a18, a23);
            Vector128<ulong> c4 = Xor(Xor(a04, a09, a14), a19, a24);
            Vector128<ulong> t0 = Avx512F.VL.RotateLeft(c0, 1);
            Vector128<ulong> t1 = Avx512F.VL.RotateLeft(c1, 1);
            Vector128<ulong> t2 = Avx512F.VL.RotateLeft(c2, 1);
            Vector128<ulong> t3 = Avx512F.VL.RotateLeft(c3, 1);
            Vector128<ulong> t4 = Avx512F.VL.RotateLeft(c4, 1);

            // Theta of each lane, then rho and pi: rotate it and move it to its new place.
            Vector128<ulong> b00 = Xor(a00, c4, t1);
            Vector128<ulong> b01 = Avx512F.VL.RotateLeft(Xor(a06, c0, t2), 44);
            Vector128<ulong> b02 = Avx512F.VL.RotateLeft(Xor(a12, c1, t3), 43);
            Vector128<ulong> b03 = Avx512F.VL.RotateLeft(Xor(a18, c2, t4), 21);
            Vector128<ulong> b04 = Avx512F.VL.RotateLeft(Xor(a24, c3, t0), 14);
            Vector128<ulong> b05 = Avx512F.VL.RotateLeft(Xor(a03, c2, t4), 28);
            Vector128<ulong> b06 = Avx512F.VL.RotateLeft(Xor(a09, c3, t0), 20);
            Vector128<ulong> b07 = Avx512F.VL.RotateLeft(Xor(a10, c4, t1), 3);
            Vector128<ulong> b08 = Avx512F.VL.RotateLeft(Xor(a16, c0, t2), 45);
            Vector128<ulong> b09 = Avx512F.VL.RotateLeft(Xor(a22, c1, t3), 61);
            Vector128<ulong> b10 = Avx512F.VL.RotateLeft(Xor(a01, c0, t2), 1);
            Vector128<ulong> b11 = Avx512F.VL.RotateLeft(Xor(a07, c1, t3), 6);
            Vector128<ulong> b12 = Avx512F.VL.RotateLeft(Xor(a13, c2, t4), 25);
            Vector128<ulong> b13 = Avx512F.VL.RotateLeft(Xor(a19, c3, t0), 8);
            Vector128<ulong> b14 = Avx512F.VL.RotateLeft(Xor(a20, c4, t1), 18);
            Vector128<ulong> b15 = Avx512F.VL.RotateLeft(Xor(a04, c3, t0), 27);
            Vector128<ulong> b16 = Avx512F.VL.RotateLeft(Xor(a05, c4, t1), 36);
            Vector128<ulong> b17 = Avx512F.VL.RotateLeft(Xor(a11, c0, t2), 10);
            Vector128<ulong> b18 = Avx512F.VL.RotateLeft(Xor(a17, c1, t3), 15);
            Vector128<ulong> b19 = Avx512F.VL.RotateLeft(Xor(a23, c2, t4), 56);
            Vector128<ulong> b20 = Avx512F.VL.RotateLeft(Xor(a02, c1, t3), 62);
            Vector128<ulong> b21 = Avx512F.VL.RotateLeft(Xor(a08, c2, t4), 55);
            Vector128<ulong> b22 = Avx512F.VL.RotateLeft(Xor(a14, c3, t0), 39);
            Vector128<ulong> b23 = Avx512F.VL.RotateLeft(Xor(a15, c4, t1), 41);
            Vector128<ulong> b24 = Avx512F.VL.RotateLeft(Xor(a21, c0, t2), 2);

            // Chi: the only step that is not linear; iota: the round constant.
            a00 = Chi(b00, b01, b02) ^ Vector128.CreateScalarUnsafe(constant);
            a01 = Chi(b01, b02, b03);
            a02 = Chi(b02, b03, b04);
            a03 = Chi(b03, b04, b00);
            a04 = Chi(b04, b00, b01);
            a05 = Chi(b05, b06, b07);
            a06 = Chi(b06, b07, b08);
            a07 = Chi(b07, b08, b09);
            a08 = Chi(b08, b09, b05);
            a09 = Chi(b09, b05, b06);
            a10 = Chi(b10, b11, b12);
            a11 = Chi(b11, b12, b13);
            a12 = Chi(b12, b13, b14);
            a13 = Chi(b13, b14, b10);
            a14 = Chi(b14, b10, b11);
            a15 = Chi(b15, b16, b17);
            a16 = Chi(b16, b17, b18);
            a17 = Chi(b17, b18, b19);
            a18 = Chi(b18, b19, b15);
            a19 = Chi(b19, b15, b16);
            a20 = Chi(b20, b21, b22);
            a21 = Chi(b21, b22, b23);
            a22 = Chi(b22, b23, b24);
            a23 = Chi(b23, b24, b20);
            a24 = Chi(b24, b20, b21);
        }

        state[0] = a00.ToScalar();
        state[1] = a01.ToScalar();
        state[2] = a02.ToScalar();
        state[3] = a03.ToScalar();
        state[4] = a04.ToScalar();
        state[5] = a05.ToScalar();
        state[6] = a06.ToScalar();
        state[7] = a07.ToScalar();
        state[8] = a08.ToScalar();
        state[9] = a09.ToScalar();
        state[10] = a10.ToScalar();
        state[11] = a11.ToScalar();
        state[12] = a12.ToScalar();
        state[13] = a13.ToScalar();
        state[14] = a14.ToScalar();
        state[15] = a15.ToScalar();
        state[16] = a16.ToScalar();
        state[17] = a17.ToScalar();
        state[18] = a18.ToScalar();
        state[19] = a19.ToScalar();
        state[20] = a20.ToScalar();
        state[21] = a21.ToScalar();
        state[22] = a22.ToScalar();
        state[23] = a23.ToScalar();
        state[24] = a24.ToScalar();
    }

    private static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, XorTable);

    private static Vector128<ulong> Chi(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, ChiTable);
}
