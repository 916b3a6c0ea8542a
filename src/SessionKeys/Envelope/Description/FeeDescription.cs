namespace SessionKeys;

/// <summary>Who pays, and how much in all.</summary>
internal static class FeeDescription
{
    public static IEnumerable<string> Lines(CapabilityEnvelope envelope, Wording wording)
    {
        string payer = envelope.Paymaster.IsAny ? "The account or any paymaster pays"
            : envelope.Paymaster.Required.IsZero ? "The account pays"
            : $"Only the paymaster {envelope.Paymaster} pays";
        yield return envelope.FeesUnlimited ? $"{payer} the fees, WITHOUT LIMIT." : $"{payer} the fees.";
        if (envelope.Guard is { } guard)
        {
            yield return $"The guard {guard.Guard} watches what it does, with a limit of {guard.UsdLimit} (in the " +
                $"guard's unit of US dollars) in each {TermText.Duration(guard.UsdPeriod)}.";
        }

        foreach (Budget budget in envelope.Budgets)
        {
            yield return $"At most {wording.Amount(budget.Limit, budget.Asset)} for {wording.Name(budget.Asset)} " +
                $"{TermText.Window(budget)}.";
        }
    }
}
