namespace SessionKeys;

/// <summary>The rules of the guard, and of the limit in US dollars that it holds.</summary>
internal static class GuardRules
{
    private static readonly TimeSpan MinPeriod = TimeSpan.FromMinutes(10);

    public static void Check(ViolationList violations, CapabilityEnvelope envelope)
    {
        if (envelope.Guard is not { } guard)
        {
            return;
        }

        violations.InvalidIf(
            ForbiddenTargets.IsReserved(guard.Guard),
            "$.guard",
            "the guard",
            guard.Guard.ToString(),
            "an address above 0xffff",
            "Name the guard's contract, or leave the field out.");
        if (guard.UsdLimit == 0)
        {
            violations.InvalidIf(
                guard.UsdPeriod != TimeSpan.Zero,
                "$.usdPeriod",
                "the period of the limit in US dollars",
                $"{guard.UsdPeriod}",
                "none without a limit",
                "Give a limit, or leave the period out.");
            violations.InvalidIf(
                guard.FeedsHash != Hash32.Zero,
                "$.feedsHash",
                "the list of price feeds",
                guard.FeedsHash.ToString(),
                "none without a limit",
                "Give a limit, or leave the list out.");
            return;
        }

        CheckLimit(violations, envelope, guard);
    }

    private static void CheckLimit(ViolationList violations, CapabilityEnvelope envelope, GuardTerm guard)
    {
        violations.InvalidIf(
            guard.UsdPeriod < MinPeriod,
            "$.usdPeriod",
            "the period of the limit in US dollars",
            $"{guard.UsdPeriod}",
            "at least 10 minutes",
            "Choose a longer period.");
        violations.InvalidIf(
            guard.FeedsHash == Hash32.Zero,
            "$.feedsHash",
            "the list of price feeds",
            "none",
            "the hash of a list that the guard knows",
            "Register the list with the guard, and name its hash.");
        violations.InvalidIf(
            envelope.Budgets.All(budget => budget.Asset == Asset.Operations || budget.Asset == Asset.Gas),
            "$.usdLimit",
            "the limit in US dollars",
            $"{guard.UsdLimit}",
            "0 without a budget on the native asset or a token",
            "Give budgets on what the session may spend: the guard counts what they count.");
    }
}
