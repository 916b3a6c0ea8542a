namespace SessionKeys;

/// <summary>Tells beforehand what the module would refuse in a grant, all of it at once.</summary>
/// <remarks>
/// The module judges again; this spares a person to sign what cannot come on chain. The name of each violation is the
/// name of the module's error.
/// </remarks>
public static class EnvelopeValidator
{
    /// <summary>Checks a grant.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="options">What is known of the place where it shall live; null for nothing.</param>
    /// <returns>What the module would refuse; empty when the grant is good.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    public static ValueList<EnvelopeViolation> Validate(SessionGrant grant, EnvelopeValidationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grant);
        options ??= new EnvelopeValidationOptions();
        ViolationList violations = new();
        ContextRules.Check(violations, grant, options);
        LifeRules.Check(violations, grant.Envelope, options);
        LivenessRules.Check(violations, grant);
        BudgetRules.Check(violations, grant.Envelope);
        GuardRules.Check(violations, grant.Envelope);
        CapabilityRules.Check(violations, grant, options);
        return violations.ToValueList();
    }

    /// <summary>Checks a grant and refuses it with every violation in one message.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="options">What is known of the place where it shall live; null for nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="EnvelopeInvalidException">The module would refuse the grant.</exception>
    public static void ThrowIfInvalid(SessionGrant grant, EnvelopeValidationOptions? options = null)
    {
        ValueList<EnvelopeViolation> violations = Validate(grant, options);
        if (violations.Count > 0)
        {
            throw new EnvelopeInvalidException(violations);
        }
    }
}
