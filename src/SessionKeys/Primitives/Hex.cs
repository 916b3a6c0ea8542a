using System.Diagnostics.CodeAnalysis;

namespace SessionKeys;

/// <summary>Converts bytes to and from hexadecimal text with the prefix <c>0x</c>.</summary>
public static class Hex
{
    /// <summary>Reads hexadecimal text.</summary>
    /// <param name="text">
    /// <c>0x</c> followed by an even number of hexadecimal digits of either case; <c>0x</c> alone is the empty array.
    /// </param>
    /// <returns>A new array with one byte for each pair of digits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">
    /// The prefix is missing, the number of digits is odd, or a character is not a hexadecimal digit.
    /// </exception>
    public static byte[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParse(text, out byte[]? bytes))
        {
            return bytes;
        }

        throw new FormatException(
            $"Hexadecimal text was refused: {Describe(text)}; allowed is 0x and an even number of the digits " +
            "0-9, a-f, A-F. Add the prefix or the missing digit.");
    }

    /// <summary>Reads hexadecimal text and says whether it was well formed.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="bytes">A new array with the bytes, or null when the method returns false.</param>
    /// <returns>True when <paramref name="text"/> obeys the rules of <see cref="Parse"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text is null || text.Length < 2 || text.Length % 2 != 0 || !text.StartsWith("0x", StringComparison.Ordinal))
        {
            return false;
        }

        byte[] parsed = new byte[(text.Length - 2) / 2];
        if (!TryParseInto(text, parsed))
        {
            return false;
        }

        bytes = parsed;
        return true;
    }

    /// <summary>Writes bytes as <c>0x</c> and lower-case digits.</summary>
    /// <param name="bytes">The bytes; an empty span becomes <c>0x</c>.</param>
    /// <returns>A string of <c>2 + 2 * bytes.Length</c> characters.</returns>
    public static string Format(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads text of exactly the length that fills the destination.</summary>
    internal static bool TryParseInto([NotNullWhen(true)] string? text, Span<byte> destination)
    {
        if (text is null || text.Length != 2 + (2 * destination.Length) || text[0] != '0' || text[1] != 'x')
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.AsSpan(2);
        return Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>
    /// Says how long a refused text was, without repeating it: it may be a secret pasted into the wrong place.
    /// </summary>
    internal static string Describe(string text) =>
        $"{text.Length} characters{(text.StartsWith("0x", StringComparison.Ordinal) ? "" : ", no prefix 0x")}";
}
