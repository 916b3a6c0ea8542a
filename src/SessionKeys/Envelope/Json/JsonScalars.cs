using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>Reads the scalar values of the JSON form; each has one notation.</summary>
internal static class JsonScalars
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The largest integer that every JSON program reads exactly, and tells from the next one.</summary>
    public const ulong MaxSafeInteger = (1UL << 53) - 1;

    public static ValueList<T> List<T>(JsonValue value, Func<JsonValue, T> read) => value.Kind == JsonKind.Array
        ? value.Items.Select(read).ToValueList()
        : throw value.Refuse("an array", "Write the items in square brackets.");

    public static ValueList<T> List<T>(JsonValue value, Func<JsonValue, T> read, int minimum, int maximum) =>
        value.Kind != JsonKind.Array || (value.Items.Count >= minimum && value.Items.Count <= maximum)
        ? List(value, read)
        : throw new EnvelopeFormatException(
            value.Path,
            string.Create(CultureInfo.InvariantCulture, $"{value.Items.Count} items"),
            string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum} items"),
            "Split it in two, or add what is missing.");

    /// <summary>Reads a name whose length and characters the signed format bounds.</summary>
    public static string Name(JsonValue value, CharacterSet characters) =>
        value.Kind == JsonKind.String && characters.Holds(value.Text)
        ? value.Text
        : throw value.Refuse(characters.Allowed, "Choose another name.");

    public static string Text(JsonValue value) => value.Kind == JsonKind.String
        ? value.Text
        : throw value.Refuse("a string", "Write the value in quotation marks.");

    public static bool Boolean(JsonValue value) => value.Kind == JsonKind.Boolean
        ? value.Text == "true"
        : throw value.Refuse("true or false", "Write it without quotation marks.");

    public static T OneOf<T>(JsonValue value, IReadOnlyList<(string Name, T Value)> names)
    {
        foreach ((string name, T named) in names)
        {
            if (value.Kind == JsonKind.String && value.Text == name)
            {
                return named;
            }
        }

        throw value.Refuse(string.Join(", ", names.Select(each => $"\"{each.Name}\"")), "Choose one of these.");
    }

    public static Address Address(JsonValue value) =>
        SessionKeys.Address.TryParse(TextOrNull(value), out Address address)
        ? address
        : throw value.Refuse(
            "\"0x\" and 40 hexadecimal digits, in lower case or with their EIP-55 checksum", "Copy the whole address.");

    public static Hash32 Hash(JsonValue value) => Hash32.TryParse(TextOrNull(value), out Hash32 hash)
        ? hash
        : throw value.Refuse("\"0x\" and 64 hexadecimal digits", "Copy the whole value.");

    public static Selector Selector(JsonValue value)
    {
        string? text = TextOrNull(value);
        if (SessionKeys.Selector.TryParse(text, out Selector selector))
        {
            return selector;
        }

        try
        {
            return SessionKeys.Selector.FromSignature(text ?? "");
        }
        catch (FormatException)
        {
            throw value.Refuse(
                "\"0x\" and 8 hexadecimal digits, or a signature such as \"transfer(address,uint256)\"",
                "Write canonical types without spaces and names: uint256, not uint.");
        }
    }

    public static DateTimeOffset Time(JsonValue value)
    {
        bool isTime = DateTimeOffset.TryParseExact(
            TextOrNull(value),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time);
        return isTime && UnixTime.IsEncodable(time)
            ? time
            : throw value.Refuse(
                "a time such as \"2026-12-31T23:59:59Z\", from 1970 on", "Write it in UTC and whole seconds.");
    }

    public static TimeSpan Duration(JsonValue value) => TimeSpan.FromSeconds(Small(value, uint.MaxValue));

    /// <summary>Reads a count, an index or a number of seconds: a JSON integer, never a string.</summary>
    public static uint Small(JsonValue value, uint maximum)
    {
        uint number = 0;
        bool isInteger = value.Kind == JsonKind.Number
            && IsDecimal(value.Text)
            && uint.TryParse(value.Text, CultureInfo.InvariantCulture, out number);
        return isInteger && number <= maximum
            ? number
            : throw value.Refuse(
                $"an integer from 0 to {maximum}", "Write plain digits without quotation marks, fraction or exponent.");
    }

    public static byte Byte(JsonValue value) => (byte)Small(value, byte.MaxValue);

    public static ulong Unsigned64(JsonValue value) => (ulong)Unsigned(value, 64);

    public static UInt128 Amount(JsonValue value) => (UInt128)Unsigned(value, 128);

    public static BigInteger Unsigned(JsonValue value, int bits)
    {
        bool isNumber = value.Kind == JsonKind.Number || value.Kind == JsonKind.String;
        if (!isNumber || !IsDecimal(value.Text) || value.Text.Length > 78)
        {
            throw RefuseAmount(value, bits);
        }

        BigInteger amount = BigInteger.Parse(value.Text, CultureInfo.InvariantCulture);
        bool isExact = value.Kind == JsonKind.String || amount <= MaxSafeInteger;
        return isExact && amount.GetBitLength() <= bits ? amount : throw RefuseAmount(value, bits);
    }

    /// <summary>Tells whether a text is a decimal number without sign, leading zeros, fraction and exponent.</summary>
    public static bool IsDecimal(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    /// <summary>Refuses to write a name that would need an escape, which reading refuses.</summary>
    public static string RequirePlain(string term, string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0
            ? text
            : throw GrantEncodingException.CannotWrite(
                term,
                $"{text.Length} characters with one outside plain ASCII",
                "plain ASCII characters",
                "Choose another name.");

    private static string? TextOrNull(JsonValue value) => value.Kind == JsonKind.String ? value.Text : null;

    private static EnvelopeFormatException RefuseAmount(JsonValue value, int bits) => value.Refuse(
        $"decimal digits below 2^{bits} in quotation marks, or an integer below 2^53",
        "Write base units without sign, leading zeros, fraction or exponent, and large amounts in quotation marks.");
}
