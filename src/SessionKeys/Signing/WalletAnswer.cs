using System.Text.Json;

namespace SessionKeys;

/// <summary>Reads the answer of a browser wallet, which may be hostile; nothing of it gets into an error.</summary>
internal static class WalletAnswer
{
    private const int MaxLength = 64 * 1024;
    private const int CompactLength = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads r ‖ s ‖ v; v of 0 and 1 becomes 27 and 28.</summary>
    public static EcdsaSignature Read(string answer)
    {
        if (answer.Length > MaxLength)
        {
            throw WalletErrors.Malformed($"{answer.Length} characters");
        }

        return ReadSignature(answer.StartsWith("0x", StringComparison.Ordinal) ? answer : ReadJson(answer));
    }

    private static string ReadJson(string answer)
    {
        try
        {
            if (!StrictUtf8.TryGetBytes(answer, out byte[]? utf8))
            {
                throw WalletErrors.Malformed("text with half a character");
            }

            using JsonDocument document = JsonDocument.Parse(utf8, Options);
            return ReadResult(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what the framework throws for an escaped half of a character.
            throw WalletErrors.Malformed("neither hexadecimal text nor valid JSON");
        }
    }

    private static string ReadResult(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.String)
        {
            return answer.GetString()!;
        }

        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw WalletErrors.Malformed("JSON of another kind");
        }

        if (answer.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null)
        {
            throw ReadError(error);
        }

        return answer.TryGetProperty("result", out JsonElement result) && result.ValueKind == JsonValueKind.String
            ? result.GetString()!
            : throw ReadError(answer);
    }

    private static SessionKeyException ReadError(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out JsonElement code)
            && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out int number)
            ? WalletErrors.FromCode(number)
            : WalletErrors.Malformed("an object without result and error code");

    private static EcdsaSignature ReadSignature(string text)
    {
        if (!Hex.TryParse(text, out byte[]? bytes))
        {
            throw WalletErrors.Malformed($"a text of {text.Length} characters that is not hexadecimal");
        }

        if (bytes.Length != EcdsaSignature.Length)
        {
            throw bytes.Length == CompactLength ? WalletErrors.Compact() : WalletErrors.WrongLength(bytes.Length);
        }

        byte v = bytes[^1] <= 1 ? (byte)(bytes[^1] + 27) : bytes[^1];
        return v is 27 or 28
            ? new EcdsaSignature(Hash32.FromBytes(bytes.AsSpan(0, 32)), Hash32.FromBytes(bytes.AsSpan(32, 32)), v)
            : throw WalletErrors.Malformed($"a signature with v {v}");
    }
}
