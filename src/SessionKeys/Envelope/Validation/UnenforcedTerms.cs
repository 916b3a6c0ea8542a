namespace SessionKeys;

/// <summary>
/// The term that has its place in the signed format, but that this version of the module does not enforce.
/// </summary>
internal static class UnenforcedTerms
{
    public static void Check(ViolationList violations, CapabilityEnvelope envelope)
    {
        if (envelope.Guard is not null)
        {
            violations.Add(
                "TermNotEnforced",
                "$.guard",
                "the term guard",
                "a value that this version of the module does not enforce",
                "no guard",
                "Leave the field out.");
        }
    }
}
