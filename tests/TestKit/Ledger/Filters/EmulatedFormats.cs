using System.Globalization;
using System.Numerics;

namespace SessionKeys.TestKit;

/// <summary>How the emulated app writes dates and amounts.</summary>
internal static class EmulatedFormats
{
    private const string UnknownTicker = "???";

    /// <summary>UTC. Zero is a date like any other; the largest value of the type is none.</summary>
    public static string Date(EmulatedField field, byte[] value)
    {
        if (IsLargest(field, value))
        {
            return "Unlimited";
        }

        BigInteger seconds = new(value, isUnsigned: true, isBigEndian: true);
        return seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString(
                "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    /// <summary>A token that nobody described has no decimals and no name, and its address is not shown
    /// either.</summary>
    public static string Amount(EmulatedField field, byte[] value, (string Ticker, int Decimals)? token)
    {
        (string ticker, int decimals) = token ?? (UnknownTicker, 0);
        if (IsLargest(field, value))
        {
            return $"Unlimited {ticker}";
        }

        string digits = new BigInteger(value, isUnsigned: true, isBigEndian: true)
            .ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        string whole = digits[..^decimals];
        return fraction.Length == 0 ? $"{whole} {ticker}" : $"{whole}.{fraction} {ticker}";
    }

    private static bool IsLargest(EmulatedField field, byte[] value)
        => value.Length == field.Size && value.All(part => part == 0xff);
}
