namespace SessionKeys;

/// <summary>What the operator's ceilings refuse.</summary>
internal static class CeilingLint
{
    public static void Check(
        FindingList findings, CapabilityEnvelope envelope, ProfileLimits limits, RiskClass risk)
    {
        foreach (CeilingExcess excess in limits.Excesses(envelope, risk))
        {
            findings.Add(
                LintSeverity.Danger, "profile-limit-exceeded", excess.Path,
                $"{excess.What} of the session is {TermText.Duration(excess.Actual)}, above the operator's " +
                $"{TermText.Duration(excess.Allowed)} for the risk class {risk}",
                "A preset with these limits refuses it.",
                excess.Advice);
        }
    }
}
