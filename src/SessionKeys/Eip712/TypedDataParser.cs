using System.Numerics;
using System.Text;
using System.Text.Json;

namespace SessionKeys;

/// <summary>Reads the JSON of <c>eth_signTypedData_v4</c>, guided by the types that stand in it.</summary>
internal sealed class TypedDataParser
{
    public const int MaxLength = 256 * 1024;
    public const int MaxDepth = 64;

    /// <summary>Up to here every JSON program reads an integer exactly, and no other one as the same.</summary>
    private const long MaxSafeInteger = (1L << 53) - 1;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
    };

    private readonly TypedDataSchema _schema;

    private TypedDataParser(TypedDataSchema schema) => _schema = schema;

    public static TypedData Parse(string json)
    {
        if (json.Length > MaxLength)
        {
            throw TypedDataErrors.Format("$", $"{json.Length} characters long", $"at most {MaxLength} characters");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return ReadRequest(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw TypedDataErrors.Format(
                "$",
                $"not valid at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} of it",
                $"one JSON object of at most {MaxDepth} levels, without comments and with no name twice in an object",
                exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What the framework throws for half of a character: the first in the escape of a name, the second as it
            // stands.
            throw TypedDataErrors.Format("$", "text with half of a character", "well-formed text", exception);
        }
    }

    private static TypedData ReadRequest(JsonElement root)
    {
        RequireMembers(root, "$", "types", "primaryType", "domain", "message");
        Dictionary<string, IReadOnlyList<TypedDataField>> types = ReadTypes(root.GetProperty("types"));
        string primaryType = Text(root.GetProperty("primaryType"), "$.primaryType");
        TypedDataSchema schema = new(types);
        schema.Require(TypedData.DomainType, "$.domain");
        schema.Require(primaryType, "$.primaryType");
        TypedDataParser parser = new(schema);
        TypedData data = new()
        {
            Types = types,
            PrimaryType = primaryType,
            Domain = parser.ReadStruct(TypedData.DomainType, root.GetProperty("domain"), "domain"),
            Message = parser.ReadStruct(primaryType, root.GetProperty("message"), "message"),
        };
        _ = data.Digest();
        return data;
    }

    private static Dictionary<string, IReadOnlyList<TypedDataField>> ReadTypes(JsonElement types)
    {
        RequireKind(types, JsonValueKind.Object, "$.types", "an object");
        Dictionary<string, IReadOnlyList<TypedDataField>> result = [];
        foreach (JsonProperty type in types.EnumerateObject())
        {
            string path = $"$.types.{type.Name}";
            RequireKind(type.Value, JsonValueKind.Array, path, "an array of members");
            List<TypedDataField> fields = [];
            foreach (JsonElement field in type.Value.EnumerateArray())
            {
                string fieldPath = $"{path}[{fields.Count}]";
                RequireMembers(field, fieldPath, "name", "type");
                fields.Add(new TypedDataField(
                    Text(field.GetProperty("name"), $"{fieldPath}.name"),
                    Text(field.GetProperty("type"), $"{fieldPath}.type")));
            }

            result.Add(type.Name, fields);
        }

        return result;
    }

    private Dictionary<string, object> ReadStruct(string structName, JsonElement element, string path)
    {
        RequireKind(element, JsonValueKind.Object, path, "an object");
        Dictionary<string, object> members = [];
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string memberPath = $"{path}.{member.Name}";
            TypedDataField field = _schema.Fields(structName).FirstOrDefault(field => field.Name == member.Name)
                ?? throw TypedDataErrors.ExtraField(Shorten(memberPath), structName);
            members.Add(member.Name, ReadValue(field.Type, member.Value, memberPath));
        }

        return members;
    }

    private object ReadValue(string type, JsonElement element, string path)
    {
        if (!TypedDataSchema.TrySplitArray(type, out string itemType, out _))
        {
            return _schema.IsStruct(type)
                ? ReadStruct(type, element, path)
                : ReadElementary(AbiType.Elementary(type)!, element, path);
        }

        RequireKind(element, JsonValueKind.Array, path, "an array");
        List<object> items = [];
        foreach (JsonElement item in element.EnumerateArray())
        {
            items.Add(ReadValue(itemType, item, $"{path}[{items.Count}]"));
        }

        return items;
    }

    private static object ReadElementary(AbiType type, JsonElement element, string path) => type.Kind switch
    {
        AbiKind.Boolean when element.ValueKind is JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        AbiKind.Boolean => throw Refuse(element, path, "true or false"),
        AbiKind.String => Text(element, path),
        AbiKind.Address => Address.TryParse(TextOrNull(element), out Address address) ? address : throw Refuse(
            element, path, "\"0x\" and 40 hexadecimal digits, in lower case or with their EIP-55 checksum"),
        AbiKind.UnsignedInteger when ReadInteger(element) is { Sign: >= 0 } number && number.GetBitLength() <= type.Size
            => (UInt256)number,
        AbiKind.SignedInteger when ReadInteger(element) is { } number && number.GetBitLength() < type.Size => number,
        AbiKind.UnsignedInteger or AbiKind.SignedInteger => throw Refuse(
            element,
            path,
            $"an integer in the range of {type.Name}: decimal digits, or \"0x\" and hexadecimal digits, in quotation "
            + "marks; without them plain digits below 2^53"),
        _ when Hex.TryParse(TextOrNull(element), out byte[]? bytes)
            && (type.Kind == AbiKind.Bytes || bytes.Length == type.Size) => bytes,
        _ => throw Refuse(
            element,
            path,
            type.Kind == AbiKind.Bytes ? "\"0x\" and pairs of hexadecimal digits" : $"\"0x\" and {type.Size} bytes"),
    };

    /// <summary>Reads an integer; null for any other text. Fractions and exponents are no integers.</summary>
    private static BigInteger? ReadInteger(JsonElement element)
    {
        string? text = element.ValueKind == JsonValueKind.Number ? element.GetRawText() : TextOrNull(element);
        bool isNegative = text is ['-', not '0', ..];
        if (!UInt256.TryParse(isNegative ? text![1..] : text, out UInt256 magnitude)
            || (text is ['0', >= '0' and <= '9', ..])
            || (element.ValueKind == JsonValueKind.Number && (BigInteger)magnitude > MaxSafeInteger))
        {
            return null;
        }

        return isNegative ? -(BigInteger)magnitude : magnitude;
    }

    private static void RequireMembers(JsonElement element, string path, params ReadOnlySpan<string> names)
    {
        RequireKind(element, JsonValueKind.Object, path, "an object");
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw TypedDataErrors.Format(
                    Shorten($"{path}.{member.Name}"), "an unknown member", string.Join(", ", names.ToArray()));
            }
        }

        foreach (string name in names)
        {
            if (!element.TryGetProperty(name, out _))
            {
                throw TypedDataErrors.Format(Shorten($"{path}.{name}"), "missing", "a value");
            }
        }
    }

    private static void RequireKind(JsonElement element, JsonValueKind kind, string path, string allowed)
    {
        if (element.ValueKind != kind)
        {
            throw Refuse(element, path, allowed);
        }
    }

    private static string Text(JsonElement element, string path)
        => TextOrNull(element) ?? throw Refuse(element, path, "well-formed text in quotation marks");

    private static string? TextOrNull(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // An escape names half of a character.
        }
    }

    private static SessionKeyException Refuse(JsonElement element, string path, string allowed) =>
        TypedDataErrors.Format(Shorten(path), Describe(element), allowed);

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Shorten(element.GetRawText()),
    };

    /// <summary>Shows a text of any length and content in one short line.</summary>
    private static string Shorten(string text)
    {
        StringBuilder shown = new();
        foreach (Rune character in text.EnumerateRunes().Take(66))
        {
            _ = character.Value is >= 0x20 and <= 0x7e ? shown.Append(character) : shown.Append('?');
        }

        return shown.Length < text.Length ? $"{shown}… ({text.Length} characters)" : shown.ToString();
    }
}
