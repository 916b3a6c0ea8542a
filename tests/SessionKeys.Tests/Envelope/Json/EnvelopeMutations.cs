using System.Text;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>
/// Envelope files of random grants with a random change: another value somewhere, a field more, less or renamed.
/// </summary>
internal static class EnvelopeMutations
{
    /// <summary>
    /// None of them is one of the values that a schema cannot judge: wrong checksums, open parentheses, amounts in
    /// tokens.
    /// </summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "{}", "[]", "[[]]", "0", "1", "255", "256", "65535", "65536", "86400", "86401",
        "4294967295", "4294967296", "9007199254740991", "9007199254740992", "-1", "1.5", "1e40", "\"\"", "\"0\"",
        "\"1\"", "\"-1\"", "\"-0\"", "\"01\"", "\"+1\"", "\"1.0\"", "\"0x\"", "\"a\"", "\"A\"", "\"a b\"", "\"a:b\"",
        "\"\\u0430\"", "\"none\"", "\"any\"", "\"gas\"", "\"native\"", "\"operations\"", "\"lifetime\"", "\"rolling\"",
        "\"equal\"", "\"inSet\"", "\"atMostSigned\"", "\"equalsAccount\"", "\"atLeastRatio\"", "\"hex\"",
        "\"P-256\"", "\"ERC-6900\"", "\"ERC-7579\"", "\"monday\"", "[\"monday\"]", "[\"sunday\",\"sunday\"]",
        "\"2026-12-31T23:59:59Z\"", "\"2026-02-29T00:00:00Z\"", "\"2024-02-29T00:00:00Z\"", "\"2400-02-29T12:00:00Z\"",
        "\"2300-02-29T12:00:00Z\"", "\"1969-12-31T23:59:59Z\"", "\"2026-06-31T00:00:00Z\"", "\"2026-01-01T23:60:00Z\"",
        "\"0x0000000000000000000000000000000000000000\"", "\"0x0000000000000000000000000000000000000002\"",
        "\"0x0000000000000000000000000000000000000003\"", "\"0x70cec00000000000000000000000000000000001\"",
        "\"0x00000000\"", "\"transfer(address,uint256)\"", "\"f()\"", "\"f(uint8[2][],(bytes32,bool)[])\"",
        "\"f(uint7)\"", "\"f(bytes33)\"", "\"f(,)\"", "\"f(())\"", "\"1f(bool)\"", "\"18446744073709551615\"",
        "\"18446744073709551616\"", "\"340282366920938463463374607431768211455\"",
        "\"340282366920938463463374607431768211456\"", "\"21267647932558653966460912964485513215\"",
        "\"21267647932558653966460912964485513216\"",
    ];

    private static readonly string[] Fields =
        ["guard", "usdLimit", "route", "word", "amount", "value", "values", "root", "printForm", "entityId", "label"];

    public static string Next(ulong seed)
    {
        DeterministicBytes random = new(seed);
        JsonNode root = JsonNode.Parse(Encoding.ASCII.GetString(
            CapabilityEnvelopeJson.Write(RandomGrants.Next(seed).ToDocument())))!;
        JsonNode node = root;
        while (Children(node) is { Length: > 0 } children && (node == root || random.Below(3) > 0))
        {
            node = children[random.Below(children.Length)];
        }

        JsonNode value = Value(random);
        switch (random.Below(4))
        {
            case 0 when node is JsonObject fields:
                fields[Fields[random.Below(Fields.Length)]] = value;
                break;
            case 1 when node is JsonArray items:
                items.Add(value);
                break;
            case 2 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            default:
                node.ReplaceWith(value);
                break;
        }

        return root.ToJsonString();
    }

    private static JsonNode Value(DeterministicBytes random)
    {
        JsonNode? value = JsonNode.Parse(Values[random.Below(Values.Length)]);
        return value ?? JsonNode.Parse("[null]")!;
    }

    private static JsonNode[] Children(JsonNode node) => node switch
    {
        JsonObject fields => [.. fields.Select(field => field.Value).OfType<JsonNode>()],
        JsonArray items => [.. items.OfType<JsonNode>()],
        _ => [],
    };
}
