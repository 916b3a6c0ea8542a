using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Breaks texts into the pages of Stax and Flex.</summary>
internal static class TouchLayout
{
    /// <summary>The lines of a text that are shown before one touches <see cref="More"/>.</summary>
    public const int FirstLines = 7;

    /// <summary>The lines of a page behind <see cref="More"/>, which begins with the first line again.</summary>
    public const int LinesPerPage = 12;

    /// <summary>What one touches to read the whole text.</summary>
    public const string More = "More";

    /// <summary>Lays a text out: as it stands where it is short, else its beginning and then all of it.</summary>
    public static IEnumerable<DeviceScreen> Pages(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count <= FirstLines)
        {
            yield return new DeviceScreen(DeviceScreenKind.Content, title, lines);
            yield break;
        }

        yield return new DeviceScreen(DeviceScreenKind.More, title, [.. lines.Take(FirstLines), More]);
        string[][] pages = [.. lines.Chunk(LinesPerPage)];
        for (int i = 0; i < pages.Length; i++)
        {
            string numbered = string.Create(CultureInfo.InvariantCulture, $"{title} ({i + 1}/{pages.Length})");
            yield return new DeviceScreen(DeviceScreenKind.Content, numbered, pages[i]);
        }
    }
}
