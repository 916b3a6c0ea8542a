namespace SessionKeys;

/// <summary>Changes of limits. A limit that stays must stay on the same asset, with the same kind and period: only then
/// does every operation meet the same windows.</summary>
internal static class BudgetChanges
{
    public static void Add(ChangeList changes, ValueList<Budget> before, ValueList<Budget> after)
    {
        HashSet<int> matched = [];
        for (int i = 0; i < before.Count; i++)
        {
            int match = Find(before[i], after);
            if (match < 0)
            {
                changes.Add(
                    $"$.budgets[{i}]", "budget", TermText.Budget(before[i]), TermText.None, EnvelopeEffect.Widens);
                continue;
            }

            matched.Add(match);
            changes.Compare(
                $"$.budgets[{match}].limit", "budget", before[i], after[match], TermText.Budget,
                IsAsTight(after[match], before[i]) ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        }

        for (int i = 0; i < after.Count; i++)
        {
            if (!matched.Contains(i) && !before.Contains(after[i]))
            {
                changes.Add(
                    $"$.budgets[{i}]", "budget", TermText.None, TermText.Budget(after[i]), EnvelopeEffect.Narrows);
            }
        }
    }

    public static bool IsSameWindow(Budget left, Budget right) =>
        left.Asset == right.Asset && left.Kind == right.Kind && left.Period == right.Period;

    /// <summary>A rolling budget counts in units, rounded up: of two, the smaller limit may allow more small
    /// amounts.</summary>
    public static bool IsAsTight(Budget budget, Budget than) => budget.Limit <= than.Limit
        && (budget.Kind != BudgetKind.Rolling || budget.RollingUnit == than.RollingUnit
            || budget.Limit / budget.RollingUnit <= than.Limit / than.RollingUnit);

    /// <summary>The limit that stands for an older one: an equal one, else one as tight, else any; -1 for
    /// none.</summary>
    private static int Find(Budget budget, ValueList<Budget> after)
    {
        int best = -1;
        for (int i = 0; i < after.Count; i++)
        {
            if (after[i] == budget)
            {
                return i;
            }

            if (IsSameWindow(after[i], budget) && (best < 0 || IsAsTight(after[i], budget)))
            {
                best = i;
            }
        }

        return best;
    }
}
