namespace SessionKeys;

/// <summary>Takes fields out of a word that the module packed.</summary>
internal static class PackedWord
{
    /// <param name="word">The word.</param>
    /// <param name="shift">How many bits stand below the field.</param>
    /// <param name="width">How many bits the field has, 1 to 63.</param>
    public static ulong Bits(this UInt256 word, int shift, int width) =>
        (ulong)((word >> shift) & ((1UL << width) - 1));
}
