namespace SessionKeys.Tests;

/// <summary>Grants with a fault in key, life, windows or comparisons, and grants just on the good side.</summary>
internal static class FaultyLives
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>A grant with one fault: the module's error and the path of the term.</summary>
    public static TheoryData<string, string, SessionGrant> Faults => new()
    {
        // Key
        { "TermInvalid", "$.keyType", With(e => e with { KeyType = (KeyType)2 }) },

        // Ttl, renewals, renewer, idle timeout
        { "TermInvalid", "$.ttl", With(e => e with { Ttl = -Second }) },
        { "TermInvalid", "$.ttl", With(e => e with { Ttl = TimeSpan.FromTicks(1) }) },
        { "TermInvalid", "$.ttl", With(e => e with { Ttl = TimeSpan.FromSeconds(1L << 32) }) },
        { "TermInvalid", "$.idleTimeout", With(e => e with { IdleTimeout = TimeSpan.FromMilliseconds(1_500) }) },
        { "TermInvalid", "$.idleTimeout", With(e => e with { IdleTimeout = TimeSpan.FromSeconds(1L << 32) }) },
        { "TermInvalid", "$.maxRenewals", With(e => e with { MaxRenewals = 1 }) },
        { "TermInvalid", "$.maxRenewals", With(e => e with { Renewer = Samples.Router }) },
        { "TermInvalid", "$.maxRenewals", With(e => e with { Ttl = Second, Renewer = Samples.Router }) },
        { "RenewerForbidden", "$.renewer", RenewedBy(Samples.Account) },
        { "RenewerForbidden", "$.renewer", RenewedBy(Samples.Module) },
        { "SessionKeyForbidden", "$.sessionKey", RenewedBy(Samples.SessionKey) },

        { "TermInvalid", "$.replaces", With(e => e with { Replaces = default(SessionId) }) },

        // Schedule
        { "TermInvalid", "$.schedule.to", Scheduled(0, 86_401) },
        { "TermInvalid", "$.schedule.to", Scheduled(TimeSpan.Zero, TimeSpan.FromMilliseconds(1_500)) },
        { "TermInvalid", "$.schedule.from", Scheduled(3_600, 3_600) },
        { "TermInvalid", "$.schedule.from", Scheduled(3_601, 3_600) },
        { "TermInvalid", "$.schedule.from", Scheduled(-1, 3_600) },
        { "TermInvalid", "$.schedule.from", Scheduled(TimeSpan.FromMilliseconds(500), Second) },
        { "TermInvalid", "$.schedule.weekdays", Scheduled(0, 1, Weekdays.None) },
        { "TermInvalid", "$.schedule.weekdays", Scheduled(0, 1, (Weekdays)128) },

        // Rolling windows
        { "TermInvalid", "$.budgets[1].period", Rolling(3_599) },
        { "TermInvalid", "$.budgets[1].period", Rolling(3_601) },
        { "TermInvalid", "$.budgets[1].period", Rolling(3_602) },
        { "TermInvalid", "$.budgets[1].period", Rolling((1L << 32) + 4) },

        // Comparisons
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].printForm",
            Ruled(Signed(Comparison.AtMostSigned) with { PrintForm = PrintForm.Hex })
        },
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].printForm",
            Ruled(Signed(Comparison.AtLeastSigned) with { PrintForm = PrintForm.Address })
        },
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].printForm",
            Ruled(Rule.AtLeastRatio(0, new Ratio(1, 1, 1)) with { PrintForm = PrintForm.Hex })
        },
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].denominator",
            Ruled(Rule.AtLeastRatio(0, new Ratio(1, 1, 0)))
        },
    };

    /// <summary>Grants at the edge of a rule, on its good side.</summary>
    public static TheoryData<string, SessionGrant> Good => new()
    {
        { "a P-256 key", With(e => e with { KeyType = KeyType.P256 }) },
        { "the shortest ttl", With(e => e with { Ttl = Second }) },
        {
            "the longest ttl, the most renewals",
            With(e => e with { Ttl = TimeSpan.FromSeconds(uint.MaxValue), MaxRenewals = ushort.MaxValue })
        },
        { "a renewer", RenewedBy(Samples.Router) },
        { "the shortest idle timeout", With(e => e with { IdleTimeout = Second }) },
        { "the longest idle timeout", With(e => e with { IdleTimeout = TimeSpan.FromSeconds(uint.MaxValue) }) },
        { "one second on one day", Scheduled(0, 1, Weekdays.Sunday) },
        { "the last second of the day", Scheduled(86_399, 86_400) },
        { "the whole week", Scheduled(0, 86_400) },
        { "the shortest rolling period", Rolling(3_600) },
        { "the longest rolling period", Rolling(uint.MaxValue - 3) },
        { "the greatest rolling limit", Rolling(3_600, UInt128.MaxValue) },
        { "signed at most", Ruled(Signed(Comparison.AtMostSigned)) },
        { "signed at least", Ruled(Signed(Comparison.AtLeastSigned)) },
        { "the smallest ratio", Ruled(Rule.AtLeastRatio(255, new Ratio(0, 0, 1))) },
        { "the greatest ratio", Ruled(Rule.AtLeastRatio(0, new Ratio(255, Ratio.MaxPart, Ratio.MaxPart))) },
        { "an essential capability", Samples.WithCapability(Samples.Swap with { Essential = true }) },
        { "token names", With(e => e with { TokenNames = true }) },
        { "a session that is replaced", With(e => e with { Replaces = Earlier }) },
    };

    private static SessionId Earlier => new(Keccak256.Hash("an earlier session"u8));

    private static SessionGrant With(Func<CapabilityEnvelope, CapabilityEnvelope> change) => Samples.With(change);

    private static SessionGrant RenewedBy(Address renewer) =>
        With(e => e with { Ttl = TimeSpan.FromHours(1), MaxRenewals = 1, Renewer = renewer });

    private static SessionGrant Scheduled(TimeSpan from, TimeSpan to) =>
        With(e => e with { Schedule = new Schedule { From = from, To = to, Weekdays = Weekdays.All } });

    private static SessionGrant Scheduled(int from, int to, Weekdays days = Weekdays.All) => With(e => e with
    {
        Schedule = new Schedule
        {
            From = TimeSpan.FromSeconds(from),
            To = TimeSpan.FromSeconds(to),
            Weekdays = days,
        },
    });

    private static SessionGrant Rolling(long seconds, UInt128? limit = null) => With(e => e with
    {
        Budgets =
        [
            Budget.Lifetime(Asset.Gas, 1),
            new()
            {
                Asset = Asset.Token(Samples.Token),
                Limit = limit ?? 1,
                Kind = BudgetKind.Rolling,
                Period = TimeSpan.FromSeconds(seconds),
            },
        ],
    });

    private static SessionGrant Ruled(Rule rule) => Samples.WithRule(rule);

    private static Rule Signed(Comparison comparison) => new() { Comparison = comparison, Word = 1 };
}
