using System.Text.RegularExpressions;

namespace SessionKeys.Bundler.Client;

/// <summary>What the wording of a server's message tells: the AA code, the EntryPoint's reason, the revert.</summary>
/// <param name="AaCode">The code such as <c>AA23</c>, or null.</param>
/// <param name="Reason">The EntryPoint's words with the code, or null.</param>
/// <param name="RevertReason">The revert's text, or null.</param>
/// <param name="RevertData">The revert's bytes; null if the message holds none.</param>
internal sealed partial record EntryPointText(string? AaCode, string? Reason, string? RevertReason, byte[]? RevertData)
{
    /// <summary>How servers begin when they quote the revert of a call and not of the EntryPoint.</summary>
    public const string ExecutionReverted = "execution reverted";

    private const int LongestParsed = 64 * 1024;

    public static EntryPointText Parse(string message)
    {
        string text = message.Length > LongestParsed ? message[..LongestParsed] : message;
        if (text.StartsWith(ExecutionReverted, StringComparison.Ordinal))
        {
            return ParseWithoutCode(text); // what follows is the called contract's text, whatever code it imitates
        }

        Match code = AaCodePattern().Match(text);
        return code.Success ? ParseWithCode(text, code) : ParseWithoutCode(text);
    }

    /// <summary>The AA code at the beginning of an EntryPoint's reason, or null.</summary>
    public static string? CodeOf(string? reason)
    {
        Match code = AaCodePattern().Match(reason ?? string.Empty);
        return code.Success ? code.Value : null;
    }

    private static EntryPointText ParseWithCode(string text, Match code)
    {
        string tail = text[code.Index..];
        bool quoted = code.Index > 0 && text[code.Index - 1] == '"';
        int quote = quoted ? tail.IndexOf('"', StringComparison.Ordinal) : -1;
        if (quote >= 0)
        {
            string inner = tail[(quote + 1)..].Trim().TrimStart(',').Trim();
            return WithRevert(code.Value, tail[..quote], inner.EndsWith(')') ? inner[..^1] : inner);
        }

        Match reverted = RevertedPattern().Match(tail);
        if (reverted.Success)
        {
            return WithRevert(code.Value, reverted.Groups["reason"].Value, reverted.Groups["inner"].Value.Trim());
        }

        int colon = tail.IndexOf(": ", StringComparison.Ordinal);
        string reason = colon > code.Length ? tail[..colon] : tail;
        return new EntryPointText(code.Value, ServerText.Clean(reason), null, null);
    }

    private static EntryPointText ParseWithoutCode(string text)
    {
        Match revert = RevertOnlyPattern().Match(text);
        if (revert.Success)
        {
            return WithRevert(null, null, revert.Groups["inner"].Value.Trim());
        }

        Match custom = CustomErrorPattern().Match(text);
        return custom.Success
            ? new EntryPointText(null, null, null, CustomErrorBytes(custom))
            : new EntryPointText(null, null, null, null);
    }

    private static EntryPointText WithRevert(string? code, string? reason, string inner)
    {
        string? cleanReason = reason is null ? null : ServerText.Clean(reason);
        if (inner.Length == 0)
        {
            return new EntryPointText(code, cleanReason, null, null);
        }

        if (Hex.TryParse(inner, out byte[]? data))
        {
            return new EntryPointText(code, cleanReason, null, data);
        }

        bool isErrorText = inner.StartsWith("Error(", StringComparison.Ordinal) && inner.EndsWith(')');
        return new EntryPointText(code, cleanReason, ServerText.Clean(isErrorText ? inner[6..^1] : inner), null);
    }

    private static byte[] CustomErrorBytes(Match custom)
    {
        string arguments = custom.Groups["arguments"].Value;
        string selector = custom.Groups["selector"].Value;
        return Hex.Parse(arguments.Length % 64 == 0 ? selector + arguments : selector);
    }

    [GeneratedRegex(@"\bAA[0-9][0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex AaCodePattern();

    [GeneratedRegex(@"^(?<reason>AA[0-9][0-9] reverted)[\s:-]*(?<inner>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex RevertedPattern();

    [GeneratedRegex(@"(?:with reason: |^)(?<inner>0x[0-9a-fA-F]*)$|^execution reverted: (?!custom error )(?<inner>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex RevertOnlyPattern();

    [GeneratedRegex(@"custom error (?<selector>0x[0-9a-fA-F]{8})(?:: ?(?<arguments>[0-9a-fA-F]*))?(?![0-9a-fA-F])",
        RegexOptions.CultureInvariant)]
    private static partial Regex CustomErrorPattern();
}
