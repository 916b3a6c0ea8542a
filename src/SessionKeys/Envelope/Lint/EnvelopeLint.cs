namespace SessionKeys;

/// <summary>Looks for what is broad, endless or unlimited in an envelope, before anybody signs it.</summary>
/// <remarks>
/// <see cref="EnvelopeValidator"/> says what the module refuses; this says what it accepts and somebody may regret. It
/// knows functions by their selectors: a contract may do anything under any name, so no finding is no proof.
/// </remarks>
public static class EnvelopeLint
{
    /// <summary>Checks an envelope.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <returns>The findings, the worst first; empty when there is nothing to say.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    public static ValueList<LintFinding> Check(CapabilityEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        FindingList findings = new();
        LifeLint.Check(findings, envelope);
        FeeLint.Check(findings, envelope);
        BudgetLint.Check(findings, envelope);
        for (int i = 0; i < envelope.Capabilities.Count; i++)
        {
            Capability capability = envelope.Capabilities[i];
            string path = $"$.capabilities[{i}]";
            FunctionLint.Check(findings, path, capability);
            RuleLint.Check(findings, path, capability);
        }

        return findings.ToValueList();
    }
}
