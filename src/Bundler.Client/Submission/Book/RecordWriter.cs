using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Writes the values of records as <see cref="RecordReader"/> reads them.</summary>
internal static class RecordWriter
{
    public static void WriteMilliseconds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time) =>
        writer.WriteNumber(name, time.ToUnixTimeMilliseconds());

    public static void WriteSeconds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time) =>
        writer.WriteNumber(name, time.ToUnixTimeSeconds());

    public static void WriteTextOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteLane(this Utf8JsonWriter writer, NonceLane lane)
    {
        writer.WriteQuantity("chainId"u8, lane.ChainId);
        writer.WriteAddress("entryPoint"u8, lane.EntryPoint);
        writer.WriteAddress("sender"u8, lane.Sender);
        writer.WriteQuantity("nonceKey"u8, lane.NonceKey);
    }
}
