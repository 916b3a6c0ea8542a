using System.Globalization;
using System.Text.Json;

namespace SessionKeys;

/// <summary>The JSON form of a capability with its rules and spends.</summary>
internal static class CapabilityJson
{
    public static Capability Read(JsonValue value)
    {
        JsonFields fields = new(value, "id", "target", "selector", "maxValue", "rules", "spends", "essential");
        return new()
        {
            Id = JsonScalars.Name(fields.Required("id"), CharacterSet.Id),
            Target = JsonScalars.Address(fields.Required("target")),
            Selector = JsonScalars.Selector(fields.Required("selector")),
            MaxValue = fields.Optional("maxValue", JsonScalars.Amount, UInt128.Zero),
            Rules = fields.OptionalList("rules", RuleJson.Read, EnvelopeLimits.MaxRules),
            Spends = fields.OptionalList("spends", ReadSpend, EnvelopeLimits.MaxSpends),
            Essential = fields.Optional("essential", JsonScalars.Boolean, false),
        };
    }

    public static void Write(Utf8JsonWriter writer, Capability capability)
    {
        writer.WriteStartObject();
        writer.WriteString("id", JsonScalars.RequirePlain("id", capability.Id));
        writer.WriteString("target", capability.Target.ToString());
        writer.WriteString("selector", capability.Selector.ToString());
        if (capability.MaxValue != 0)
        {
            writer.WriteString("maxValue", capability.MaxValue.ToString(CultureInfo.InvariantCulture));
        }

        WriteList(writer, "rules", capability.Rules, RuleJson.Write);
        WriteList(writer, "spends", capability.Spends, WriteSpend);
        if (capability.Essential)
        {
            writer.WriteBoolean("essential", true);
        }

        writer.WriteEndObject();
    }

    public static Asset ReadAsset(JsonValue value) => value switch
    {
        { Kind: JsonKind.String, Text: "native" } => Asset.Native,
        { Kind: JsonKind.String, Text: "operations" } => Asset.Operations,
        { Kind: JsonKind.String, Text: "gas" } => Asset.Gas,
        { Kind: JsonKind.String } when Address.TryParse(value.Text, out Address contract) => ToAsset(value, contract),
        _ => throw value.Refuse(
            "\"native\", \"operations\", \"gas\" or the address of a token contract",
            "Choose one of the words, or copy the whole address in lower case or with its EIP-55 checksum."),
    };

    public static string NameOf(Asset asset) => asset.IsToken ? asset.Address.ToString() : asset.ToString();

    private static Asset ToAsset(JsonValue value, Address contract)
    {
        Asset asset = Asset.Token(contract);
        return asset.IsToken
            ? asset
            : throw value.Refuse($"the word \"{asset}\" for this asset", "Write the word, not its reserved address.");
    }

    private static Spend ReadSpend(JsonValue value)
    {
        JsonFields fields = new(value, "asset", "word", "amount");
        Asset asset = ReadAsset(fields.Required("asset"));
        bool isFixed = fields.Has("amount");
        if (isFixed == fields.Has("word"))
        {
            throw new EnvelopeFormatException(
                value.Path,
                isFixed ? "both a word and an amount" : "neither a word nor an amount",
                "one of the two",
                "Name the calldata word of the amount, or the amount that each call counts.");
        }

        return isFixed
            ? Spend.Fixed(asset, JsonScalars.Amount(fields.Required("amount")))
            : Spend.ByWord(asset, JsonScalars.Byte(fields.Required("word")));
    }

    private static void WriteSpend(Utf8JsonWriter writer, Spend spend)
    {
        writer.WriteStartObject();
        writer.WriteString("asset", NameOf(spend.Asset));
        if (spend.FixedAmount is { } amount)
        {
            writer.WriteString("amount", amount.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumber("word", spend.Word);
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(
        Utf8JsonWriter writer, string name, ValueList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}
