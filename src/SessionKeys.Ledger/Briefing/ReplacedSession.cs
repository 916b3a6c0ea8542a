namespace SessionKeys.Ledger;

/// <summary>Finds the session that a grant replaces, in what is to be signed.</summary>
internal static class ReplacedSession
{
    private const string GrantHead = "SessionKeys v1: session grant;\n";
    private const string Keyword = "Replaces: ";

    public static SessionId? Of(string text)
    {
        if (!text.StartsWith(GrantHead, StringComparison.Ordinal))
        {
            return null;
        }

        // A keyword begins its line, and no label or id can hold one: they have neither spaces nor colons.
        string? line = text.Split('\n').FirstOrDefault(each => each.StartsWith(Keyword, StringComparison.Ordinal));
        return Hash32.TryParse(line?[Keyword.Length..].TrimEnd(';'), out Hash32 id) ? new SessionId(id) : null;
    }

    public static SessionId? Of(TypedData data) =>
        data.PrimaryType == "SessionGrant"
        && data.Message.TryGetValue("replaces", out object? value) && value is Hash32 id && id != Hash32.Zero
            ? new SessionId(id)
            : null;
}
