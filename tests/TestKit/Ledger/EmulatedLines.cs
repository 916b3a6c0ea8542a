namespace SessionKeys.TestKit;

/// <summary>Breaks texts into the display lines of an emulated Nano, with what goes wrong there.</summary>
internal static class EmulatedLines
{
    private const int Width = 17;
    private const int TitleWidth = 18;

    /// <summary>A newline begins a line. From 256 lines on, up to three are missing, and nothing tells.</summary>
    public static List<string> Break(string text) => DropLines(Wrap(text, Width));

    /// <summary>A long title loses its middle.</summary>
    public static string CutTitle(string title)
        => title.Length <= TitleWidth ? title : title[..7] + "..." + title[^8..];

    public static List<string> Wrap(string text, int width)
        => text.Length == 0
            ? []
            : [.. text.Split('\n').SelectMany(line => line.Length == 0
                ? [line]
                : line.Chunk(width).Select(part => new string(part)))];

    private static List<string> DropLines(List<string> lines)
    {
        const int first = 255;
        if (lines.Count > first)
        {
            lines.RemoveRange(first, Math.Min(3, lines.Count - first));
        }

        return lines;
    }
}
