using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace SessionKeys;

/// <summary>Writes a keystore file with the fields and spellings of geth.</summary>
internal static class KeystoreWriter
{
    public static byte[] Write(KeystoreContent content)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            if (content.Address is { } address)
            {
                writer.WriteString("address", Convert.ToHexStringLower(address.ToArray()));
            }

            writer.WriteStartObject("crypto");
            writer.WriteString("cipher", "aes-128-ctr");
            writer.WriteString("ciphertext", Convert.ToHexStringLower(content.Ciphertext));
            writer.WriteStartObject("cipherparams");
            writer.WriteString("iv", Convert.ToHexStringLower(content.Iv));
            writer.WriteEndObject();
            WriteDerivation(writer, content.Derivation);
            writer.WriteString("mac", Convert.ToHexStringLower(content.Mac.ToArray()));
            writer.WriteEndObject();
            writer.WriteString("id", NewId());
            writer.WriteNumber("version", 3);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDerivation(Utf8JsonWriter writer, KeyDerivation derivation)
    {
        writer.WriteString("kdf", derivation is ScryptDerivation ? ScryptDerivation.Name : Pbkdf2Derivation.Name);
        writer.WriteStartObject("kdfparams");
        writer.WriteNumber("dklen", KeyDerivation.KeyLength);
        switch (derivation)
        {
            case ScryptDerivation scrypt:
                writer.WriteNumber("n", scrypt.N);
                writer.WriteNumber("r", scrypt.R);
                writer.WriteNumber("p", scrypt.P);
                break;
            case Pbkdf2Derivation pbkdf2:
                writer.WriteNumber("c", pbkdf2.Iterations);
                writer.WriteString("prf", Pbkdf2Derivation.Prf);
                break;
        }

        writer.WriteString("salt", Convert.ToHexStringLower(derivation.Salt));
        writer.WriteEndObject();
    }

    /// <summary>A random UUID of version 4 (RFC 9562).</summary>
    private static Guid NewId()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
