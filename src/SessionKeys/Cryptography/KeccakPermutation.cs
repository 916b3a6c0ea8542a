namespace SessionKeys;

/// <summary>The permutation Keccak-f[1600] over 25 lanes of 64 bits; lane (x, y) is number x + 5y.</summary>
internal static class KeccakPermutation
{
    /// <summary>The number of lanes of the state.</summary>
    public const int LaneCount = 25;

    /// <summary>Gets what each of the 24 rounds adds to the first lane.</summary>
    public static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Applies the 24 rounds in place, in the fastest way that this processor has.</summary>
    /// <param name="state">Exactly 25 lanes.</param>
    public static void Apply(Span<ulong> state)
    {
        if (KeccakAvx512.IsSupported)
        {
            KeccakAvx512.Apply(state);
        }
        else
        {
            KeccakScalar.Apply(state);
        }
    }
}
