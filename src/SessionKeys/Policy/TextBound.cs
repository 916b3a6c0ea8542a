namespace SessionKeys;

/// <summary>Where the contract stops to write a text that a device would not show in full.</summary>
internal static class TextBound
{
    private const int DisplayWidth = 17;

    /// <summary>Gives what the contract has counted when it stops, or null when the text is short enough.</summary>
    public static TextSize? Find(string text)
    {
        string[] lines = text.Split('\n');
        (int characters, int displayLines) = (0, 0);
        for (int i = 0; i < lines.Length; i++)
        {
            characters += lines[i].Length;
            displayLines += (lines[i].Length + DisplayWidth - 1) / DisplayWidth;
            TextSize size = new(characters, displayLines);
            if (!size.IsReadable)
            {
                return size;
            }

            characters++; // the newline
        }

        return null;
    }
}
