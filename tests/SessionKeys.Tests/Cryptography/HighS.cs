namespace SessionKeys.Tests;

/// <summary>The other signature of the same key over the same digest, which no contract of ours takes.</summary>
internal static class HighS
{
    private static readonly UInt256 Order =
        UInt256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    public static EcdsaSignature Of(EcdsaSignature low)
    {
        UInt256 s = Order - UInt256.ReadBigEndian(low.S.ToArray());
        return new EcdsaSignature(low.R, Hash32.FromBytes(s.ToArray()), (byte)(55 - low.V));
    }
}
