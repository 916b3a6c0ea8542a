using System.Text;
using System.Text.Json;

namespace SessionKeys;

/// <summary>
/// Reads JSON more strictly than its standard asks: plain ASCII without escapes, no field twice, bounded length and
/// depth. Two texts that look alike to a person can then not mean different envelopes.
/// </summary>
internal ref struct StrictJsonReader
{
    public const int MaxLength = 256 * 1024;
    public const int MaxDepth = 16;

    private Utf8JsonReader _reader;
    private string _path = "$";

    private StrictJsonReader(ReadOnlySpan<byte> utf8) =>
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });

    public static JsonValue Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            throw new EnvelopeFormatException(
                "$",
                $"{utf8.Length} bytes",
                $"at most {MaxLength} bytes",
                "Split the envelope, or check that this is the right file.");
        }

        StrictJsonReader reader = new(utf8);
        try
        {
            reader._reader.Read();
            JsonValue value = reader.ReadValue("$", 0);
            reader._path = "$";
            reader._reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            throw new EnvelopeFormatException(
                reader._path,
                $"not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} of it",
                "one JSON object without comments, trailing commas or anything behind it",
                "Correct the text there.");
        }
    }

    private JsonValue ReadValue(string path, int depth)
    {
        _path = path;
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(path, Deeper(path, depth)),
            JsonTokenType.StartArray => ReadArray(path, Deeper(path, depth)),
            JsonTokenType.String => new JsonValue(path, JsonKind.String, ReadText(path)),
            JsonTokenType.Number => new JsonValue(path, JsonKind.Number, Encoding.ASCII.GetString(_reader.ValueSpan)),
            JsonTokenType.True => new JsonValue(path, JsonKind.Boolean, "true"),
            JsonTokenType.False => new JsonValue(path, JsonKind.Boolean, "false"),
            _ => new JsonValue(path, JsonKind.Null, "null"),
        };
    }

    private JsonValue ReadObject(string path, int depth)
    {
        Dictionary<string, JsonValue> members = [];
        _reader.Read();
        while (_reader.TokenType != JsonTokenType.EndObject)
        {
            string name = ReadName(path);
            string memberPath = $"{path}.{JsonValue.Shorten(name)}";
            if (members.ContainsKey(name))
            {
                throw new EnvelopeFormatException(
                    memberPath, "the field stands here twice", "once", "Remove one of the two.");
            }

            _path = memberPath;
            _reader.Read();
            members.Add(name, ReadValue(memberPath, depth));
            _path = path;
            _reader.Read();
        }

        return new JsonValue(path, JsonKind.Object, "") { Members = members };
    }

    private JsonValue ReadArray(string path, int depth)
    {
        List<JsonValue> items = [];
        _reader.Read();
        while (_reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue($"{path}[{items.Count}]", depth));
            _path = path;
            _reader.Read();
        }

        return new JsonValue(path, JsonKind.Array, "") { Items = items };
    }

    private readonly string ReadText(string path) => IsPlain() ? Encoding.ASCII.GetString(_reader.ValueSpan)
        : throw RefuseText(path, JsonValue.Shorten(Escape(_reader.ValueSpan)));

    private readonly string ReadName(string path)
    {
        if (IsPlain())
        {
            return Encoding.ASCII.GetString(_reader.ValueSpan);
        }

        string shown = JsonValue.Shorten(Escape(_reader.ValueSpan));
        throw RefuseText($"{path}.{shown}", shown);
    }

    private readonly bool IsPlain() =>
        !_reader.ValueIsEscaped && _reader.ValueSpan.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0;

    private static EnvelopeFormatException RefuseText(string path, string shown) => new(
        path,
        $"the text \"{shown}\" with an escape or a character outside plain ASCII",
        "plain ASCII characters without escapes",
        "Retype the text; a look-alike letter is not the letter.");

    private static int Deeper(string path, int depth) => depth < MaxDepth
        ? depth + 1
        : throw new EnvelopeFormatException(
            JsonValue.Shorten(path),
            $"nested {depth + 1} levels deep",
            $"at most {MaxDepth} levels",
            "Remove the nesting.");

    /// <summary>Shows what a person would not see: every byte outside plain ASCII as its number.</summary>
    private static string Escape(ReadOnlySpan<byte> raw)
    {
        StringBuilder text = new();
        foreach (byte character in raw)
        {
            _ = character is >= 0x20 and <= 0x7e ? text.Append((char)character) : text.Append($"<{character:x2}>");
        }

        return text.ToString();
    }
}
