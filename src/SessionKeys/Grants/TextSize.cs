namespace SessionKeys;

/// <summary>How long a text is, in characters and on the small display of a device.</summary>
/// <param name="Characters">All characters, newlines included.</param>
/// <param name="DisplayLines">Lines of 17 characters; each line of the text begins a new one.</param>
public readonly record struct TextSize(int Characters, int DisplayLines)
{
    private const int DisplayWidth = 17;

    /// <summary>
    /// Tells whether a device shows the text in full: at most 4,000 characters and 240 display lines.
    /// </summary>
    public bool IsReadable =>
        Characters <= EnvelopeLimits.MaxTextLength && DisplayLines <= EnvelopeLimits.MaxDisplayLines;

    /// <summary>Measures a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its size.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static TextSize Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int lines = text.Split('\n').Sum(line => (line.Length + DisplayWidth - 1) / DisplayWidth);
        return new TextSize(text.Length, lines);
    }
}
