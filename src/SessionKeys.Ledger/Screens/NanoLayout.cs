using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Breaks texts into the screens of a Nano.</summary>
internal static class NanoLayout
{
    /// <summary>Lays one titled value out over as many screens as it needs; an empty value still has one.</summary>
    public static IEnumerable<DeviceScreen> Pages(string title, string text)
    {
        string[][] pages = text.Length == 0
            ? [[]]
            : [.. text.Chunk(PersonalMessageReview.LineWidth).Select(line => new string(line)).Chunk(
                PersonalMessageReview.LinesPerScreen)];
        for (int i = 0; i < pages.Length; i++)
        {
            string numbered = pages.Length == 1
                ? title
                : string.Create(CultureInfo.InvariantCulture, $"{title} ({i + 1}/{pages.Length})");
            yield return new DeviceScreen(DeviceScreenKind.Content, numbered, pages[i]);
        }
    }
}
