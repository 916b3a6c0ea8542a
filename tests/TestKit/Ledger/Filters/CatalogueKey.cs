using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace SessionKeys.TestKit;

/// <summary>The key that stands in for Ledger's where descriptors for the emulated device are signed. It is a test key
/// and no device knows it.</summary>
public static class CatalogueKey
{
    private static readonly byte[] Secret = SHA256.HashData("test key of descriptors for the emulated Ledger"u8);

    private static readonly byte[] PublicKey = Secp256k1.GetPublicKey(Secret);

    /// <summary>Signs the SHA-256 of a message.</summary>
    /// <returns>DER.</returns>
    public static byte[] Sign(byte[] message)
    {
        EcdsaSignature signature = Secp256k1.Sign(Secret, Digest(message));
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.R.ToArray(), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.S.ToArray(), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    /// <summary>Tells whether this key signed a message.</summary>
    public static bool HasSigned(byte[] message, byte[] der)
        => Candidates(message, der).Any(key => key.AsSpan().SequenceEqual(PublicKey));

    /// <summary>The two keys that can have made a signature, which names none; nothing for other bytes.</summary>
    public static IReadOnlyList<byte[]> Candidates(byte[] message, byte[] der)
    {
        byte[] word = new byte[64];
        try
        {
            AsnReader sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            Write(sequence.ReadInteger(), word.AsSpan(0, 32));
            Write(sequence.ReadInteger(), word.AsSpan(32));
            sequence.ThrowIfNotEmpty();
        }
        catch (Exception exception) when (exception is AsnContentException or ArgumentException)
        {
            return [];
        }

        List<byte[]> keys = [];
        foreach (byte v in new byte[] { 27, 28 })
        {
            byte[] key = new byte[Secp256k1.PublicKeyLength];
            if (Secp256k1.TryRecoverPublicKey(Digest(message), EcdsaSignature.Parse([.. word, v]), key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    private static Hash32 Digest(byte[] message) => Hash32.FromBytes(SHA256.HashData(message));

    private static void Write(BigInteger number, Span<byte> word)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (bytes.Length > word.Length)
        {
            throw new ArgumentException("The number is longer than the order of the curve.");
        }

        bytes.CopyTo(word[(word.Length - bytes.Length)..]);
    }
}
