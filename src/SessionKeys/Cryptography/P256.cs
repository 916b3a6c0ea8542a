using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>What sessions need to know of keys on the curve P-256 (secp256r1), wherever the secret is kept.</summary>
/// <remarks>Thread-safe; everything here is public knowledge. For a signer see <see cref="InMemoryP256SessionKey"/>.
/// </remarks>
public static class P256
{
    /// <summary>The number of bytes of a public key, x ‖ y: 64.</summary>
    public const int PublicKeyLength = 64;

    /// <summary>The number of bytes of a signature, r ‖ s: 64.</summary>
    public const int SignatureLength = 64;

    private static readonly UInt256 Order =
        UInt256.Parse("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static readonly UInt256 HalfOrder = Order >> 1;

    /// <summary>Computes the address by which a session names a key.</summary>
    /// <param name="publicKey">x ‖ y, 64 bytes.</param>
    /// <returns>The last 20 bytes of keccak(x ‖ y).</returns>
    /// <exception cref="ArgumentException"><paramref name="publicKey"/> has another length.</exception>
    public static Address GetAddress(ReadOnlySpan<byte> publicKey)
    {
        ThrowIfWrongLength("A P-256 public key", publicKey, PublicKeyLength, "x and y", nameof(publicKey));
        return Secp256k1.ToAddress(publicKey);
    }

    /// <summary>
    /// Makes s the lower one of the two that are valid, as the module demands; many signers give either.
    /// </summary>
    /// <param name="signature">r ‖ s, 64 bytes.</param>
    /// <returns>A new array: r and min(s, order − s).</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="signature"/> has another length, or s is not below the order of the curve.
    /// </exception>
    public static byte[] ToLowS(ReadOnlySpan<byte> signature)
    {
        ThrowIfWrongLength("A P-256 signature", signature, SignatureLength, "r and s", nameof(signature));
        return TryToLowS(signature, out byte[]? low)
            ? low
            : throw new ArgumentException(
                $"A P-256 signature was refused: s is {UInt256.ReadBigEndian(signature[32..]).ToHex()}; allowed is " +
                $"below the order {Order.ToHex()}. Pass r and s as they were signed.",
                nameof(signature));
    }

    /// <summary>Tells whether a signature is valid and in the one form that the module takes.</summary>
    /// <param name="publicKey">x ‖ y, 64 bytes.</param>
    /// <param name="digest">The hash that was signed.</param>
    /// <param name="signature">r ‖ s, 64 bytes.</param>
    /// <returns>True when s is low and the key signed the digest.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="publicKey"/> or <paramref name="signature"/> has another length.
    /// </exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, Hash32 digest, ReadOnlySpan<byte> signature)
    {
        ThrowIfWrongLength("A P-256 public key", publicKey, PublicKeyLength, "x and y", nameof(publicKey));
        ThrowIfWrongLength("A P-256 signature", signature, SignatureLength, "r and s", nameof(signature));
        if (UInt256.ReadBigEndian(signature[32..]) > HalfOrder)
        {
            return false;
        }

        using ECDsa? key = Import(publicKey);
        return key is not null && key.VerifyHash(digest.ToArray(), signature);
    }

    /// <summary>Does the work of <see cref="ToLowS"/> on 64 bytes; false when s is not below the order.</summary>
    internal static bool TryToLowS(ReadOnlySpan<byte> signature, [NotNullWhen(true)] out byte[]? low)
    {
        UInt256 s = UInt256.ReadBigEndian(signature[32..]);
        low = null;
        if (s >= Order)
        {
            return false;
        }

        low = signature.ToArray();
        (s > HalfOrder ? Order - s : s).WriteBigEndian(low.AsSpan(32));
        return true;
    }

    /// <summary>Tells whether x ‖ y is a point of the curve, so that somebody can have its secret.</summary>
    internal static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using ECDsa? key = Import(publicKey);
        return key is not null;
    }

    /// <summary>Null when x ‖ y is no point of the curve: nobody signs with it.</summary>
    private static ECDsa? Import(ReadOnlySpan<byte> publicKey)
    {
        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = publicKey[..32].ToArray(), Y = publicKey[32..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void ThrowIfWrongLength(
        string what, ReadOnlySpan<byte> bytes, int length, string parts, string parameter)
    {
        if (bytes.Length != length)
        {
            throw new ArgumentException(
                $"{what} was refused: {bytes.Length} bytes; allowed is exactly {length} ({parts}). " +
                "Pass both parts with leading zeros and without a prefix.",
                parameter);
        }
    }
}
