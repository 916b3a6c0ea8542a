namespace SessionKeys;

/// <summary>Rules on capabilities, their targets and their spends.</summary>
internal static class CapabilityRules
{
    public static void Check(ViolationList violations, SessionGrant grant, EnvelopeValidationOptions options)
    {
        ValueList<Capability> capabilities = grant.Envelope.Capabilities;
        int maximum = options.InOperation ? EnvelopeLimits.MaxCapabilitiesInOperation : EnvelopeLimits.MaxCapabilities;
        violations.InvalidIf(
            capabilities.Count == 0 || capabilities.Count > maximum,
            "$.capabilities",
            "the number of capabilities",
            $"{capabilities.Count}",
            $"1 to {maximum}",
            options.InOperation ? "Relay the grant instead, or split it." : "Split the grant into several sessions.");

        HashSet<(Address, Selector)> seen = [];
        for (int i = 0; i < capabilities.Count; i++)
        {
            string path = $"$.capabilities[{i}]";
            if (!seen.Add((capabilities[i].Target, capabilities[i].Selector)))
            {
                violations.Add(
                    "CapabilitiesUnsorted",
                    path,
                    "a capability",
                    $"{capabilities[i].Target} {capabilities[i].Selector} for the second time",
                    "each target and function once",
                    "Join the two, or choose other rules.");
            }

            Check(violations, path, capabilities[i], grant, options);
        }
    }

    private static void Check(
        ViolationList violations,
        string path,
        Capability capability,
        SessionGrant grant,
        EnvelopeValidationOptions options)
    {
        CharacterSet.Id.Check(violations, $"{path}.id", "the capability id", capability.Id);
        if (ForbiddenTargets.Describe(capability.Target, grant, options.Helpers) is { } forbidden)
        {
            violations.Add(
                "TargetForbidden",
                $"{path}.target",
                "the target",
                $"{capability.Target}, {forbidden}",
                "a contract that gives no authority over the account",
                "Remove the capability.");
        }

        if (capability.MaxValue != 0 && !grant.Envelope.Budgets.Any(budget => budget.Asset == Asset.Native))
        {
            violations.Add(
                "NativeBudgetMissing",
                $"{path}.maxValue",
                "native value without a budget",
                $"{capability.MaxValue} wei per call",
                "0, or a budget on the asset native",
                "Add a native budget.");
        }

        WordRules.Check(violations, path, capability.Rules);
        CheckSpends(violations, path, capability, grant.Envelope.Budgets);
        CheckTokenFunction(violations, path, capability, grant.Envelope.Budgets);
    }

    private static void CheckSpends(
        ViolationList violations, string path, Capability capability, ValueList<Budget> budgets)
    {
        violations.InvalidIf(
            capability.Spends.Count > EnvelopeLimits.MaxSpends,
            $"{path}.spends",
            "the number of spends",
            $"{capability.Spends.Count}",
            $"at most {EnvelopeLimits.MaxSpends}",
            "Count fewer amounts.");
        for (int i = 0; i < capability.Spends.Count; i++)
        {
            Spend spend = capability.Spends[i];
            bool hasBudget = budgets.Any(budget => budget.Asset == spend.Asset);
            if (!hasBudget || !spend.Asset.IsToken || ForbiddenTargets.IsReserved(spend.Asset.Address))
            {
                violations.Add(
                    "SpendBudgetInvalid",
                    $"{path}.spends[{i}].asset",
                    "a spend",
                    hasBudget ? $"of {spend.Asset}" : $"of {spend.Asset}, which has no budget",
                    "a token with a budget",
                    "Add a budget on the token; native, operations and gas are counted without a spend.");
            }

            violations.InvalidIf(
                spend.FixedAmount == UInt128.Zero,
                $"{path}.spends[{i}].amount",
                "a fixed amount",
                "0",
                "at least 1",
                "Remove the spend.");
        }
    }

    private static void CheckTokenFunction(
        ViolationList violations, string path, Capability capability, ValueList<Budget> budgets)
    {
        Asset asset = new(capability.Target);
        if (!budgets.Any(budget => budget.Asset == asset))
        {
            return;
        }

        if (TokenFunctions.IsForbidden(capability.Selector, out string signature))
        {
            violations.Add(
                "SelectorForbidden",
                $"{path}.selector",
                $"the function {signature} of a token with a budget",
                $"{capability.Selector}",
                "functions whose amount can be counted",
                "Remove the capability, or the budget on this token.");
        }

        if (TokenFunctions.AmountWord(capability.Selector) is { } word
            && !capability.Spends.Contains(Spend.ByWord(asset, word)))
        {
            violations.Add(
                "SpendRequired",
                $"{path}.spends",
                $"the function {KnownFunctions.Describe(capability.Selector)} of a token with a budget",
                "no spend on its amount",
                $"a spend of this token by word {word}",
                "Add the spend.");
        }
    }
}
