namespace SessionKeys;

/// <summary>Something in an envelope that the module would accept and a careful person would question.</summary>
/// <param name="Id">The stable name of the check, for example <c>fees-unlimited</c>; the table in
/// <c>docs/review.md</c> has them all.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Path">Where the term stands in the JSON form, for example <c>$.capabilities[0].rules</c>.</param>
/// <param name="What">What was found, with its values.</param>
/// <param name="Why">What could happen.</param>
/// <param name="Fix">What to change.</param>
public sealed record LintFinding(
    string Id, LintSeverity Severity, string Path, string What, string Why, string Fix)
{
    /// <summary>Writes the finding for a person.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Severity} {Id} at {Path}: {What}. {Why} {Fix}";
}
