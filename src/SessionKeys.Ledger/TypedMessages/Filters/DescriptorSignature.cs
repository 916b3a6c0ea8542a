namespace SessionKeys.Ledger;

/// <summary>Tells whether bytes can be an ECDSA signature in DER. Only a device can check whose it is.</summary>
internal static class DescriptorSignature
{
    public const int MaxLength = 72;

    private const int MinLength = 8;

    public static bool IsWellFormed(ReadOnlySpan<byte> der)
        => der.Length is >= MinLength and <= MaxLength && der[0] == 0x30 && der[1] == der.Length - 2
            && der[2] == 0x02 && 4 + der[3] + 2 < der.Length
            && der[4 + der[3]] == 0x02 && 4 + der[3] + 2 + der[4 + der[3] + 1] == der.Length;
}
