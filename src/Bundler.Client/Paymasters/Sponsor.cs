namespace SessionKeys.Bundler.Client;

/// <summary>
/// Who says to pay for an operation, in the words of the paymaster's service: nothing here is proven.
/// </summary>
/// <param name="Name">The name, at most 100 characters and none that controls the display.</param>
/// <param name="Icon">
/// A picture as a data URI, or null. It comes from a stranger: show it in a way that runs no script.
/// </param>
public sealed record Sponsor(string Name, string? Icon)
{
    private const int LongestName = 100;
    private const int LongestIcon = 512 * 1024;

    internal static Sponsor Read(RpcValue sponsor)
    {
        RpcValue name = sponsor.Field("name");
        string text = name.Text();
        if (text.Length is 0 or > LongestName || text.Any(IsUnprintable))
        {
            throw name.Refuse($"1 to {LongestName} characters, none of which controls the display");
        }

        return new Sponsor(text, sponsor.Optional("icon") is { } icon ? ReadIcon(icon) : null);
    }

    /// <summary>Control characters, and those that turn the direction of writing and so can disguise a name.</summary>
    private static bool IsUnprintable(char character) =>
        char.IsControl(character)
        || character is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static string ReadIcon(RpcValue icon)
    {
        string text = icon.Text();
        return text.Length <= LongestIcon && text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? text
            : throw icon.Refuse($"a data URI of at most {LongestIcon} characters");
    }
}
