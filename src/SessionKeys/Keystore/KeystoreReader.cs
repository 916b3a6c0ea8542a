using System.Globalization;

namespace SessionKeys;

/// <summary>
/// Reads a keystore file strictly. Wallets add fields beside the encryption (a name, a mnemonic): those are not read;
/// inside of it, an unknown field is refused.
/// </summary>
internal static class KeystoreReader
{
    public const int MaxLength = 16 * 1024;
    private const int MaxSaltLength = 64;

    public static KeystoreContent Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxLength)
        {
            throw KeystoreErrors.TooLong(json.Length, MaxLength);
        }

        JsonValue root = ReadStrictly(json);
        if (Number(root, "$", "version") is var version and not 3)
        {
            throw KeystoreErrors.Unsupported("$.version", Plain(version), "3");
        }

        (string path, JsonValue crypto) = Crypto(root);
        OnlyKnown(crypto, path, "cipher", "cipherparams", "ciphertext", "kdf", "kdfparams", "mac");
        RequireName(crypto, path, "cipher", "aes-128-ctr");
        JsonValue cipher = Object(crypto, path, "cipherparams");
        OnlyKnown(cipher, $"{path}.cipherparams", "iv");
        return new KeystoreContent(
            Derivation(crypto, path),
            Bytes(cipher, $"{path}.cipherparams", "iv", KeystoreCipher.BlockLength, KeystoreCipher.BlockLength),
            Bytes(crypto, path, "ciphertext", Secp256k1.SecretLength, Secp256k1.SecretLength),
            Hash32.FromBytes(Bytes(crypto, path, "mac", Hash32.Length, Hash32.Length)),
            ReadAddress(root));
    }

    /// <summary>The error of the reader may repeat what stands in the file: it is not passed on.</summary>
    private static JsonValue ReadStrictly(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonValue root = StrictJsonReader.Read(json);
            return root.Kind == JsonKind.Object ? root : throw KeystoreErrors.NotStrictJson();
        }
        catch (EnvelopeFormatException)
        {
            throw KeystoreErrors.NotStrictJson();
        }
    }

    /// <summary>geth writes <c>crypto</c>, ethers <c>Crypto</c>.</summary>
    private static (string Path, JsonValue Crypto) Crypto(JsonValue root)
    {
        bool isCapital = root.Members.ContainsKey("Crypto");
        if (isCapital && root.Members.ContainsKey("crypto"))
        {
            throw KeystoreErrors.Malformed("$.Crypto", "beside $.crypto", "one of the two");
        }

        string name = isCapital ? "Crypto" : "crypto";
        return ($"$.{name}", Object(root, "$", name));
    }

    private static KeyDerivation Derivation(JsonValue crypto, string path)
    {
        string name = Text(crypto, path, "kdf");
        JsonValue parameters = Object(crypto, path, "kdfparams");
        path += ".kdfparams";
        switch (name)
        {
            case ScryptDerivation.Name:
                OnlyKnown(parameters, path, "dklen", "n", "r", "p", "salt");
                RequireKeyLength(parameters, path);
                return new ScryptDerivation(
                    Number(parameters, path, "n"),
                    Number(parameters, path, "r"),
                    Number(parameters, path, "p"),
                    Bytes(parameters, path, "salt", 1, MaxSaltLength));
            case Pbkdf2Derivation.Name:
                OnlyKnown(parameters, path, "dklen", "c", "prf", "salt");
                RequireKeyLength(parameters, path);
                RequireName(parameters, path, "prf", Pbkdf2Derivation.Prf);
                return new Pbkdf2Derivation(
                    Number(parameters, path, "c"), Bytes(parameters, path, "salt", 1, MaxSaltLength));
            default:
                throw KeystoreErrors.Unsupported(
                    "its kdf", $"another text of {name.Length} characters", "scrypt or pbkdf2");
        }
    }

    private static void RequireKeyLength(JsonValue parameters, string path)
    {
        if (Number(parameters, path, "dklen") is var length and not KeyDerivation.KeyLength)
        {
            throw KeystoreErrors.Parameters($"dklen is {Plain(length)}", Plain(KeyDerivation.KeyLength));
        }
    }

    private static void RequireName(JsonValue parent, string path, string name, string required)
    {
        string text = Text(parent, path, name);
        if (text != required)
        {
            throw KeystoreErrors.Unsupported(
                $"{path}.{name}", $"another text of {text.Length} characters", required);
        }
    }

    private static Address? ReadAddress(JsonValue root)
    {
        if (!root.Members.ContainsKey("address"))
        {
            return null;
        }

        string text = Text(root, "$", "address");
        byte[] bytes = new byte[Address.Length];
        bool isAddress = Hex.TryParseInto(text, bytes) || Hex.TryParseInto($"0x{text}", bytes);
        return isAddress
            ? Address.FromBytes(bytes)
            : throw KeystoreErrors.Malformed("$.address", "another text", "40 hexadecimal digits");
    }

    private static void OnlyKnown(JsonValue parent, string path, params ReadOnlySpan<string> known)
    {
        foreach (string name in parent.Members.Keys)
        {
            if (!known.Contains(name))
            {
                throw KeystoreErrors.Malformed(
                    path, "an object with an unknown field", string.Join(", ", known.ToArray()));
            }
        }
    }

    private static JsonValue Object(JsonValue parent, string path, string name) =>
        Member(parent, path, name, JsonKind.Object, "an object");

    private static string Text(JsonValue parent, string path, string name) =>
        Member(parent, path, name, JsonKind.String, "a text").Text;

    private static long Number(JsonValue parent, string path, string name)
    {
        string text = Member(parent, path, name, JsonKind.Number, "a number").Text;
        bool isNumber =
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && text.Length <= 10;
        return isNumber
            ? number
            : throw KeystoreErrors.Malformed(
                $"{path}.{name}", "another number", "an integer of at most 10 digits without sign and exponent");
    }

    private static byte[] Bytes(JsonValue parent, string path, string name, int minimum, int maximum)
    {
        string text = Text(parent, path, name);
        return text.Length >= 2 * minimum && text.Length <= 2 * maximum && Hex.TryParse($"0x{text}", out byte[]? bytes)
            ? bytes
            : throw KeystoreErrors.Malformed(
                $"{path}.{name}",
                $"a text of {text.Length} characters",
                minimum == maximum
                    ? $"{2 * minimum} hexadecimal digits"
                    : $"{2 * minimum} to {2 * maximum} hexadecimal digits, an even number");
    }

    private static JsonValue Member(JsonValue parent, string path, string name, JsonKind kind, string allowed)
    {
        if (!parent.Members.TryGetValue(name, out JsonValue? member))
        {
            throw KeystoreErrors.Malformed($"{path}.{name}", "missing", allowed);
        }

        return member.Kind == kind
            ? member
            : throw KeystoreErrors.Malformed($"{path}.{name}", "something else", allowed);
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
