namespace SessionKeys.Bundler.Client;

/// <summary>Makes text from another machine fit for a message: one line, bounded, without control characters.</summary>
internal static class ServerText
{
    /// <summary>How many characters of a server's text are kept.</summary>
    public const int MaxLength = 2000;

    public static string Clean(string text)
    {
        bool cut = text.Length > MaxLength;
        string kept = string.Create(cut ? MaxLength : text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        }).Trim();

        return cut ? kept + "..." : kept;
    }
}
