namespace SessionKeys;

/// <summary>
/// Finds what a signature without a recovery id lacks, by recovering with both; everything it touches is public.
/// </summary>
internal static class RecoveryId
{
    /// <summary>Completes r ‖ s, 64 bytes, with a low s and v; false when the key did not sign the digest.</summary>
    public static bool TryFind(
        ISecp256k1Provider provider,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> compact,
        out EcdsaSignature signature)
    {
        Span<byte> recovered = stackalloc byte[Secp256k1.PublicKeyLength];
        for (byte v = 27; v <= 28; v++)
        {
            signature = new EcdsaSignature(Hash32.FromBytes(compact[..32]), Hash32.FromBytes(compact[32..]), v)
                .ToLowS();
            if (provider.TryRecover(digest, signature, recovered) && recovered.SequenceEqual(publicKey))
            {
                return true;
            }
        }

        signature = default;
        return false;
    }
}
