using System.Formats.Asn1;

namespace SessionKeys;

/// <summary>Turns what a foreign signer answers into what a session carries, or refuses it.</summary>
internal static class ExternalSignature
{
    private const int CompactLength = 64;
    private const int ScalarLength = 32;

    /// <summary>
    /// Checks an answer, r ‖ s or DER, against the key x ‖ y. Returns r ‖ s ‖ v of secp256k1, r ‖ s of P-256.
    /// </summary>
    public static byte[] Check(KeyType keyType, ReadOnlySpan<byte> publicKey, Hash32 digest, ReadOnlySpan<byte> answer)
    {
        Span<byte> compact = stackalloc byte[CompactLength];
        if (answer.Length == CompactLength)
        {
            answer.CopyTo(compact);
        }
        else if (!TryReadDer(answer, compact))
        {
            throw Malformed(answer.Length);
        }

        if (keyType == KeyType.Secp256k1)
        {
            return Secp256k1.TryComplete(publicKey, digest, compact, out EcdsaSignature signature)
                ? signature.ToArray()
                : throw Mismatch(publicKey);
        }

        return P256.TryToLowS(compact, out byte[]? low) && P256.Verify(publicKey, digest, low)
            ? low
            : throw Mismatch(publicKey);
    }

    /// <summary>Reads <c>Ecdsa-Sig-Value</c>: a sequence of two positive integers, and nothing behind it.</summary>
    private static bool TryReadDer(ReadOnlySpan<byte> der, Span<byte> compact)
    {
        try
        {
            AsnReader outer = new(der.ToArray(), AsnEncodingRules.DER);
            AsnReader sequence = outer.ReadSequence();
            bool isRead = TryReadScalar(sequence, compact[..ScalarLength])
                && TryReadScalar(sequence, compact[ScalarLength..]);
            sequence.ThrowIfNotEmpty();
            outer.ThrowIfNotEmpty();
            return isRead;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool TryReadScalar(AsnReader reader, Span<byte> scalar)
    {
        ReadOnlySpan<byte> integer = reader.ReadIntegerBytes().Span;
        bool isPositive = integer[0] < 0x80;
        if (integer[0] == 0)
        {
            integer = integer[1..];
        }

        if (!isPositive || integer.Length > ScalarLength)
        {
            return false;
        }

        scalar.Clear();
        integer.CopyTo(scalar[(ScalarLength - integer.Length)..]);
        return true;
    }

    private static SessionKeyException Malformed(int length) => new(
        "external-signature-malformed",
        $"The answer of a signer was refused: {length} bytes that are no signature; allowed are r and s, " +
        $"{CompactLength} bytes, or their DER form. Check that the delegate returns the signature itself.");

    private static SessionKeyException Mismatch(ReadOnlySpan<byte> publicKey) => new(
        "external-signature-mismatch",
        "The answer of a signer was refused: it is a signature of another key or digest; allowed is one of " +
        $"{Secp256k1.ToAddress(publicKey)} over the digest that was passed. Check the id and version of the key, and " +
        "that the service does not hash the digest again.");
}
