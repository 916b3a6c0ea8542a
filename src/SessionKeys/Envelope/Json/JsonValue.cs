using System.Text.RegularExpressions;

namespace SessionKeys;

internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>One value of a strictly read JSON text, with the path it stands at.</summary>
/// <param name="Path">The JSON path.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Text">The text of a string, a number or a literal, exactly as written; else empty.</param>
internal sealed partial record JsonValue(string Path, JsonKind Kind, string Text)
{
    private const int ShownLength = 66;

    public IReadOnlyDictionary<string, JsonValue> Members { get; init; } = new Dictionary<string, JsonValue>();

    public IReadOnlyList<JsonValue> Items { get; init; } = [];

    public EnvelopeFormatException Refuse(string allowed, string advice) => new(Path, Describe(), allowed, advice);

    /// <summary>Names the value in an error without repeating a text of any length.</summary>
    public string Describe() => Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.String => $"\"{Shorten(Text)}\"",
        JsonKind.Number => $"the number {Shorten(Text)}",
        _ => Text,
    };

    /// <summary>A text as long as a private key in hexadecimal digits is not repeated: it may be one.</summary>
    public static string Shorten(string text)
    {
        if (HexDigits().IsMatch(text))
        {
            return $"… ({text.Length} characters with hexadecimal digits, not shown)";
        }

        return text.Length <= ShownLength ? text : $"{text[..ShownLength]}… ({text.Length} characters)";
    }

    [GeneratedRegex("[0-9a-fA-F]{64}")]
    private static partial Regex HexDigits();
}
