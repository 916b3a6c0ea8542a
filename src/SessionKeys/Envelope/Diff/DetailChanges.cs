namespace SessionKeys;

/// <summary>Changes of the terms that come last.</summary>
internal static class DetailChanges
{
    public static void Add(ChangeList changes, CapabilityEnvelope before, CapabilityEnvelope after)
    {
        changes.Compare(
            "$.replaces", "replaced session", before.Replaces, after.Replaces,
            id => id?.ToString() ?? TermText.None, EnvelopeEffect.Describes);
        changes.Compare(
            "$.label", "label", before.Label, after.Label, label => label.Length == 0 ? TermText.None : label,
            EnvelopeEffect.Describes);
        changes.Compare(
            "$.tokenNames", "token names in the grant text", before.TokenNames, after.TokenNames, TermText.YesNo,
            EnvelopeEffect.Describes);
        changes.Compare(
            "$.grantDeadline", "grant until", before.GrantDeadline, after.GrantDeadline, TermText.Time,
            after.GrantDeadline < before.GrantDeadline ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        changes.Compare(
            "$.salt", "salt", before.Salt, after.Salt, salt => $"{salt}", EnvelopeEffect.Describes);
    }
}
