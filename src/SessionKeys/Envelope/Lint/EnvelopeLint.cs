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
        return Check(envelope, new FindingList());
    }

    /// <summary>Checks an envelope, against the operator's ceilings too.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="limits">The operator's ceilings.</param>
    /// <param name="risk">The risk class of the session, which says what ceilings hold.</param>
    /// <returns>
    /// The findings, the worst first; <c>profile-limit-exceeded</c> exactly where <see cref="ProfileLimits.Require"/>
    /// would throw.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such risk class.</exception>
    public static ValueList<LintFinding> Check(CapabilityEnvelope envelope, ProfileLimits limits, RiskClass risk)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(limits);
        FindingList findings = new();
        CeilingLint.Check(findings, envelope, limits, risk);
        return Check(envelope, findings);
    }

    private static ValueList<LintFinding> Check(CapabilityEnvelope envelope, FindingList findings)
    {
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
