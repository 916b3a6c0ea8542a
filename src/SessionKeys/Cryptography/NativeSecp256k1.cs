using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>secp256k1 by the native library: constant time, deterministic nonces (RFC 6979), low s.</summary>
internal sealed class NativeSecp256k1 : ISecp256k1Provider
{
    private const uint ContextNone = 1;
    private const uint Uncompressed = 2;

    /// <summary>The size of the opaque structure of a parsed public key.</summary>
    private const int PublicKeyStructure = 64;

    /// <summary>The size of the opaque structure of a recoverable signature.</summary>
    private const int SignatureStructure = 65;

    /// <summary>
    /// Created once and never freed; only the randomization changes it, so that threads may share it afterwards.
    /// </summary>
    private static readonly Lazy<nint> Context = new(CreateContext);

    /// <summary>Tells whether the native library was found.</summary>
    public static bool IsAvailable => NativeMethods.IsAvailable;

    /// <inheritdoc/>
    public string Name => "libsecp256k1";

    /// <inheritdoc/>
    public bool TryGetPublicKey(ReadOnlySpan<byte> secret, Span<byte> publicKey)
    {
        Span<byte> parsed = stackalloc byte[PublicKeyStructure];
        if (NativeMethods.PublicKeyCreate(Context.Value, parsed, secret) == 0)
        {
            return false;
        }

        Serialize(parsed, publicKey);
        return true;
    }

    /// <inheritdoc/>
    public bool TrySign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> digest, out EcdsaSignature signature)
    {
        Span<byte> opaque = stackalloc byte[SignatureStructure];
        if (NativeMethods.SignRecoverable(Context.Value, opaque, digest, secret, 0, 0) == 0)
        {
            signature = default;
            return false;
        }

        Span<byte> compact = stackalloc byte[64];
        _ = NativeMethods.SignatureSerialize(Context.Value, compact, out int recoveryId, opaque);

        // A recovery id of 2 or 3 needs one of the 2^128 x coordinates above the group order: nobody has ever seen one.
        signature = new EcdsaSignature(
            Hash32.FromBytes(compact[..32]), Hash32.FromBytes(compact[32..]), (byte)(27 + recoveryId));
        return true;
    }

    /// <inheritdoc/>
    public bool TryRecover(ReadOnlySpan<byte> digest, EcdsaSignature signature, Span<byte> publicKey)
    {
        Span<byte> compact = stackalloc byte[64];
        signature.R.CopyTo(compact);
        signature.S.CopyTo(compact[32..]);
        Span<byte> opaque = stackalloc byte[SignatureStructure];
        Span<byte> parsed = stackalloc byte[PublicKeyStructure];
        if (NativeMethods.SignatureParse(Context.Value, opaque, compact, signature.V - 27) == 0
            || NativeMethods.Recover(Context.Value, parsed, opaque, digest) == 0)
        {
            return false;
        }

        Serialize(parsed, publicKey);
        return true;
    }

    private static void Serialize(ReadOnlySpan<byte> parsed, Span<byte> publicKey)
    {
        Span<byte> prefixed = stackalloc byte[65];
        nuint length = 65;
        _ = NativeMethods.PublicKeySerialize(Context.Value, prefixed, ref length, parsed, Uncompressed);
        prefixed[1..].CopyTo(publicKey);
    }

    /// <summary>Randomization blinds the computations with the secret against side channels.</summary>
    private static nint CreateContext()
    {
        nint context = NativeMethods.ContextCreate(ContextNone);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        int isRandomized = NativeMethods.ContextRandomize(context, seed);
        CryptographicOperations.ZeroMemory(seed);
        return isRandomized == 1
            ? context
            : throw new CryptographicException("libsecp256k1 refused to randomize its context. Reinstall the library.");
    }
}
