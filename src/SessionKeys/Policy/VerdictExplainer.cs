using System.Text;

namespace SessionKeys;

/// <summary>Renders a verdict for a person: plain English, times in UTC.</summary>
public static class VerdictExplainer
{
    /// <summary>Explains a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="envelope">The session's terms.</param>
    /// <param name="state">What the module had stored when the verdict was given.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="claimedAt">The second that it claims.</param>
    /// <returns>
    /// Lines: the answer and its bounds; each call with the capability that matched, or why none did, and every rule;
    /// each budget before and after, and when it resets; and what change of the envelope would allow what was refused.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string Explain(
        this Verdict verdict,
        CompiledEnvelope envelope,
        ModuleState state,
        PackedUserOperation operation,
        DateTimeOffset claimedAt)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        StringBuilder text = new();
        WriteAnswer(text, verdict, claimedAt);
        CallExplanation.Write(text, envelope, operation);
        WriteBudgets(text, verdict, envelope, state, claimedAt);
        WriteRefusals(text, verdict, envelope.Grant.Grant.Envelope, operation);
        return text.ToString();
    }

    private static void WriteAnswer(StringBuilder text, Verdict verdict, DateTimeOffset claimedAt)
    {
        string session = verdict.SessionId is { } id ? $"session {id}" : "a session that is not known yet";
        _ = text.Append("Operation of ").Append(session)
            .Append(", claimed at ").Append(UnixTime.ToText(claimedAt)).Append(".\n");
        if (verdict.Violations.Count > 0)
        {
            _ = text.Append("Refused: the module reverts with ").Append(verdict.Violations[0].Name).Append(".\n");
            return;
        }

        string signature = verdict.Signature switch
        {
            SignatureVerdict.Wrong => "Refused: a signature is wrong (the EntryPoint says AA24). Its bounds would be",
            SignatureVerdict.Right => "Allowed",
            _ => "Allowed, once the session key has signed",
        };
        _ = text.Append(signature).Append(": from ").Append(Time(verdict.ValidAfter)).Append(" until ")
            .Append(Time(verdict.ValidUntil)).Append(", which ").Append(verdict.UpperBound).Append(" sets.\n");
    }

    private static void WriteBudgets(
        StringBuilder text, Verdict verdict, CompiledEnvelope envelope, ModuleState state, DateTimeOffset claimedAt)
    {
        ValueList<Budget> budgets = envelope.Grant.Grant.Envelope.Budgets;
        SessionRecord? before = state.Find(envelope.SessionId);
        SessionRecord? after = verdict.NewState.Find(envelope.SessionId);
        ulong time = (ulong)Math.Max(claimedAt.ToUnixTimeSeconds(), 0);
        for (int i = 0; i < budgets.Count; i++)
        {
            Budget budget = budgets[i];
            BudgetWindow old = BudgetWindow.Read(budget, before?.BudgetSlot(i) ?? UInt256.Zero, time);
            BudgetWindow next = BudgetWindow.Read(budget, after?.BudgetSlot(i) ?? UInt256.Zero, time);
            string resets = old.ResetsAt == 0 ? "never resets" : $"resets at {Time(old.ResetsAt)}";
            _ = text.Append($"Budget {i + 1}, {budget.Asset}, {Kind(budget)}: {old.Used} of {budget.Limit} used before, ")
                .Append($"{next.Used} after, {next.Left} left; {resets}.\n");
        }
    }

    private static void WriteRefusals(
        StringBuilder text, Verdict verdict, CapabilityEnvelope envelope, PackedUserOperation operation)
    {
        for (int i = 0; i < verdict.Violations.Count; i++)
        {
            PolicyViolation violation = verdict.Violations[i];
            _ = text.Append(i == 0 ? "The module says: " : "It would also say: ").Append(violation.Refusal.Message)
                .Append('\n').Append("To allow it: ").Append(EnvelopeRemedy.For(violation.Refusal, envelope, operation))
                .Append('\n');
        }
    }

    private static string Kind(Budget budget) => budget.Kind switch
    {
        BudgetKind.Lifetime => "for the whole session",
        BudgetKind.Calendar => $"in each window of {budget.Period.TotalSeconds:0} s",
        _ => $"in any {budget.Period.TotalSeconds:0} s",
    };

    private static string Time(ulong seconds) =>
        UnixTime.TryRead(seconds, out DateTimeOffset time) ? UnixTime.ToText(time) : $"second {seconds}";
}
