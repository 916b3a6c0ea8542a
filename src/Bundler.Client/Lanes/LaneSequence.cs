namespace SessionKeys.Bundler.Client;

/// <summary>Takes nonces apart: the key in the upper 192 bits, the sequence in the lower 64.</summary>
internal static class LaneSequence
{
    public static ulong Of(UInt256 nonce) => (ulong)(nonce & ulong.MaxValue);

    public static UInt256 KeyOf(UInt256 nonce) => nonce >> 64;
}
