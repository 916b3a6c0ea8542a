namespace SessionKeys;

/// <summary>All limits of both envelopes; of two on the same windows the tighter one is enough.</summary>
internal static class NarrowBudgets
{
    public static ValueList<Budget> Of(ValueList<Budget> first, ValueList<Budget> second)
    {
        List<Budget> budgets = [];
        foreach (Budget budget in first.Concat(second))
        {
            if (budgets.Exists(each => IsEnough(each, budget)))
            {
                continue;
            }

            budgets.RemoveAll(each => IsEnough(budget, each));
            budgets.Add(budget);
        }

        return budgets.Count <= EnvelopeLimits.MaxBudgets
            ? budgets.ToValueList()
            : throw NarrowErrors.TooMany("$.budgets", budgets.Count, EnvelopeLimits.MaxBudgets);
    }

    private static bool IsEnough(Budget budget, Budget than) =>
        BudgetChanges.IsSameWindow(budget, than) && BudgetChanges.IsAsTight(budget, than);
}
