using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>The cipher (AES-128 in counter mode) and the authentication (Keccak-256) of a keystore file.</summary>
internal static class KeystoreCipher
{
    public const int BlockLength = 16;
    private const int CipherKeyLength = 16;

    /// <summary>Encrypts or decrypts with the left half of the derived key: in counter mode it is the same.</summary>
    public static void Apply(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key[..CipherKeyLength]);
        Span<byte> counter = stackalloc byte[BlockLength];
        iv.CopyTo(counter);
        Span<byte> pad = stackalloc byte[BlockLength];
        for (int at = 0; at < input.Length; at += BlockLength)
        {
            _ = aes.EncryptEcb(counter, pad, PaddingMode.None);
            for (int i = 0; i < BlockLength && at + i < input.Length; i++)
            {
                output[at + i] = (byte)(input[at + i] ^ pad[i]);
            }

            Increment(counter);
        }

        CryptographicOperations.ZeroMemory(pad);
    }

    /// <summary>Hashes the right half of the derived key and the ciphertext.</summary>
    public static Hash32 Authenticate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> input = stackalloc byte[KeyDerivation.KeyLength - CipherKeyLength + Secp256k1.SecretLength];
        key[CipherKeyLength..].CopyTo(input);
        ciphertext.CopyTo(input[(KeyDerivation.KeyLength - CipherKeyLength)..]);
        Hash32 mac = Keccak256.Hash(input);
        CryptographicOperations.ZeroMemory(input);
        return mac;
    }

    /// <summary>Adds 1 to the big-endian counter; the highest one is followed by 0.</summary>
    private static void Increment(Span<byte> counter)
    {
        for (int i = counter.Length - 1; i >= 0; i--)
        {
            counter[i] = unchecked((byte)(counter[i] + 1));
            if (counter[i] != 0)
            {
                return;
            }
        }
    }
}
