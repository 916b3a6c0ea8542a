namespace SessionKeys;

/// <summary>
/// The terms that have their place in the signed format, but that this version of the module does not enforce.
/// </summary>
internal static class UnenforcedTerms
{
    public static void Check(ViolationList violations, CapabilityEnvelope envelope)
    {
        violations.NotEnforcedIf(envelope.KeyType != KeyType.Secp256k1, "$.keyType", "keyType", "secp256k1");
        violations.NotEnforcedIf(envelope.Ttl != TimeSpan.Zero, "$.ttl", "ttl", "0");
        violations.NotEnforcedIf(envelope.MaxRenewals != 0, "$.maxRenewals", "ttl", "0");
        violations.NotEnforcedIf(!envelope.Renewer.IsZero, "$.renewer", "renewer", "no renewer");
        violations.NotEnforcedIf(envelope.IdleTimeout != TimeSpan.Zero, "$.idleTimeout", "idleTimeout", "0");
        violations.NotEnforcedIf(envelope.Schedule is not null, "$.schedule", "schedule", "no schedule");
        violations.NotEnforcedIf(envelope.Guard is not null, "$.guard", "guard", "no guard");
        violations.NotEnforcedIf(envelope.TokenNames, "$.tokenNames", "tokenNames", "false");
        violations.NotEnforcedIf(envelope.Replaces is not null, "$.replaces", "replaces", "no session");
        for (int i = 0; i < envelope.Budgets.Count; i++)
        {
            bool isRolling = envelope.Budgets[i].Kind == BudgetKind.Rolling;
            violations.NotEnforcedIf(isRolling, $"$.budgets[{i}].kind", "budgetKind", "lifetime or calendar");
        }

        for (int i = 0; i < envelope.Capabilities.Count; i++)
        {
            Check(violations, $"$.capabilities[{i}]", envelope.Capabilities[i]);
        }
    }

    private static void Check(ViolationList violations, string path, Capability capability)
    {
        violations.NotEnforcedIf(capability.Essential, $"{path}.essential", "essential", "false");
        for (int i = 0; i < capability.Rules.Count; i++)
        {
            bool isLater = capability.Rules[i].Comparison
                is Comparison.AtMostSigned or Comparison.AtLeastSigned or Comparison.AtLeastRatio;
            violations.NotEnforcedIf(
                isLater,
                $"{path}.rules[{i}].comparison",
                "comparison",
                "equal, notEqual, atMost, atLeast, inSet or equalsAccount");
        }
    }
}
