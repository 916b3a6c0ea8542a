using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>Reads the scalar values of ERC-7715: amounts in hexadecimal digits, as in JSON-RPC.</summary>
internal static class PermissionScalars
{
    /// <summary>The first second behind the year 9999, the last expiry: the second before it is held by .NET.</summary>
    public const long EndOfTime = 253_402_300_800;

    private const int MaxDigits = 64;

    /// <summary>Reads an amount: <c>"0x"</c> and 1 to 64 hexadecimal digits, above 0.</summary>
    public static BigInteger Amount(JsonValue value)
    {
        BigInteger amount = AmountOrZero(value);
        return amount.IsZero
            ? throw value.Refuse("an amount of at least 0x1", "A permission for nothing needs no session.")
            : amount;
    }

    /// <summary>Reads an amount that may be 0.</summary>
    public static BigInteger AmountOrZero(JsonValue value) => Quantity(value)
        ?? throw value.Refuse(
            "base units as \"0x\" and 1 to 64 hexadecimal digits in quotation marks",
            "Write hexadecimal digits behind 0x: \"1000\" and 1000 could be read as either notation.");

    /// <summary>Reads a chain id: hexadecimal as the standard asks, or the JSON integer of its drafts.</summary>
    public static ulong ChainId(JsonValue value)
    {
        if (value.Kind == JsonKind.Number)
        {
            return JsonScalars.Unsigned64(value);
        }

        return Quantity(value) is { } number && number <= ulong.MaxValue
            ? (ulong)number
            : throw value.Refuse(
                "\"0x\" and hexadecimal digits below 2^64, or an integer below 2^53",
                "Write \"0x1\": decimal digits in quotation marks could be read as either notation.");
    }

    /// <summary>Reads a time in unix seconds.</summary>
    public static long Timestamp(JsonValue value, long first, long last)
    {
        bool isInteger = value.Kind == JsonKind.Number && JsonScalars.IsDecimal(value.Text) && value.Text.Length <= 18;
        long seconds = isInteger ? long.Parse(value.Text, CultureInfo.InvariantCulture) : -1;
        return seconds >= first && seconds <= last
            ? seconds
            : throw value.Refuse(
                string.Create(CultureInfo.InvariantCulture, $"unix seconds from {first} to {last}"),
                "Write an integer without quotation marks, in seconds, not milliseconds.");
    }

    /// <summary>Reads a duration of at least a second.</summary>
    public static uint Seconds(JsonValue value) => JsonScalars.Small(value, uint.MaxValue) is var seconds && seconds > 0
        ? seconds
        : throw value.Refuse("at least 1 second", "Write the length of the period in seconds.");

    /// <summary>Reads an optional field, for which these requests also write <c>null</c>.</summary>
    public static T Optional<T>(JsonFields fields, string name, Func<JsonValue, T> read, T absent) =>
        fields.Optional(name, value => value.Kind == JsonKind.Null ? absent : read(value), absent);

    /// <summary>Reads addresses: at least one, none twice.</summary>
    public static ValueList<Address> Addresses(JsonValue value)
    {
        ValueList<Address> addresses =
            JsonScalars.List(value, JsonScalars.Address, 1, EnvelopeLimits.MaxCapabilities);
        return addresses.Distinct().Count() == addresses.Count
            ? addresses
            : throw value.Refuse("each address once", "Remove the second one.");
    }

    private static BigInteger? Quantity(JsonValue value)
    {
        bool isHex = value.Kind == JsonKind.String
            && value.Text.StartsWith("0x", StringComparison.Ordinal)
            && value.Text.Length is > 2 and <= MaxDigits + 2
            && value.Text.Skip(2).All(char.IsAsciiHexDigit);
        return isHex
            ? BigInteger.Parse($"0{value.Text.AsSpan(2)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
    }
}
