namespace SessionKeys.Tests;

public sealed class RefusalExplainerTests
{
    private static readonly DateTimeOffset Claimed = Samples.Start.AddHours(1);

    private static RefusalFacts Facts => new()
    {
        Grant = Samples.Grant,
        Claim = new Claim(Claimed, Claimed.AddMinutes(10)),
        ChainTime = Claimed.AddMinutes(1),
        EntryPoint = EntryPointVersion.V07,
    };

    [Fact]
    public void Operation_that_is_not_due_is_told_with_the_seconds_to_wait()
    {
        string? text = RefusalExplainer.Explain("AA22", Facts with { ChainTime = Claimed.AddSeconds(-5) });

        Assert.Equal(
            "The operation was refused for its time (AA22): it claims 2026-11-21 01:00:00 UTC and is allowed from " +
            "2026-11-21 01:00:00 UTC until 2026-11-21 01:10:00 UTC (notAfter), 2026-11-21 23:59:59 UTC (budget 2), " +
            "2026-12-21 00:00:00 UTC (expiresAt); the chain's time is 2026-11-21 00:59:55 UTC: it is due in 5 s. " +
            "Claim a time that the chain has reached.",
            text);
    }

    [Theory]
    [InlineData(EntryPointVersion.V07, 0, "is within them")]
    [InlineData(EntryPointVersion.V08, 0, "it is due in 1 s")]
    [InlineData(EntryPointVersion.V09, 0, "it is due in 1 s")]
    [InlineData(EntryPointVersion.V09, 1, "is within them")]
    [InlineData(EntryPointVersion.V07, 600, "is within them")]
    [InlineData(EntryPointVersion.V07, 601, "notAfter passed 1 s ago. Build the operation again")]
    public void Edges_are_those_of_the_entry_point(EntryPointVersion version, int seconds, string says)
    {
        RefusalFacts facts = Facts with { EntryPoint = version, ChainTime = Claimed.AddSeconds(seconds) };

        Assert.Contains(says, RefusalExplainer.Explain("AA22", facts), StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_that_rides_on_the_operation_bounds_it()
    {
        RefusalFacts facts = Facts with
        {
            Claim = new Claim(Claimed, null),
            CarriesGrant = true,
            ChainTime = Samples.Start.AddDays(2),
        };
        SessionGrant noCalendar = Samples.With(envelope => envelope with { Budgets = [] });

        Assert.Contains("(grantDeadline)", RefusalExplainer.Explain("AA22", facts), StringComparison.Ordinal);
        Assert.Contains(
            "Ask the approver to sign again",
            RefusalExplainer.Explain("AA22", facts with { Grant = noCalendar }),
            StringComparison.Ordinal);
        Assert.Contains(
            "expiresAt passed",
            RefusalExplainer.Explain(
                "AA22", facts with { Grant = noCalendar, CarriesGrant = false, ChainTime = Samples.Start.AddDays(31) }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_is_told_with_the_key_and_the_times()
    {
        string? text = RefusalExplainer.Explain("AA24", Facts);

        Assert.Contains($"session key {Samples.SessionKey}", text, StringComparison.Ordinal);
        Assert.Contains("the chain's time is 2026-11-21 01:01:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("the chain (31337)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_codes_are_left_to_the_bundler() => Assert.Null(RefusalExplainer.Explain("AA23", Facts));

    [Fact]
    public void Ttl_and_idle_timeout_count_from_the_activation_or_from_the_state_of_the_session()
    {
        SessionGrant grant = Samples.With(envelope => envelope with
        {
            Budgets = [],
            Ttl = TimeSpan.FromHours(2),
            IdleTimeout = TimeSpan.FromMinutes(5),
        });
        RefusalFacts facts = Facts with { Grant = grant, Claim = new Claim(Claimed, null) };
        ModuleSessionStatus status = new()
        {
            IsKnown = true,
            IsRevoked = false,
            IsPaused = false,
            ExpiresAt = (ulong)Claimed.AddMinutes(90).ToUnixTimeSeconds(),
            LastActivity = (ulong)Claimed.AddMinutes(-1).ToUnixTimeSeconds(),
            Renewals = 0,
            Seat = 0,
            Epoch = 1,
        };

        Assert.Equal(["expiresAt"], Terms(facts));
        Assert.Equal(
            [("idleTimeout", 5), ("ttl", 120), ("grantDeadline", 1380)],
            Minutes(facts with { CarriesGrant = true }).SkipLast(1));
        Assert.Equal(
            [("idleTimeout", 4), ("ttl", 90)], Minutes(facts with { Status = status }).SkipLast(1));
        Assert.Contains(
            "idleTimeout passed 60 s ago. Have the session attested",
            RefusalExplainer.Explain("AA22", facts with { Status = status, ChainTime = Claimed.AddMinutes(5) }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BudgetKind.Calendar, 3_600, 120, false, 119)]
    [InlineData(BudgetKind.Calendar, 3_600, 120, true, 119)]
    [InlineData(BudgetKind.Calendar, 3_600, 119, true, 238)]
    [InlineData(BudgetKind.Rolling, 14_400, 1, true, 120)]
    [InlineData(BudgetKind.Rolling, 14_400, 1, false, 0)]
    [InlineData(BudgetKind.Rolling, 14_400, 3_600, false, 3_599)]
    public void Window_or_bucket_of_a_budget_ends_later_with_grace(
        BudgetKind kind, int period, int beforeEnd, bool grace, int expected)
    {
        Budget budget = new() { Asset = Asset.Native, Limit = 1, Kind = kind, Period = TimeSpan.FromSeconds(period) };
        DateTimeOffset claimed = Samples.Start.AddHours(5).AddSeconds(-beforeEnd);
        RefusalFacts facts = Facts with
        {
            Grant = Samples.With(envelope => envelope with { Budgets = [budget] }),
            Claim = new Claim(claimed, null),
            Options = new SegmentOptions { Grace = grace },
        };

        TimeBound bound = TimeBound.Of(facts).Single(each => each.Term == "budget 1");

        Assert.Equal(expected, (bound.LastSecond - claimed).TotalSeconds);
    }

    // 2026-11-21 is a Saturday.
    [Theory]
    [InlineData(0, 86_400, Weekdays.All, 1, -1)]
    [InlineData(3_600, 7_200, Weekdays.All, 1, 7_199)]
    [InlineData(3_600, 7_200, Weekdays.Sunday, 1, -1)]
    [InlineData(3_601, 7_200, Weekdays.All, 1, -1)]
    [InlineData(0, 3_600, Weekdays.All, 1, -1)]
    [InlineData(3_600, 86_400, Weekdays.All, 1, 86_399)]
    [InlineData(0, 86_400, Weekdays.Saturday, 1, 86_399)]
    [InlineData(0, 86_400, Weekdays.Saturday | Weekdays.Sunday, 1, (2 * 86_400) - 1)]
    [InlineData(0, 86_400, Weekdays.All & ~Weekdays.Friday, 1, (6 * 86_400) - 1)]
    public void Schedule_ends_where_the_next_second_is_not_allowed(
        int from, int to, Weekdays days, int hour, int expected)
    {
        Schedule schedule = new()
        {
            From = TimeSpan.FromSeconds(from),
            To = TimeSpan.FromSeconds(to),
            Weekdays = days,
        };
        RefusalFacts facts = Facts with
        {
            Grant = Samples.With(envelope => envelope with { Budgets = [], Schedule = schedule }),
            Claim = new Claim(Samples.Start.AddHours(hour), null),
        };

        TimeBound? bound = TimeBound.Of(facts).SingleOrDefault(each => each.Term == "schedule");

        Assert.Equal(expected, bound is null ? -1 : (bound.LastSecond - Samples.Start).TotalSeconds);
    }

    [Fact]
    public void Deadline_of_the_renewer_bounds_the_operation()
    {
        RenewalConsent consent = new(Claimed.AddSeconds(30), EcdsaSignature.Parse([.. new byte[64], 27]));
        RefusalFacts facts = Facts with
        {
            Options = new SegmentOptions { Renew = true, Consent = consent },
            ChainTime = Claimed.AddSeconds(31),
        };

        Assert.Contains(
            "renewer's deadline passed 1 s ago. Ask the renewer to sign again",
            RefusalExplainer.Explain("AA22", facts),
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Terms(RefusalFacts facts) => TimeBound.Of(facts).Select(bound => bound.Term);

    private static IEnumerable<(string Term, int Minutes)> Minutes(RefusalFacts facts) =>
        TimeBound.Of(facts).Select(bound => (bound.Term, (int)(bound.LastSecond - Claimed).TotalMinutes));
}
