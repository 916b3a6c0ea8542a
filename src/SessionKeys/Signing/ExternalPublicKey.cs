namespace SessionKeys;

/// <summary>Reads a public key in the forms in which key services tell it.</summary>
internal static class ExternalPublicKey
{
    private const byte Uncompressed = 0x04;

    /// <summary>
    /// <c>SubjectPublicKeyInfo</c> (RFC 5480) up to the point: the curve is named, so all of it is fixed.
    /// </summary>
    private static ReadOnlySpan<byte> Secp256k1Header =>
    [
        0x30, 0x56, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a, 0x03, 0x42, 0x00,
    ];

    private static ReadOnlySpan<byte> P256Header =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];

    /// <summary>Returns x ‖ y of a point of the curve.</summary>
    public static byte[] Read(KeyType keyType, ReadOnlySpan<byte> publicKey)
    {
        ReadOnlySpan<byte> header = keyType switch
        {
            KeyType.Secp256k1 => Secp256k1Header,
            KeyType.P256 => P256Header,
            _ => throw new ArgumentOutOfRangeException(nameof(keyType), keyType, "Pass Secp256k1 or P256."),
        };
        ReadOnlySpan<byte> point = publicKey.StartsWith(header) ? publicKey[header.Length..] : publicKey;
        if (point.Length == 65 && point[0] == Uncompressed)
        {
            point = point[1..];
        }

        bool isPoint = point.Length == Secp256k1.PublicKeyLength
            && (keyType == KeyType.P256 ? P256.IsPublicKey(point) : PublicKeyRecovery.IsPublicKey(point));
        return isPoint
            ? point.ToArray()
            : throw new ArgumentException(
                $"A public key was refused: {publicKey.Length} bytes that are no point of {keyType}; allowed are " +
                "x ‖ y, 0x04 ‖ x ‖ y, or SubjectPublicKeyInfo in DER. Pass the key as the service exports it, and " +
                "its curve.",
                nameof(publicKey));
    }
}
