using System.Globalization;

namespace SessionKeys;

/// <summary>Rules on budgets.</summary>
internal static class BudgetRules
{
    public static void Check(ViolationList violations, CapabilityEnvelope envelope)
    {
        violations.InvalidIf(
            envelope.Budgets.Count > EnvelopeLimits.MaxBudgets,
            "$.budgets",
            "the number of budgets",
            $"{envelope.Budgets.Count}",
            $"at most {EnvelopeLimits.MaxBudgets}",
            "Split the grant into two sessions.");
        for (int i = 0; i < envelope.Budgets.Count; i++)
        {
            Check(violations, $"$.budgets[{i}]", envelope.Budgets[i]);
        }
    }

    private static void Check(ViolationList violations, string path, Budget budget)
    {
        violations.InvalidIf(
            budget.Asset.IsToken && ForbiddenTargets.IsReserved(budget.Asset.Address),
            $"{path}.asset",
            "the asset of a budget",
            budget.Asset.ToString(),
            "native, operations, gas or a contract above 0xffff",
            "Copy the address of the token.");
        if (!UnixTime.IsEncodable(budget.Period))
        {
            Period(violations, path, budget, $"whole seconds up to {uint.MaxValue}");
            return;
        }

        switch (budget.Kind)
        {
            case BudgetKind.Lifetime when budget.Period != TimeSpan.Zero:
                Period(violations, path, budget, "0 for a lifetime budget");
                break;
            case BudgetKind.Calendar when budget.Period < EnvelopeLimits.MinCalendarPeriod:
                Period(violations, path, budget, "at least 600 s for a calendar budget");
                break;
            case BudgetKind.Rolling when budget.Period < EnvelopeLimits.MinRollingPeriod
                || budget.Period.Ticks / TimeSpan.TicksPerSecond % 4 != 0:
                Period(violations, path, budget, "at least 3,600 s and a multiple of 4 s for a rolling budget");
                break;
            case > BudgetKind.Rolling:
                violations.Invalid(
                    $"{path}.kind",
                    "the kind of a budget",
                    $"{(byte)budget.Kind}",
                    "0 to 2",
                    "Choose a kind by its name.");
                break;
        }

        violations.InvalidIf(
            budget.Kind == BudgetKind.Calendar && budget.Limit > EnvelopeLimits.MaxCalendarLimit,
            $"{path}.limit",
            "the limit of a calendar budget",
            $"{budget.Limit}",
            "below 2^108",
            "Choose a smaller limit.");
    }

    private static void Period(ViolationList violations, string path, Budget budget, string allowed) =>
        violations.Invalid(
            $"{path}.period",
            "the period of a budget",
            string.Create(CultureInfo.InvariantCulture, $"{budget.Period.TotalSeconds} s"),
            allowed,
            "Choose another period or another kind.");
}
