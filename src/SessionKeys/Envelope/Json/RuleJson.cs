using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace SessionKeys;

/// <summary>The JSON form of a rule. Which fields it has depends on its comparison.</summary>
internal static class RuleJson
{
    private static readonly BigInteger SignedEnd = BigInteger.One << 255;

    public static Rule Read(JsonValue value)
    {
        JsonFields.RequireObject(value);
        Comparison comparison = value.Members.TryGetValue("comparison", out JsonValue? named)
            ? JsonScalars.OneOf(named, JsonNames.Comparisons)
            : throw new EnvelopeFormatException(
                $"{value.Path}.comparison", "the field is missing", "a value", "Add the field.");
        JsonFields fields = new(value, ["word", "comparison", "printForm", .. ValueFields(comparison)]);
        Rule rule = comparison switch
        {
            Comparison.InSet => ReadSet(fields),
            Comparison.EqualsAccount => Rule.EqualsAccount(0),
            Comparison.AtLeastRatio => ReadRatio(fields),
            Comparison.AtMostSigned or Comparison.AtLeastSigned => new()
            {
                Comparison = comparison,
                Word = 0,
                Value = ReadSigned(fields.Required("value")),
            },
            _ => ReadValue(comparison, fields.Required("value")),
        };
        return rule with
        {
            Word = JsonScalars.Byte(fields.Required("word")),
            PrintForm = fields.Optional(
                "printForm", form => JsonScalars.OneOf(form, JsonNames.PrintForms), rule.PrintForm),
        };
    }

    public static void Write(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        writer.WriteNumber("word", rule.Word);
        writer.WriteString("comparison", JsonNames.Comparisons.NameOf(rule.Comparison));
        switch (rule.Comparison)
        {
            case Comparison.InSet:
                WriteSet(writer, rule);
                break;
            case Comparison.EqualsAccount:
                WritePrintForm(writer, rule, PrintForm.Address);
                break;
            case Comparison.AtLeastRatio:
                Ratio ratio = Ratio.FromValue(rule.Value);
                writer.WriteNumber("otherWord", ratio.OtherWord);
                writer.WriteString("numerator", ratio.Numerator.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("denominator", ratio.Denominator.ToString(CultureInfo.InvariantCulture));
                WritePrintForm(writer, rule, PrintForm.Decimal);
                break;
            case Comparison.AtMostSigned or Comparison.AtLeastSigned:
                writer.WriteString("value", RuleText.Signed(rule.Value));
                WritePrintForm(writer, rule, PrintForm.Decimal);
                break;
            default:
                WriteValue(writer, rule);
                break;
        }

        writer.WriteEndObject();
    }

    private static string[] ValueFields(Comparison comparison) => comparison switch
    {
        Comparison.InSet => ["values", "root"],
        Comparison.EqualsAccount => [],
        Comparison.AtLeastRatio => ["otherWord", "numerator", "denominator"],
        _ => ["value"],
    };

    private static Rule ReadValue(Comparison comparison, JsonValue json)
    {
        (UInt256 value, PrintForm printForm) = ReadWord(json);
        return new() { Comparison = comparison, Word = 0, Value = value, PrintForm = printForm };
    }

    /// <summary>A value shows how it is to be printed by the way it is written.</summary>
    private static (UInt256 Value, PrintForm PrintForm) ReadWord(JsonValue json)
    {
        bool isHex = json.Kind == JsonKind.String && json.Text.StartsWith("0x", StringComparison.Ordinal);
        if (!isHex)
        {
            return ((UInt256)JsonScalars.Unsigned(json, 256), PrintForm.Decimal);
        }

        if (json.Text.Length == 2 + (2 * Address.Length))
        {
            return (UInt256.ReadBigEndian(JsonScalars.Address(json).ToArray()), PrintForm.Address);
        }

        return Hash32.TryParse(json.Text, out Hash32 word)
            ? (UInt256.ReadBigEndian(word.ToArray()), PrintForm.Hex)
            : throw json.Refuse(
                "decimal digits, \"0x\" and 40 digits of an address, or \"0x\" and all 64 digits of a word",
                "Write a shorter hexadecimal value with all its leading or trailing zeros.");
    }

    private static UInt256 ReadSigned(JsonValue json)
    {
        bool isNegative = json.Kind == JsonKind.String && json.Text.StartsWith('-');
        JsonValue magnitude = isNegative ? json with { Text = json.Text[1..] } : json;
        BigInteger amount = JsonScalars.Unsigned(magnitude, 256) * (isNegative ? -1 : 1);
        bool isInRange = amount >= -SignedEnd && amount < SignedEnd && !(isNegative && amount.IsZero);
        return isInRange
            ? (UInt256)(amount.Sign < 0 ? amount + (BigInteger.One << 256) : amount)
            : throw json.Refuse("-2^255 to 2^255 - 1", "Choose a number that an int256 holds.");
    }

    private static Rule ReadSet(JsonFields fields)
    {
        bool hasValues = fields.Has("values");
        if (hasValues == fields.Has("root"))
        {
            throw new EnvelopeFormatException(
                fields.Path,
                hasValues ? "both values and root" : "neither values nor root",
                "one of the two",
                "Name the values; name only the root when the values are not known here.");
        }

        if (!hasValues)
        {
            UInt256 root = UInt256.ReadBigEndian(JsonScalars.Hash(fields.Required("root")).ToArray());
            return new() { Comparison = Comparison.InSet, Word = 0, PrintForm = PrintForm.Hex, Value = root };
        }

        JsonValue values = fields.Required("values");
        ValueList<UInt256> members = JsonScalars.List(values, item => ReadWord(item).Value);
        bool isSet = members.Count > 0 && members.Distinct().Count() == members.Count;
        return isSet
            ? Rule.InSet(0, members)
            : throw values.Refuse("at least 1 value, none twice", "List each allowed value once.");
    }

    private static Rule ReadRatio(JsonFields fields)
    {
        Ratio ratio = new(
            JsonScalars.Byte(fields.Required("otherWord")),
            (UInt128)JsonScalars.Unsigned(fields.Required("numerator"), 124),
            (UInt128)JsonScalars.Unsigned(fields.Required("denominator"), 124));
        return Rule.AtLeastRatio(0, ratio);
    }

    private static void WriteValue(Utf8JsonWriter writer, Rule rule)
    {
        byte[] word = rule.Value.ToArray();
        bool isAddress = rule.PrintForm == PrintForm.Address && rule.Value.BitLength <= 160;
        writer.WriteString(
            "value",
            rule.PrintForm == PrintForm.Decimal ? rule.Value.ToString()
            : isAddress ? Hex.Format(word.AsSpan(12))
            : Hex.Format(word));
        WritePrintForm(
            writer, rule, rule.PrintForm == PrintForm.Address && !isAddress ? PrintForm.Hex : rule.PrintForm);
    }

    private static void WriteSet(Utf8JsonWriter writer, Rule rule)
    {
        if (rule.Set.Count == 0)
        {
            writer.WriteString("root", Hex.Format(rule.Value.ToArray()));
        }
        else
        {
            writer.WriteStartArray("values");
            foreach (UInt256 member in rule.Set)
            {
                writer.WriteStringValue(Hex.Format(member.ToArray()));
            }

            writer.WriteEndArray();
        }

        WritePrintForm(writer, rule, PrintForm.Hex);
    }

    /// <summary>Writes the print form only where the notation of the value does not show it.</summary>
    private static void WritePrintForm(Utf8JsonWriter writer, Rule rule, PrintForm shown)
    {
        if (rule.PrintForm != shown)
        {
            writer.WriteString("printForm", JsonNames.PrintForms.NameOf(rule.PrintForm));
        }
    }
}
