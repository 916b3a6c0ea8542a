using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>A JSON-RPC error as servers really send it: any part may be missing or of another type.</summary>
/// <param name="Code">The code if it is an integer of 32 bits, as number or as text.</param>
/// <param name="CodeName">The code if it is anything else.</param>
/// <param name="Message">The message; empty if there is none.</param>
/// <param name="RevertData">The revert bytes found in <c>data</c>, or null.</param>
internal sealed record RpcError(int? Code, string? CodeName, string Message, byte[]? RevertData)
{
    private const int MaxDataNesting = 4;

    private static readonly string[] RevertFields = ["revertData", "data", "originalError", "result", "output"];

    /// <summary>Reads the <c>error</c> member of a reply; never throws.</summary>
    /// <param name="reply">The reply, which may carry a message beside the error.</param>
    /// <param name="error">Its <c>error</c> member.</param>
    public static RpcError Read(JsonElement reply, JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            string text = TextOf(error);
            string beside = reply.TryGetProperty("message", out JsonElement message) ? TextOf(message) : string.Empty;
            return new RpcError(null, null, beside.Length == 0 ? text : $"{text}: {beside}", null);
        }

        (int? code, string? name) = error.TryGetProperty("code", out JsonElement value)
            ? ReadCode(value)
            : (null, null);
        return new RpcError(
            code,
            name,
            error.TryGetProperty("message", out JsonElement words) ? TextOf(words) : string.Empty,
            error.TryGetProperty("data", out JsonElement data) ? FindRevert(data, 0) : null);
    }

    /// <summary>The same error with its words redacted.</summary>
    public RpcError Without(Func<string, string> redact) => this with
    {
        CodeName = CodeName is null ? null : redact(CodeName),
        Message = redact(Message),
    };

    private static (int? Code, string? Name) ReadCode(JsonElement code)
    {
        if (code.ValueKind == JsonValueKind.Null)
        {
            return (null, null);
        }

        string text = TextOf(code);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && number is >= int.MinValue and <= int.MaxValue && decimal.IsInteger(number)
                ? ((int)number, null)
                : (null, ServerText.Clean(text));
    }

    private static byte[]? FindRevert(JsonElement data, int depth)
    {
        if (data.ValueKind == JsonValueKind.String)
        {
            string text = TextOf(data);
            int start = text.StartsWith("Reverted 0x", StringComparison.Ordinal) ? "Reverted ".Length : 0;
            return Hex.TryParse(text[start..], out byte[]? bytes) ? bytes : null;
        }

        if (data.ValueKind != JsonValueKind.Object || depth == MaxDataNesting)
        {
            return null;
        }

        foreach (string field in RevertFields)
        {
            if (data.TryGetProperty(field, out JsonElement inner) && FindRevert(inner, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString()!,
                JsonValueKind.Null or JsonValueKind.Undefined => string.Empty,
                _ => element.GetRawText(),
            };
        }
        catch (InvalidOperationException)
        {
            return string.Empty; // a string that is not valid UTF-16, which JsonElement reports only here
        }
    }
}
