using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SessionKeys;

/// <summary>Reads the short input form of envelopes; <c>docs/envelope.md</c> lists its fields.</summary>
public static partial class GuideEnvelopeJson
{
    private const int Decimals = 8;

    /// <summary>Reads a file in the short form, as strictly as the canonical one.</summary>
    /// <param name="utf8">At most 256 KiB of plain ASCII. All eight fields are required.</param>
    /// <returns>The envelope in its short form.</returns>
    /// <exception cref="EnvelopeFormatException">
    /// The text is not JSON, a field is unknown, missing, there twice, or of another form. The exception names its
    /// path.
    /// </exception>
    public static GuideEnvelope Parse(ReadOnlySpan<byte> utf8)
    {
        JsonFields fields = new(
            StrictJsonReader.Read(utf8),
            "sessionKey",
            "wallet",
            "capabilities",
            "maxValueUsd",
            "allowedDestinations",
            "chainId",
            "expiresAt",
            "nonceDomain");
        return new()
        {
            SessionKey = JsonScalars.Address(fields.Required("sessionKey")),
            Wallet = JsonScalars.Address(fields.Required("wallet")),
            Capabilities = Distinct(
                fields.Required("capabilities"), value => JsonScalars.Name(value, CharacterSet.Id)),
            MaxValueUsd = Dollars(fields.Required("maxValueUsd")),
            AllowedDestinations = Distinct(fields.Required("allowedDestinations"), JsonScalars.Address),
            ChainId = JsonScalars.Unsigned64(fields.Required("chainId")),
            ExpiresAt = Time(fields.Required("expiresAt")),
            NonceDomain = JsonScalars.Name(fields.Required("nonceDomain"), CharacterSet.NonceDomain),
        };
    }

    private static ValueList<T> Distinct<T>(JsonValue value, Func<JsonValue, T> read)
    {
        ValueList<T> items = JsonScalars.List(value, read, 1, EnvelopeLimits.MaxCapabilities);
        return items.Distinct().Count() == items.Count
            ? items
            : throw value.Refuse("each item once", "Remove the second one.");
    }

    private static UInt128 Dollars(JsonValue value)
    {
        const string allowed =
            "dollars as an integer, or in quotation marks with up to 8 digits behind the point, below 10^21";
        bool isText = value.Kind == JsonKind.String && DollarText().IsMatch(value.Text);
        bool isInteger = value.Kind == JsonKind.Number && JsonScalars.IsDecimal(value.Text) && value.Text.Length <= 15;
        if (!isText && !isInteger)
        {
            throw value.Refuse(allowed, "Write no fraction without quotation marks, no sign and no exponent.");
        }

        string[] parts = value.Text.Split('.');
        string fraction = parts.Length == 1 ? "" : parts[1];
        return (UInt128)BigInteger.Parse(
            parts[0] + fraction.PadRight(Decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>A time as everywhere else, or unix seconds.</summary>
    private static DateTimeOffset Time(JsonValue value)
    {
        if (value.Kind != JsonKind.Number)
        {
            return JsonScalars.Time(value);
        }

        const long end = 253_402_300_800;
        BigInteger seconds = JsonScalars.Unsigned(value, 64);
        return seconds < end
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw value.Refuse("unix seconds before the year 10000", "Write seconds, not milliseconds.");
    }

    [GeneratedRegex(@"^(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,8})?\z")]
    private static partial Regex DollarText();
}
