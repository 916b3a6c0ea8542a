namespace SessionKeys;

/// <summary>What the fees of operations could cost.</summary>
internal static class FeeLint
{
    private const byte ManyLanes = 8;

    public static void Check(FindingList findings, CapabilityEnvelope envelope)
    {
        if (envelope.FeesUnlimited)
        {
            findings.Add(
                envelope.Paymaster.Required.IsZero ? LintSeverity.Danger : LintSeverity.Warning,
                "fees-unlimited", "$.feesUnlimited",
                "fees have no limit",
                "Whoever has the session key can burn the account's whole native balance on fees, by operations that " +
                "do nothing but cost.",
                "Give the session a budget on gas, or name a paymaster.");
        }

        if (envelope.Paymaster.IsAny)
        {
            findings.Add(
                LintSeverity.Advice, "any-paymaster", "$.paymaster",
                "any paymaster may be used",
                "A paymaster sees every operation first, and some take tokens of the account for their service.",
                "Name the paymaster, or none.");
        }

        if (!envelope.Budgets.Any(budget => budget.Asset == Asset.Operations))
        {
            findings.Add(
                LintSeverity.Advice, "no-operations-budget", "$.budgets",
                "the number of operations has no limit",
                "A job that runs wild repeats what costs nothing but fees.",
                "Add a budget on operations, for example 100 in any day.");
        }

        if (envelope.LaneBits > ManyLanes)
        {
            findings.Add(
                LintSeverity.Advice, "many-lanes", "$.laneBits",
                $"the session has 2^{envelope.LaneBits} nonce lanes",
                "Each first use of a lane costs the gas of a new slot, and lanes give independence, not speed.",
                "Take as many lanes as there are independent jobs.");
        }
    }
}
