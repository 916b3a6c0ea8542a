using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Compares what the module did in one step with the verdict of the evaluator.</summary>
internal static class VerdictComparison
{
    /// <summary>What the module has stored, as the evaluator is given it.</summary>
    /// <param name="sessions">The sessions of the case.</param>
    /// <param name="slots">The account's slot, then the status and the budgets of each session.</param>
    public static ModuleState StateOf(ValueList<SessionId> sessions, PlayedStep slots) => new(
        AccountOf(slots),
        Enumerable.Range(0, sessions.Count)
            .Where(index => !slots.Status(index).IsZero)
            .Select(index => new SessionRecord(
                sessions[index], StatusOf(slots, index), ValueList.Create(slots.Budgets(index))))
            .ToValueList());

    /// <returns>What differs; null when nothing does.</returns>
    public static string? Compare(ValueList<SessionId> sessions, PlayedStep module, Verdict verdict)
    {
        string expected = Hex.Format(module.Answer.Span);
        string actual = verdict.Violations.Count > 0
            ? Hex.Format(verdict.Violations[0].RevertData.Span)
            : Hex.Format(verdict.ValidationData.ToArray());
        if (module.IsSuccess != (verdict.Violations.Count == 0) || expected != actual)
        {
            return $"the module answered {Describe(module)}, the evaluator {Describe(verdict)}";
        }

        if (verdict.NewState.Account != AccountOf(module))
        {
            return $"the module's account is {AccountOf(module)}, the evaluator's {verdict.NewState.Account}";
        }

        return Enumerable.Range(0, sessions.Count)
            .Select(index => CompareSession(sessions[index], index, module, verdict.NewState))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? CompareSession(SessionId id, int index, PlayedStep module, ModuleState state)
    {
        SessionRecord record = state.Find(id)
            ?? new SessionRecord(id, SessionKeyModuleViews.ReadSessionStatus(new byte[32]), []);
        if (record.Status != StatusOf(module, index))
        {
            return $"the module's status of {id} is {StatusOf(module, index)}, the evaluator's {record.Status}";
        }

        for (int i = 0; i < EnvelopeLimits.MaxBudgets; i++)
        {
            UInt256 slot = module.Budgets(index)[i];
            if (record.BudgetSlot(i) != slot)
            {
                return $"the module's budget {i} of {id} is {slot.ToHex()}, " +
                    $"the evaluator's {record.BudgetSlot(i).ToHex()}";
            }
        }

        return null;
    }

    private static ModuleAccountState AccountOf(PlayedStep slots) =>
        SessionKeyModuleViews.ReadAccountState(slots.AccountSlot.ToArray());

    private static ModuleSessionStatus StatusOf(PlayedStep slots, int index) =>
        SessionKeyModuleViews.ReadSessionStatus(slots.Status(index).ToArray());

    private static string Describe(PlayedStep module) =>
        module.IsSuccess ? $"validation data {Hex.Format(module.Answer.Span)}"
        : ModuleErrors.TryDecode(module.Answer.Span, out SessionRefusal? refusal)
            ? $"{refusal.Name}({string.Join(", ", refusal.Arguments.Select(each => $"{each.Key} {Text(each.Value)}"))})"
            : Hex.Format(module.Answer.Span);

    private static string Describe(Verdict verdict) => verdict.Violations.Count == 0
        ? $"validation data {Hex.Format(verdict.ValidationData.ToArray())}"
        : Describe(new PlayedStep(false, verdict.Violations[0].RevertData, []));

    private static string Text(object value) =>
        value is byte[] bytes ? Hex.Format(bytes) : string.Create(null, $"{value}");
}
