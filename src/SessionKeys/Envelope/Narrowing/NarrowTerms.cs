namespace SessionKeys;

/// <summary>Takes the narrower of each term; the capabilities stay those of the first envelope.</summary>
internal static class NarrowTerms
{
    public static CapabilityEnvelope Of(CapabilityEnvelope first, CapabilityEnvelope second)
    {
        DateTimeOffset validAfter = Later(first.ValidAfter, second.ValidAfter);
        DateTimeOffset expiresAt = Earlier(first.ExpiresAt, second.ExpiresAt);
        if (expiresAt <= validAfter)
        {
            throw NarrowErrors.NoCommonValue(
                "$.expiresAt", $"{UnixTime.ToText(validAfter)} to …", $"… to {UnixTime.ToText(expiresAt)}");
        }

        ValueList<Budget> budgets = NarrowBudgets.Of(first.Budgets, second.Budgets);
        PaymasterTerm paymaster = Paymaster(first.Paymaster, second.Paymaster);
        bool feesUnlimited = first.FeesUnlimited && second.FeesUnlimited;
        RequireLimitedFees(paymaster, feesUnlimited, budgets);
        (ushort renewals, Address renewer) = Renewals(first, second);
        return first with
        {
            KeyType = first.KeyType == second.KeyType ? first.KeyType
                : throw NarrowErrors.NoCommonValue("$.keyType", $"{first.KeyType}", $"{second.KeyType}"),
            ValidAfter = validAfter,
            ExpiresAt = expiresAt,
            Ttl = Shorter(first.Ttl, second.Ttl),
            MaxRenewals = renewals,
            Renewer = renewer,
            IdleTimeout = Shorter(first.IdleTimeout, second.IdleTimeout),
            Schedule = Common(first.Schedule, second.Schedule),
            LaneBits = Math.Min(first.LaneBits, second.LaneBits),
            Paymaster = paymaster,
            FeesUnlimited = feesUnlimited,
            Guard = first.Guard is null || second.Guard is null || first.Guard == second.Guard
                ? first.Guard ?? second.Guard
                : throw NarrowErrors.NoCommonValue("$.guard", $"{first.Guard}", $"{second.Guard}"),
            Budgets = budgets,
            GrantDeadline = Earlier(first.GrantDeadline, second.GrantDeadline),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    /// <summary>Zero is off.</summary>
    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) =>
        left == TimeSpan.Zero ? right
        : right == TimeSpan.Zero || left < right ? left
        : right;

    /// <summary>Where both renew by different renewers, nobody could ask both: then there are no renewals.</summary>
    private static (ushort Renewals, Address Renewer) Renewals(CapabilityEnvelope first, CapabilityEnvelope second)
    {
        if (first.Ttl == TimeSpan.Zero || second.Ttl == TimeSpan.Zero)
        {
            CapabilityEnvelope limited = first.Ttl == TimeSpan.Zero ? second : first;
            return (limited.MaxRenewals, limited.Renewer);
        }

        bool differ = !first.Renewer.IsZero && !second.Renewer.IsZero && first.Renewer != second.Renewer;
        ushort renewals = differ ? (ushort)0 : Math.Min(first.MaxRenewals, second.MaxRenewals);
        return renewals == 0
            ? (renewals, Address.Zero)
            : (renewals, first.Renewer.IsZero ? second.Renewer : first.Renewer);
    }

    private static Schedule? Common(Schedule? left, Schedule? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        Schedule common = new()
        {
            From = left.From > right.From ? left.From : right.From,
            To = left.To < right.To ? left.To : right.To,
            Weekdays = left.Weekdays & right.Weekdays,
        };
        return common.From < common.To && common.Weekdays != Weekdays.None
            ? common
            : throw NarrowErrors.NoCommonValue("$.schedule", TermText.Schedule(left), TermText.Schedule(right));
    }

    private static PaymasterTerm Paymaster(PaymasterTerm left, PaymasterTerm right) =>
        left.IsAny ? right
        : right.IsAny || left == right ? left
        : throw NarrowErrors.NoCommonValue("$.paymaster", $"{left}", $"{right}");

    private static void RequireLimitedFees(PaymasterTerm paymaster, bool feesUnlimited, ValueList<Budget> budgets)
    {
        if (!feesUnlimited && paymaster.Required.IsZero && !budgets.Any(budget => budget.Asset == Asset.Gas))
        {
            throw NarrowErrors.NoCommonValue("$.feesUnlimited", "fees without limit", "fees paid by a paymaster");
        }
    }
}
