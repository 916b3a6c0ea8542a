using System.Globalization;
using System.Numerics;
using System.Text;

namespace SessionKeys;

/// <summary>Fills the sentence of an error with its values.</summary>
internal static class ModuleErrorText
{
    public static string Write(string name, IReadOnlyDictionary<string, object> arguments)
    {
        string template = ModuleErrorSentences.Templates[name];
        StringBuilder text = new();
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            if (open < 0)
            {
                break;
            }

            int close = template.IndexOf('}', open);
            string[] field = template[(open + 1)..close].Split(':');
            _ = text.Append(template, at, open - at);
            _ = text.Append(Show(arguments, arguments[field[0]], field.Length > 1 ? field[1] : ""));
            at = close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>Writes one value: "" as it is, else the named way.</summary>
    private static string Show(IReadOnlyDictionary<string, object> arguments, object value, string way) =>
        (value, way) switch
        {
            (UInt256 number, "nth") => $"{(BigInteger)number + BigInteger.One}",
            (UInt256 number, "hex") => number.ToHex(),
            (UInt256 number, "time") => Time(number),
            (UInt256 number, "reset") => number.IsZero ? "never: it counts for the whole session" : Time(number),
            (UInt256 number, "usd") => Usd(number),
            (UInt256 number, "comparison") => Compare(number),
            (Address address, "asset") => new Asset(address).ToString(),
            (Address { IsZero: true }, "paymaster") => "no paymaster",
            (UInt256 mode, "mode") => Mode(mode),
            (UInt256 seconds, "clock") => Clock(seconds),
            (UInt256 weekdays, "days") => Days(weekdays),
            (byte[] word, "compared") => Compared(ComparisonOf(arguments), UInt256.ReadBigEndian(word)),
            (byte[] word, "bound") => Bound(ComparisonOf(arguments), UInt256.ReadBigEndian(word)),
            (byte[] text, "text") => Name(text),
            (byte[] bytes, _) => Hex.Format(bytes),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };

    /// <summary>A name of at most 32 bytes; what is no printable ASCII comes from no module and is shown as '?'.</summary>
    private static string Name(byte[] text) =>
        string.Concat(text.AsSpan().TrimEnd((byte)0).ToArray().Select(each => each is > 0x20 and < 0x7f ? (char)each : '?'));

    private static string Time(UInt256 seconds) =>
        seconds.BitLength <= 64 && UnixTime.TryRead((ulong)seconds, out DateTimeOffset time)
            ? UnixTime.ToText(time)
            : $"second {seconds}";

    /// <summary>Eight decimals.</summary>
    private static string Usd(UInt256 amount)
    {
        string digits = amount.ToString().PadLeft(9, '0');
        return $"{digits[..^8]}.{digits[^8..]}";
    }

    private static string Compare(UInt256 comparison) => (Comparison)(byte)(comparison & 0xffUL) switch
    {
        Comparison.Equal => "the value",
        Comparison.NotEqual => "anything but",
        Comparison.AtMost => "at most",
        Comparison.AtLeast => "at least",
        Comparison.AtMostSigned => "at most",
        Comparison.AtLeastSigned => "at least",
        Comparison.InSet => "a member of the set",
        Comparison.EqualsAccount => "the account",
        Comparison.AtLeastRatio => "at least",
        _ => $"by comparison {comparison}",
    };

    private static Comparison ComparisonOf(IReadOnlyDictionary<string, object> arguments) =>
        (Comparison)(byte)((UInt256)arguments["comparison"] & 0xffUL);

    /// <summary>What the word is compared with; for a ratio the module hands over the packed value.</summary>
    private static string Bound(Comparison comparison, UInt256 word) =>
        comparison == Comparison.AtLeastRatio && Ratio.FromValue(word) is var ratio
            ? $"word {ratio.OtherWord} times {ratio.Numerator} / {ratio.Denominator}"
            : Compared(comparison, word);

    private static string Compared(Comparison comparison, UInt256 word) => comparison switch
    {
        Comparison.AtMostSigned or Comparison.AtLeastSigned => RuleText.Signed(word),
        _ => Word(word),
    };

    private static string Mode(UInt256 mode) =>
        mode.BitLength <= 8 && Enum.IsDefined((AccountMode)(byte)mode)
            ? ((AccountMode)(byte)mode).ToString().ToLowerInvariant()
            : $"{mode}";

    private static string Clock(UInt256 seconds) => seconds.BitLength <= 17
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)(ulong)seconds / 3_600:00}:{(int)(ulong)seconds / 60 % 60:00}:{(int)(ulong)seconds % 60:00}")
        : $"second {seconds}";

    private static string Days(UInt256 weekdays) =>
        string.Join(", ", JsonNames.Days.Where(day => !(weekdays & (ulong)day.Value).IsZero).Select(day => day.Name));

    /// <summary>A word is shown as what it most likely is: a small number, an address, or bytes.</summary>
    private static string Word(UInt256 word)
    {
        byte[] bytes = word.ToArray();
        return word.BitLength <= 96 ? $"{word}"
            : word.BitLength <= 160 ? Address.FromBytes(bytes.AsSpan(12)).ToString()
            : Hex.Format(bytes);
    }
}
