using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>
/// secp256k1 by the cryptography of the framework, for machines without the native library. Nonces are random.
/// </summary>
/// <remarks>
/// Only the framework computes with the secret; the recovery id and the low s come from public values afterwards.
/// </remarks>
internal sealed class FrameworkSecp256k1 : ISecp256k1Provider
{
    private static readonly ECCurve Curve = ECCurve.CreateFromValue("1.3.132.0.10");

    /// <inheritdoc/>
    public string Name => "System.Security.Cryptography";

    /// <inheritdoc/>
    public bool TryGetPublicKey(ReadOnlySpan<byte> secret, Span<byte> publicKey)
    {
        if (!IsInRange(secret))
        {
            return false;
        }

        using ECDsa key = Import(secret);
        ExportPublicKey(key, publicKey);
        return true;
    }

    /// <inheritdoc/>
    public bool TrySign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> digest, out EcdsaSignature signature)
    {
        signature = default;
        if (!IsInRange(secret))
        {
            return false;
        }

        using ECDsa key = Import(secret);
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeyLength];
        ExportPublicKey(key, publicKey);
        Span<byte> compact = stackalloc byte[64];
        _ = key.TrySignHash(digest, compact, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _);
        return RecoveryId.TryFind(this, publicKey, digest, compact, out signature)
            ? true
            : throw new CryptographicException(
                "The signature of the framework does not match its public key. Sign again.");
    }

    /// <inheritdoc/>
    public bool TryRecover(ReadOnlySpan<byte> digest, EcdsaSignature signature, Span<byte> publicKey) =>
        PublicKeyRecovery.TryRecover(digest, signature, publicKey);

    private static ECDsa Import(ReadOnlySpan<byte> secret)
    {
        byte[] copy = secret.ToArray();
        try
        {
            return ECDsa.Create(new ECParameters { Curve = Curve, D = copy });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    private static void ExportPublicKey(ECDsa key, Span<byte> publicKey)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        point.X.CopyTo(publicKey);
        point.Y.CopyTo(publicKey[32..]);
    }

    /// <summary>
    /// Tells whether the secret is 1 or more and below the group order, without a branch on its bytes.
    /// </summary>
    private static bool IsInRange(ReadOnlySpan<byte> secret)
    {
        int borrow = 0;
        int anyBit = 0;
        ReadOnlySpan<byte> order = PublicKeyRecovery.OrderBytes;
        for (int i = secret.Length - 1; i >= 0; i--)
        {
            borrow = ((secret[i] - order[i] - borrow) >> 8) & 1;
            anyBit |= secret[i];
        }

        return borrow == 1 & anyBit != 0;
    }
}
