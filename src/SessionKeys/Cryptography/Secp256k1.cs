namespace SessionKeys;

/// <summary>Signs with, and recovers, keys on the curve secp256k1.</summary>
/// <remarks>
/// Safe for use by several threads. The work is done by the native <c>libsecp256k1</c> where it is installed; its
/// signatures are deterministic (RFC 6979). Elsewhere <c>System.Security.Cryptography</c> does it: far slower, and
/// with a random nonce, so that signing twice gives two different valid signatures. Where the framework does not know
/// the curve (macOS), signing needs the native library. <see cref="Provider"/> tells which one is in use. Both always
/// give a low s.
/// </remarks>
public static class Secp256k1
{
    /// <summary>The number of bytes of a secret key: 32.</summary>
    public const int SecretLength = 32;

    /// <summary>The number of bytes of a public key without prefix, x ‖ y: 64.</summary>
    public const int PublicKeyLength = 64;

    private static readonly ISecp256k1Provider Active =
        NativeSecp256k1.IsAvailable ? new NativeSecp256k1() : new FrameworkSecp256k1();

    /// <summary>The library in use.</summary>
    /// <value><c>libsecp256k1</c> or <c>System.Security.Cryptography</c>.</value>
    public static string Provider => Active.Name;

    /// <summary>Computes the address of a secret key.</summary>
    /// <param name="secret">32 bytes, a big-endian number from 1 to the group order exclusive.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static Address GetAddress(ReadOnlySpan<byte> secret) => ToAddress(GetPublicKey(secret));

    /// <summary>Computes the public key of a secret key.</summary>
    /// <param name="secret">32 bytes, a big-endian number from 1 to the group order exclusive.</param>
    /// <returns>A new array of 64 bytes, x ‖ y, without the prefix 0x04.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static byte[] GetPublicKey(ReadOnlySpan<byte> secret)
    {
        ThrowIfWrongLength(secret);
        byte[] publicKey = new byte[PublicKeyLength];
        return Active.TryGetPublicKey(secret, publicKey) ? publicKey : throw SecretOutOfRange();
    }

    /// <summary>Signs a digest.</summary>
    /// <param name="secret">32 bytes, a big-endian number from 1 to the group order exclusive.</param>
    /// <param name="digest">The hash to sign, as it is: no prefix is added.</param>
    /// <returns>
    /// A signature with low s; deterministic (RFC 6979) only when <see cref="Provider"/> is <c>libsecp256k1</c>.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static EcdsaSignature Sign(ReadOnlySpan<byte> secret, Hash32 digest)
    {
        ThrowIfWrongLength(secret);
        Span<byte> message = stackalloc byte[Hash32.Length];
        digest.CopyTo(message);
        return Active.TrySign(secret, message, out EcdsaSignature signature) ? signature : throw SecretOutOfRange();
    }

    /// <summary>Finds the address whose key made a signature.</summary>
    /// <param name="digest">The hash that was signed.</param>
    /// <param name="signature">
    /// The signature; a high s is accepted, as by <c>ecrecover</c>: check <see cref="EcdsaSignature.IsLowS"/> where it
    /// matters.
    /// </param>
    /// <param name="address">The address, or <see cref="Address.Zero"/> when the method returns false.</param>
    /// <returns>
    /// False when no key can have made the signature: V is not 27 or 28, a scalar is 0 or too large, or R is on no
    /// point.
    /// </returns>
    public static bool TryRecover(Hash32 digest, EcdsaSignature signature, out Address address)
    {
        Span<byte> publicKey = stackalloc byte[PublicKeyLength];
        bool isRecovered = TryRecoverPublicKey(digest, signature, publicKey);
        address = isRecovered ? ToAddress(publicKey) : Address.Zero;
        return isRecovered;
    }

    /// <summary>Finds the public key that made a signature.</summary>
    /// <param name="digest">The hash that was signed.</param>
    /// <param name="signature">The signature; a high s is accepted.</param>
    /// <param name="publicKey">At least 64 bytes; the first 64 become x ‖ y when the method returns true.</param>
    /// <returns>False when no key can have made the signature.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="publicKey"/> is shorter than 64 bytes.</exception>
    public static bool TryRecoverPublicKey(Hash32 digest, EcdsaSignature signature, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publicKey.Length, PublicKeyLength, nameof(publicKey));
        if (signature.V is not (27 or 28))
        {
            return false;
        }

        Span<byte> message = stackalloc byte[Hash32.Length];
        digest.CopyTo(message);
        return Active.TryRecover(message, signature, publicKey[..PublicKeyLength]);
    }

    /// <summary>
    /// Makes r ‖ s of a known key a recoverable signature with low s; false when the key did not sign.
    /// </summary>
    internal static bool TryComplete(
        ReadOnlySpan<byte> publicKey, Hash32 digest, ReadOnlySpan<byte> compact, out EcdsaSignature signature)
    {
        Span<byte> message = stackalloc byte[Hash32.Length];
        digest.CopyTo(message);
        return RecoveryId.TryFind(Active, publicKey, message, compact, out signature);
    }

    /// <summary>An address is the last 20 bytes of the hash of x ‖ y.</summary>
    internal static Address ToAddress(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[Hash32.Length];
        Keccak256.Hash(publicKey, hash);
        return Address.FromBytes(hash[^Address.Length..]);
    }

    private static void ThrowIfWrongLength(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength)
        {
            throw new ArgumentException(
                $"A secret key was refused: {secret.Length} bytes; allowed is exactly {SecretLength}. " +
                "Pass the raw key.",
                nameof(secret));
        }
    }

    private static ArgumentException SecretOutOfRange() => new(
        "A secret key was refused: it is 0 or not below the order of secp256k1 (its value is not shown). " +
        "Create keys with InMemorySessionKey.Create.",
        "secret");
}
