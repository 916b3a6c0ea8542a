namespace SessionKeys.Tests;

public sealed class ClaimPlanTests
{
    private static readonly DateTimeOffset Noon = Samples.Start.AddHours(12);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Claim_ends_with_patience_or_with_the_first_bound()
    {
        SessionGrant far = Samples.With(envelope => envelope with { Budgets = [] });
        SessionGrant near = Samples.With(envelope => envelope with { ExpiresAt = Noon.AddSeconds(100) });

        Assert.Equal(Noon.AddSeconds(594), ClaimPolicy.Default.Plan(far, Noon).Claim.NotAfter);
        Assert.Equal(Noon.AddSeconds(100), ClaimPolicy.Default.Plan(near, Noon).Claim.NotAfter);
        Assert.Equal(Noon.AddSeconds(-6), ClaimPolicy.Default.Plan(near, Noon).Claim.ClaimedAt);
    }

    [Fact]
    public void Claim_without_patience_ends_with_the_session()
    {
        SessionGrant grant = Samples.With(envelope => envelope with { Budgets = [] });
        ClaimPolicy policy = new() { Patience = null };

        Assert.Equal(grant.Envelope.ExpiresAt, policy.Plan(grant, Noon).Claim.NotAfter);
    }

    /// <summary>Seconds from the chain's time to the end of the window, for each kind of window.</summary>
    [Theory]
    [InlineData(BudgetKind.Calendar, 42, false)]
    [InlineData(BudgetKind.Calendar, 41, false)]
    [InlineData(BudgetKind.Calendar, 40, true)]
    [InlineData(BudgetKind.Calendar, 1, true)]
    [InlineData(BudgetKind.Calendar, 0, true)]
    [InlineData(BudgetKind.Calendar, -5, true)]
    [InlineData(BudgetKind.Calendar, -6, false)]
    [InlineData(BudgetKind.Rolling, 41, false)]
    [InlineData(BudgetKind.Rolling, 40, true)]
    [InlineData(BudgetKind.Rolling, -5, true)]
    [InlineData(BudgetKind.Rolling, -6, false)]
    public void Grace_is_set_near_the_edge_of_a_window_and_carries_the_operation_over(
        BudgetKind kind, int secondsToEdge, bool grace)
    {
        Budget budget = kind == BudgetKind.Calendar
            ? Budget.Calendar(Asset.Operations, 10, Hour)
            : Budget.Rolling(Asset.Operations, 10, Hour * 4);
        SessionGrant grant = Samples.With(envelope => envelope with { Budgets = [budget] });
        DateTimeOffset now = Noon.AddSeconds(-secondsToEdge);

        ClaimPlan plan = ClaimPolicy.Default.Plan(grant, now);

        Assert.Equal(grace, plan.Options.Grace);
        Assert.Equal(now.AddSeconds(-6), plan.Claim.ClaimedAt);
        Assert.True(plan.Claim.NotAfter - now >= TimeSpan.FromSeconds(40), $"{plan.Claim.NotAfter - now}");
        Assert.True(!grace || plan.Claim.NotAfter == Noon.AddSeconds(119), "window end and 120 s");
    }

    [Fact]
    public void Grace_that_the_caller_wants_stays()
    {
        ClaimPlan plan = ClaimPolicy.Default.Plan(Samples.Grant, Noon, options: new SegmentOptions { Grace = true });

        Assert.True(plan.Options.Grace);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(39, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Session_that_ends_soon_is_refused_by_the_name_of_its_term(int seconds, bool allowed)
    {
        SessionGrant grant = Samples.With(envelope => envelope with { ExpiresAt = Noon.AddSeconds(seconds) });

        Expect(allowed, "expiresAt", () => ClaimPolicy.Default.Plan(grant, Noon));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(39, false)]
    public void Session_that_falls_asleep_soon_is_refused(int seconds, bool allowed)
    {
        SessionGrant grant = Samples.With(envelope => envelope with { IdleTimeout = Hour });
        ModuleSessionStatus status = Status() with
        {
            LastActivity = (ulong)Noon.AddSeconds(seconds).AddHours(-1).ToUnixTimeSeconds(),
        };

        Expect(allowed, "idleTimeout", () => ClaimPolicy.Default.Plan(grant, Noon, status: status));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(39, false)]
    public void Session_whose_time_to_live_ends_soon_is_refused(int seconds, bool allowed)
    {
        SessionGrant grant = Samples.With(envelope => envelope with { Ttl = Hour });
        ModuleSessionStatus status = Status() with { ExpiresAt = (ulong)Noon.AddSeconds(seconds).ToUnixTimeSeconds() };

        Expect(allowed, "ttl", () => ClaimPolicy.Default.Plan(grant, Noon, status: status));
    }

    [Theory]
    [InlineData(41, true)]
    [InlineData(40, false)]
    public void Schedule_that_ends_soon_is_refused(int seconds, bool allowed)
    {
        SessionGrant grant = WithSchedule(new Schedule
        {
            From = TimeSpan.FromHours(9),
            To = TimeSpan.FromHours(12) + TimeSpan.FromSeconds(seconds),
            Weekdays = Weekdays.All,
        });

        Expect(allowed, "schedule", () => ClaimPolicy.Default.Plan(grant, Noon));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(7, 1)]
    public void Claim_is_not_before_the_allowed_time_of_day(int secondsAfterStart, int claimed)
    {
        SessionGrant grant = WithSchedule(new Schedule
        {
            From = TimeSpan.FromHours(12),
            To = TimeSpan.FromHours(18),
            Weekdays = Weekdays.All,
        });

        ClaimPlan plan = ClaimPolicy.Default.Plan(grant, Noon.AddSeconds(secondsAfterStart));

        Assert.Equal(Noon.AddSeconds(claimed), plan.Claim.ClaimedAt);
    }

    [Fact]
    public void Whole_days_run_into_each_other()
    {
        SessionGrant grant = WithSchedule(new Schedule
        {
            From = TimeSpan.Zero,
            To = TimeSpan.FromDays(1),
            Weekdays = Weekdays.All,
        });
        DateTimeOffset midnight = Samples.Start.AddDays(2);

        Assert.Equal(midnight.AddSeconds(-6), ClaimPolicy.Default.Plan(grant, midnight).Claim.ClaimedAt);
    }

    private static SessionGrant WithSchedule(Schedule schedule) =>
        Samples.With(envelope => envelope with { Budgets = [], Schedule = schedule });

    private static ModuleSessionStatus Status() => new()
    {
        IsKnown = true,
        IsRevoked = false,
        IsPaused = false,
        ExpiresAt = 0,
        LastActivity = 0,
        Renewals = 0,
        Seat = 0,
        Epoch = 1,
    };

    private static void Expect(bool allowed, string term, Func<ClaimPlan> plan)
    {
        if (allowed)
        {
            Assert.NotNull(plan().Claim.NotAfter);
            return;
        }

        SessionKeyException error = Assert.Throws<SessionKeyException>(plan);
        Assert.Equal("claim-ends-soon", error.Id);
        Assert.Contains($"bound {term} ", error.Message, StringComparison.Ordinal);
    }
}
