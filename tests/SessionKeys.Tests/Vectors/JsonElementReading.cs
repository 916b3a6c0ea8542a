using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>
/// Reads the notations of the vectors: lower-case hex, decimal strings for wide integers, numbers else.
/// </summary>
internal static class JsonElementReading
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static byte[] Bytes(this JsonElement element, string name) => Hex.Parse(element.Text(name));

    public static Address Address(this JsonElement element, string name) =>
        SessionKeys.Address.Parse(element.Text(name));

    public static Hash32 Hash(this JsonElement element, string name) => Hash32.Parse(element.Text(name));

    public static ulong Number(this JsonElement element, string name) => element.GetProperty(name).GetUInt64();

    public static bool Flag(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    public static UInt128 Wide(this JsonElement element, string name) =>
        UInt128.Parse(element.Text(name), CultureInfo.InvariantCulture);

    public static TimeSpan Seconds(this JsonElement element, string name) =>
        TimeSpan.FromSeconds((long)element.Number(name));

    public static DateTimeOffset Time(this JsonElement element, string name) =>
        DateTimeOffset.FromUnixTimeSeconds((long)element.Number(name));

    public static ValueList<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.GetProperty(name).EnumerateArray().Select(read).ToValueList();

    public static ValueList<Hash32> Hashes(this JsonElement element) =>
        element.EnumerateArray().Select(each => Hash32.Parse(each.GetString()!)).ToValueList();
}
