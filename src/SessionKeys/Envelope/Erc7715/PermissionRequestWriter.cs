using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionKeys;

/// <summary>Writes requests in the form of ERC-7715.</summary>
internal static class PermissionRequestWriter
{
    private static readonly JsonWriterOptions Compact = new()
    {
        // As in the canonical form: names are plain ASCII, and the reader takes no escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the parameters of a request for one permission that may not be adjusted.</summary>
    public static byte[] Write(
        EnvelopeDocument document,
        Address sessionKey,
        string type,
        ValueList<Address> payees,
        Action<Utf8JsonWriter> writeData)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Compact))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            writer.WriteString("chainId", Quantity(document.ChainId));
            writer.WriteString("from", document.Account.ToString());
            writer.WriteString("to", sessionKey.ToString());
            writer.WriteStartObject("permission");
            writer.WriteString("type", type);
            writer.WriteBoolean("isAdjustmentAllowed", false);
            writer.WriteStartObject("data");
            writeData(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
            WriteRules(writer, document.Envelope, payees);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return stream.ToArray();
    }

    public static byte[] WriteSupported(ulong[] chainIds)
    {
        string[] types =
        [
            Erc7715PermissionTypes.Erc20Allowance,
            Erc7715PermissionTypes.Erc20Periodic,
            Erc7715PermissionTypes.NativeAllowance,
            Erc7715PermissionTypes.NativePeriodic,
            Erc7715PermissionTypes.SessionKeysCall,
        ];
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Compact))
        {
            writer.WriteStartObject();
            foreach (string type in types)
            {
                writer.WriteStartObject(type);
                WriteStrings(writer, "chainIds", chainIds.Select(chainId => Quantity(chainId)));
                WriteStrings(
                    writer,
                    "ruleTypes",
                    type == Erc7715PermissionTypes.SessionKeysCall
                        ? ["expiry", "redeemer"]
                        : ["expiry", "payee", "redeemer"]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Writes an amount: <c>0x</c> and hexadecimal digits without leading zeros.</summary>
    public static string Quantity(BigInteger amount)
    {
        string digits = amount.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : $"0x{digits}";
    }

    private static void WriteRules(Utf8JsonWriter writer, CapabilityEnvelope envelope, ValueList<Address> payees)
    {
        writer.WriteStartArray("rules");
        writer.WriteStartObject();
        writer.WriteString("type", "expiry");
        writer.WriteStartObject("data");
        writer.WriteNumber("timestamp", envelope.ExpiresAt.ToUnixTimeSeconds() + 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (payees.Count > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "payee");
            writer.WriteStartObject("data");
            WriteStrings(writer, "addresses", payees.Select(payee => payee.ToString()));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (string item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
