using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>
/// Encrypted files of secp256k1 keys, Web3 Secret Storage version 3, as geth and most wallets write and read them.
/// </summary>
/// <remarks>
/// Content in, content out: nothing here reads or writes a file. To open one, see
/// <see cref="InMemoryApprover.FromKeystore"/> and <see cref="InMemorySessionKey.FromKeystore"/>. A password is the
/// bytes of its UTF-8 text as they are: no Unicode normalisation, no trimming. Safe for use by several threads.
/// </remarks>
public static class Keystore
{
    /// <summary>Encrypts a key under a password.</summary>
    /// <param name="secret">32 bytes, a number from 1 to the group order exclusive; the caller clears it.</param>
    /// <param name="password">The password as UTF-8, used as it is; the caller clears it.</param>
    /// <param name="kdf">How the password is made expensive to guess.</param>
    /// <returns>
    /// The content of the file, UTF-8 JSON, with a random salt, initialization vector and id, and with the address.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="secret"/> is no key, or <paramref name="password"/> is empty.
    /// </exception>
    /// <exception cref="SessionKeyException">scrypt is not available here.</exception>
    public static byte[] Encrypt(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> password, KeystoreKdf kdf = KeystoreKdf.Scrypt)
    {
        Address address = Secp256k1.GetAddress(secret);
        if (password.IsEmpty)
        {
            throw new ArgumentException(
                "A keystore was refused: its password is empty; allowed is 1 byte or more. Pass a password.",
                nameof(password));
        }

        KeyDerivation derivation = KeyDerivation.Create(kdf, RandomNumberGenerator.GetBytes(32));
        byte[] iv = RandomNumberGenerator.GetBytes(KeystoreCipher.BlockLength);
        byte[] ciphertext = new byte[Secp256k1.SecretLength];
        Span<byte> key = stackalloc byte[KeyDerivation.KeyLength];
        try
        {
            derivation.Derive(password, key);
            KeystoreCipher.Apply(key, iv, secret, ciphertext);
            Hash32 mac = KeystoreCipher.Authenticate(key, ciphertext);
            return KeystoreWriter.Write(new KeystoreContent(derivation, iv, ciphertext, mac, address));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Decrypts a key after its password was proven right.</summary>
    internal static Secp256k1Secret Open(ReadOnlySpan<byte> json, ReadOnlySpan<byte> password)
    {
        KeystoreContent content = KeystoreReader.Read(json);
        Span<byte> key = stackalloc byte[KeyDerivation.KeyLength];
        Span<byte> secret = stackalloc byte[Secp256k1.SecretLength];
        try
        {
            content.Derivation.Derive(password, key);
            Hash32 mac = KeystoreCipher.Authenticate(key, content.Ciphertext);
            if (!CryptographicOperations.FixedTimeEquals(mac.ToArray(), content.Mac.ToArray()))
            {
                throw KeystoreErrors.WrongPassword();
            }

            KeystoreCipher.Apply(key, content.Iv, content.Ciphertext, secret);
            return Take(secret, content.Address);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The address stands beside the encryption, where anybody could have changed it.</summary>
    private static Secp256k1Secret Take(ReadOnlySpan<byte> secret, Address? expected)
    {
        Secp256k1Secret key;
        try
        {
            key = new Secp256k1Secret(secret);
        }
        catch (ArgumentException)
        {
            throw KeystoreErrors.NoKey();
        }

        if (expected is null || expected == key.Address)
        {
            return key;
        }

        key.Dispose();
        throw KeystoreErrors.AddressMismatch(key.Address, expected.Value);
    }
}
