namespace SessionKeys;

/// <summary>Limits that add up to more than they look, or limit nothing.</summary>
internal static class BudgetLint
{
    private static readonly UInt128 ManyWindows = 31;

    public static void Check(FindingList findings, CapabilityEnvelope envelope)
    {
        for (int i = 0; i < envelope.Budgets.Count; i++)
        {
            Budget budget = envelope.Budgets[i];
            string path = $"$.budgets[{i}]";
            CheckSum(findings, path, budget, envelope);
            CheckUse(findings, path, budget, envelope);
            CheckShape(findings, path, budget, envelope);
        }
    }

    /// <summary>A window that comes again and again adds up over the life of the session.</summary>
    private static void CheckSum(FindingList findings, string path, Budget budget, CapabilityEnvelope envelope)
    {
        bool hasCeiling = envelope.Budgets.Any(
            each => each.Asset == budget.Asset && each.Kind == BudgetKind.Lifetime);
        if (budget.Kind == BudgetKind.Lifetime || hasCeiling || budget.Period <= TimeSpan.Zero)
        {
            return;
        }

        // An interval of the life touches one window more than it has whole ones, and the last may end in the middle.
        UInt128 life = Seconds(envelope.ExpiresAt - envelope.ValidAfter);
        UInt128 windows = (life / Seconds(budget.Period)) + 2;
        findings.Add(
            windows > ManyWindows ? LintSeverity.Warning : LintSeverity.Advice, "sum-over-life", path,
            $"{TermText.Budget(budget)} is up to {windows * (UInt256)budget.Limit} over the life of the session " +
            $"({windows} windows)",
            "A patient thief takes the limit of every window.",
            $"Add a lifetime budget on {budget.Asset} with the most that the job may ever spend.");
    }

    private static void CheckUse(FindingList findings, string path, Budget budget, CapabilityEnvelope envelope)
    {
        bool isUsed = budget.Asset == Asset.Operations || budget.Asset == Asset.Gas
            || envelope.Capabilities.Any(capability => budget.Asset == Asset.Native
                ? capability.MaxValue > 0
                : capability.Spends.Any(spend => spend.Asset == budget.Asset));
        if (!isUsed)
        {
            findings.Add(
                LintSeverity.Warning, "budget-without-spend", path,
                $"no capability counts to {TermText.Budget(budget)}",
                "The person reads a limit that limits nothing.",
                "Add the spend to the capability that it was meant for, or leave the budget out.");
        }
    }

    private static void CheckShape(FindingList findings, string path, Budget budget, CapabilityEnvelope envelope)
    {
        if (budget.Kind == BudgetKind.Calendar)
        {
            findings.Add(
                LintSeverity.Advice, "calendar-edge", path,
                $"{TermText.Budget(budget)} begins anew at the edge of the window",
                "Around the edge twice the limit can be spent within seconds.",
                "Take a rolling budget, which bounds any interval.");
        }

        if (budget.Kind == BudgetKind.Rolling && budget.Limit % budget.RollingUnit != 0)
        {
            findings.Add(
                LintSeverity.Advice, "rolling-rest", path,
                $"the limit {budget.Limit} is no multiple of its unit {budget.RollingUnit}",
                $"The last {budget.Limit % budget.RollingUnit} of it can never be spent.",
                "Make the budget with Budget.Rolling, which lowers the limit to a multiple.");
        }

        if (budget.Asset == Asset.Native && envelope.Capabilities.Any(each => each.MaxValue > budget.Limit))
        {
            findings.Add(
                LintSeverity.Advice, "value-above-budget", path,
                $"a capability may send more in one call than {TermText.Budget(budget)}",
                "The person reads the larger number, the budget decides.",
                "Lower maxValue to what one call needs.");
        }
    }

    private static UInt128 Seconds(TimeSpan duration) => (UInt128)Math.Max(0, duration.Ticks / TimeSpan.TicksPerSecond);
}
