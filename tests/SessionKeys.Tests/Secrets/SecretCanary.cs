using System.Globalization;
using System.Numerics;
using System.Text;

namespace SessionKeys.Tests;

/// <summary>
/// A secret that is known to the tests only, and every form in which a part of it could stand in a text or in bytes.
/// </summary>
internal sealed class SecretCanary
{
    private readonly string _name;
    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);
    private readonly List<byte[]> _windows = [];

    /// <summary>As many bytes in a row are a leak; by chance they are not met, unless they are words.</summary>
    public SecretCanary(string name, ReadOnlySpan<byte> secret, int window = 8)
    {
        _name = name;
        Secret = secret.ToArray();
        for (int at = 0; at + window <= secret.Length; at++)
        {
            byte[] part = secret.Slice(at, window).ToArray();
            _windows.Add(part);
            _ = _forms.Add(Convert.ToHexStringLower(part));
            _ = _forms.Add(BitConverter.ToString(part));
            _ = _forms.Add(string.Join(',', part));
            _ = _forms.Add(string.Join(", ", part));
            _ = _forms.Add(Encoding.Latin1.GetString(part));
            _ = _forms.Add(Encoding.UTF8.GetString(part));

            // Base64 of the same bytes looks different at each of its three positions in a group.
            string base64 = Convert.ToBase64String(part.AsSpan(0, window / 3 * 3));
            _ = _forms.Add(base64);
            _ = _forms.Add(base64.Replace('+', '-').Replace('/', '_'));
        }

        AddNumber(new BigInteger(secret, isUnsigned: true, isBigEndian: true));
        AddNumber(new BigInteger(secret, isUnsigned: true, isBigEndian: false));
    }

    public byte[] Secret { get; }

    /// <summary>Tells the first form of the secret that stands in a text, or null.</summary>
    public string? FindIn(string text)
    {
        string lower = text.ToLowerInvariant();
        string? found = _forms.FirstOrDefault(form =>
            text.Contains(form, StringComparison.Ordinal) || lower.Contains(form, StringComparison.Ordinal));
        return found is null ? null : $"{_name} as {found}";
    }

    /// <summary>Tells whether a part of the secret stands in bytes, as it is or in one of its text forms.</summary>
    public string? FindIn(byte[] bytes)
    {
        bool isRaw = _windows.Exists(window => bytes.AsSpan().IndexOf(window) >= 0);
        return isRaw ? $"{_name} as bytes" : FindIn(Encoding.Latin1.GetString(bytes));
    }

    private void AddNumber(BigInteger number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        for (int at = 0; at + 18 <= digits.Length; at += 6)
        {
            _ = _forms.Add(digits.Substring(at, 18));
        }
    }
}
