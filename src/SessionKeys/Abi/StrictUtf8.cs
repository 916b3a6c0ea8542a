using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SessionKeys;

/// <summary>UTF-8 that refuses text or bytes without an exact translation, instead of replacing them.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes text; false when it contains half a surrogate pair.</summary>
    public static bool TryGetBytes(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        try
        {
            bytes = Utf8.GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = null;
            return false;
        }
    }

    /// <summary>Decodes bytes; false when they are not UTF-8.</summary>
    public static bool TryGetString(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        bool isUtf8 = System.Text.Unicode.Utf8.IsValid(bytes);
        text = isUtf8 ? Utf8.GetString(bytes) : null;
        return isUtf8;
    }
}
