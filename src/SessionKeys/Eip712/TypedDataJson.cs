using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SessionKeys;

/// <summary>Writes typed data that was already checked as the JSON of <c>eth_signTypedData_v4</c>.</summary>
internal static class TypedDataJson
{
    public static string Write(TypedData data)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            WriteTypes(writer, data.Types);
            writer.WriteString("primaryType", data.PrimaryType);
            writer.WritePropertyName("domain");
            WriteValue(writer, data.Domain);
            writer.WritePropertyName("message");
            WriteValue(writer, data.Message);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTypes(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> types)
    {
        writer.WriteStartObject("types");
        foreach ((string name, IReadOnlyList<TypedDataField> fields) in types)
        {
            writer.WriteStartArray(name);
            foreach (TypedDataField field in fields)
            {
                writer.WriteStartObject();
                writer.WriteString("name", field.Name);
                writer.WriteString("type", field.Type);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Integers become decimal text, because a JSON number loses digits above 2^53 in many readers.</summary>
    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object> members:
                writer.WriteStartObject();
                foreach ((string name, object member) in members)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, member);
                }

                writer.WriteEndObject();
                break;
            case IReadOnlyList<object> items:
                writer.WriteStartArray();
                foreach (object item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case byte[] bytes:
                writer.WriteStringValue(Hex.Format(bytes));
                break;
            default:
                // UInt256, BigInteger, Address, Hash32, Selector and string print themselves.
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
