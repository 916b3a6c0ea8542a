namespace SessionKeys;

/// <summary>One difference between two envelopes.</summary>
/// <param name="Path">Where the term stands in the JSON form, for example <c>$.budgets[0].limit</c>; the index is the
/// one in the newer envelope, or in the older one for what was removed.</param>
/// <param name="Subject">What the term is about, for a person.</param>
/// <param name="Before">The term in the older envelope, in words; <c>none</c> where it is new.</param>
/// <param name="After">The term in the newer envelope, in words; <c>none</c> where it was removed.</param>
/// <param name="Effect">What the change does to the rights of the session.</param>
public sealed record EnvelopeChange(string Path, string Subject, string Before, string After, EnvelopeEffect Effect)
{
    /// <summary>Writes the change for a person.</summary>
    /// <returns>One line: the effect, the subject, and both terms.</returns>
    public override string ToString() => $"{Word(Effect)} {Subject}: {Before} -> {After}";

    private static string Word(EnvelopeEffect effect) => effect switch
    {
        EnvelopeEffect.Narrows => "LESS",
        EnvelopeEffect.Widens => "MORE",
        EnvelopeEffect.Alters => "OTHER",
        _ => "SAME",
    };
}
