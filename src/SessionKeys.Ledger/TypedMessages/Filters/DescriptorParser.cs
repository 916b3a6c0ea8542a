using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Ledger;

/// <summary>Reads descriptors in the form of Ledger's catalogue, strictly.</summary>
internal static class DescriptorParser
{
    public const int MaxLength = 1024 * 1024;
    public const int MaxLabelLength = 100;

    /// <summary>More characters than this do not fit beside an amount.</summary>
    public const int MaxAmountLabelLength = 25;

    private const int MaxPathLength = 200;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static IReadOnlyList<TypedDataDescriptor> Parse(string json)
    {
        if (json.Length > MaxLength)
        {
            throw DescriptorErrors.Malformed("$", $"{json.Length} characters", $"at most {MaxLength}");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return [.. Members(document.RootElement, "$").Select(
                member => ReadDescriptor(member.Name, member.Value))];
        }
        catch (JsonException exception)
        {
            throw DescriptorErrors.Malformed(
                "$", $"no JSON at line {exception.LineNumber + 1}", "one object without a name twice", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What the framework throws for half of a character: the first in an escape, the second as it stands.
            throw DescriptorErrors.Malformed("$", "half of a character", "well-formed text", exception);
        }
    }

    private static TypedDataDescriptor ReadDescriptor(string key, JsonElement value)
    {
        string[] parts = key.Split(':');
        bool isKey = parts.Length == 3 && !parts[1].Any(char.IsAsciiLetterUpper)
            && parts[2].Length == 2 * Sha224.Length && parts[2].All(char.IsAsciiHexDigitLower);
        if (!isKey || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong chainId)
            || parts[0] != chainId.ToString(CultureInfo.InvariantCulture)
            || !Address.TryParse(parts[1], out Address contract))
        {
            throw DescriptorErrors.Malformed(
                "a name", $"{key.Length} characters", "chain id:0x and 40 digits:56 digits, in lower case");
        }

        RequireOnly(value, key, ["contractName", "fields"]);
        JsonElement label = Required(value, "contractName", key);
        RequireOnly(label, $"{key}.contractName", ["label", "signature"]);
        return new TypedDataDescriptor
        {
            ChainId = chainId,
            VerifyingContract = contract,
            SchemaHash = parts[2],
            ContractLabel = ReadLabel(label, $"{key}.contractName", MaxLabelLength),
            Signature = ReadSignature(label, $"{key}.contractName"),
            Fields = ReadFields(Required(value, "fields", key), $"{key}.fields"),
        };
    }

    private static List<DescriptorField> ReadFields(JsonElement fields, string place)
    {
        int count = fields.ValueKind == JsonValueKind.Array ? fields.GetArrayLength() : 0;
        if (count is < 1 or > TypedDataDescriptor.MaxFields)
        {
            throw DescriptorErrors.Malformed(
                place, $"{count} fields", $"an array of 1 to {TypedDataDescriptor.MaxFields}");
        }

        List<DescriptorField> result = [];
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (JsonElement element in fields.EnumerateArray())
        {
            string fieldPlace = $"{place}[{result.Count}]";
            DescriptorField field = ReadField(element, fieldPlace);
            if (!paths.Add(field.Path))
            {
                throw DescriptorErrors.Malformed(fieldPlace, $"{field.Path} stands twice", "each path once");
            }

            result.Add(field);
        }

        return result;
    }

    /// <summary>The first edition of the form has no formats: every value is shown as it is.</summary>
    private static DescriptorField ReadField(JsonElement field, string place)
    {
        RequireOnly(field, place, ["label", "path", "signature", "format", "coin_ref"]);
        FieldFormat format = !field.TryGetProperty("format", out JsonElement name)
            ? FieldFormat.Raw
            : Text(name, $"{place}.format") switch
            {
                "raw" => FieldFormat.Raw,
                "datetime" => FieldFormat.DateTime,
                "token" => FieldFormat.Token,
                "amount" => FieldFormat.Amount,
                _ => throw DescriptorErrors.Malformed(
                    $"{place}.format", "another format", "raw, datetime, token or amount"),
            };
        string path = Text(Required(field, "path", place), $"{place}.path");
        if (path.Length > MaxPathLength || !path.Split('.').All(IsPathPart))
        {
            throw DescriptorErrors.Malformed(
                $"{place}.path", $"{path.Length} characters", "names and [] with dots between them");
        }

        return new DescriptorField(
            path,
            ReadLabel(field, place, format == FieldFormat.Amount ? MaxAmountLabelLength : MaxLabelLength),
            format,
            ReadReference(field, format, place),
            ReadSignature(field, place));
    }

    private static bool IsPathPart(string part)
        => part == "[]" || (part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$'));

    private static int? ReadReference(JsonElement field, FieldFormat format, string place)
    {
        bool isNeeded = format is FieldFormat.Token or FieldFormat.Amount;
        if (!field.TryGetProperty("coin_ref", out JsonElement element) && !isNeeded)
        {
            return null;
        }

        bool isNumber = element.ValueKind == JsonValueKind.Number;
        int number = isNumber && element.TryGetInt32(out int read) ? read : -1;
        bool isOfContract = format == FieldFormat.Amount && number == DescriptorCheck.ContractReference;
        return isNeeded && (isOfContract || number is >= 0 and < TypedDataDescriptor.MaxTokens)
            ? number
            : throw DescriptorErrors.Malformed(
                $"{place}.coin_ref", "missing, needless or out of range",
                $"for a token or an amount 0 to {TypedDataDescriptor.MaxTokens - 1}, for an amount also 255");
    }

    private static string ReadLabel(JsonElement element, string place, int maxLength)
    {
        string label = Text(Required(element, "label", place), $"{place}.label");
        return label.Length >= 1 && label.Length <= maxLength && !label.Any(c => c is < ' ' or > '~')
            ? label
            : throw DescriptorErrors.Malformed(
                $"{place}.label", $"{label.Length} characters", $"1 to {maxLength} printable ASCII characters");
    }

    private static byte[] ReadSignature(JsonElement element, string place)
    {
        string text = Text(Required(element, "signature", place), $"{place}.signature");
        return Hex.TryParse("0x" + text, out byte[]? bytes) && DescriptorSignature.IsWellFormed(bytes)
            ? bytes
            : throw DescriptorErrors.Malformed(
                $"{place}.signature", $"{text.Length} characters", "a DER signature in hexadecimal digits");
    }

    private static JsonElement Required(JsonElement element, string name, string place)
        => element.TryGetProperty(name, out JsonElement value)
            ? value
            : throw DescriptorErrors.Malformed(place, $"no {name}", "one");

    private static void RequireOnly(JsonElement element, string place, string[] names)
    {
        if (Members(element, place).Any(member => !names.Contains(member.Name)))
        {
            throw DescriptorErrors.Malformed(place, "an unknown member", string.Join(", ", names));
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string place)
        => element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject()
            : throw DescriptorErrors.Malformed(place, "no object", "an object");

    private static string Text(JsonElement element, string place)
        => element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw DescriptorErrors.Malformed(place, "no text", "text in quotation marks");
}
