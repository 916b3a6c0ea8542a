namespace SessionKeys.Tests;

public sealed class SessionPresetTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    private static readonly Address Renewer = Address.Parse("0x4e4e000000000000000000000000000000000001");

    public static TheoryData<string> Names => [.. SessionPreset.All.Select(preset => preset.Name)];

    [Fact]
    public void Presets_are_the_ones_of_the_documentation()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "envelope.md"));

        Assert.Equal(
            ["task-agent", "daily-trader", "long-running", "single-payment", "rebalancer"],
            SessionPreset.All.Select(preset => preset.Name));
        Assert.All(SessionPreset.All, preset => Assert.Contains(
            $"| `{preset.Name}` | {preset.Risk} |", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Session_of_a_preset_is_one_that_the_module_takes_and_has_an_end(string name)
    {
        SessionPreset preset = PresetOf(name);

        CapabilityEnvelope envelope = preset.Create(PlanOf(preset), ProfileLimits.Default);

        Assert.Empty(EnvelopeValidator.Validate(
            Samples.Grant with { Envelope = envelope }, new EnvelopeValidationOptions { ChainTime = Samples.Start }));
        Assert.Equal(Samples.Start + preset.Lifetime, envelope.ExpiresAt);
        Assert.Equal(preset.Ttl, envelope.Ttl);
        Assert.Equal(preset.Ttl == TimeSpan.Zero, envelope.Renewer.IsZero);
        Assert.True(envelope.Ttl * (envelope.MaxRenewals + 1) >= preset.Lifetime || envelope.MaxRenewals == 0);
        Assert.Contains(envelope.Budgets, budget => budget.Asset == Asset.Operations);
        Assert.Contains(envelope.Budgets, budget => budget.Asset == Asset.Gas);
        Assert.False(envelope.FeesUnlimited);
    }

    [Fact]
    public void Ceilings_of_the_operator_hold_for_every_preset()
    {
        RiskCeiling none = new(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(59));
        ProfileLimits strict = new() { Low = none, Medium = none, High = none };

        Assert.All(SessionPreset.All, preset => CheckRefused(
            "profile-limit-exceeded", "3540 s", () => preset.Create(PlanOf(preset), strict)));
        Assert.All(SessionPreset.All, preset => Assert.NotNull(preset.Create(PlanOf(preset), ProfileLimits.Default)));
    }

    [Fact]
    public void Ceilings_are_inclusive_and_of_the_risk_class()
    {
        SessionPreset preset = SessionPreset.TaskAgent;
        SessionPlan day = PlanOf(preset) with { ExpiresAt = Samples.Start.AddDays(1) };
        SessionPlan longer = day with { ExpiresAt = Samples.Start.AddDays(1).AddSeconds(1) };

        Assert.Equal(day.ExpiresAt, preset.Create(day, ProfileLimits.Default).ExpiresAt);
        CheckRefused("profile-limit-exceeded", "86401 s", () => preset.Create(longer, ProfileLimits.Default));
        Assert.NotNull((preset with { Risk = RiskClass.Medium }).Create(longer, ProfileLimits.Default));
    }

    [Fact]
    public void Session_that_renews_itself_has_nobodys_consent()
    {
        CapabilityEnvelope envelope = Samples.Envelope with
        {
            ExpiresAt = Samples.Start.AddDays(30),
            Ttl = TimeSpan.FromHours(12),
            MaxRenewals = 1,
        };

        ProfileLimits.Default.Require(envelope, RiskClass.High);
        ProfileLimits.Default.Require(envelope with { MaxRenewals = 9, Renewer = Renewer }, RiskClass.High);
        CheckRefused(
            "profile-limit-exceeded",
            "the time without consent of the session is 129600 s",
            () => ProfileLimits.Default.Require(envelope with { MaxRenewals = 2 }, RiskClass.High));
        CheckRefused(
            "profile-limit-exceeded",
            "the life of the session",
            () => ProfileLimits.Default.Require(
                envelope with { ExpiresAt = Samples.Start.AddDays(31) }, RiskClass.High));
    }

    [Fact]
    public void Budgets_have_the_windows_of_the_preset()
    {
        SpendLimit limit = new() { Asset = Token, PerWindow = 100, Total = 1_000 };

        CapabilityEnvelope trader = SessionPreset.DailyTrader.Create(
            PlanOf(SessionPreset.DailyTrader) with { SpendLimits = [limit] }, ProfileLimits.Default);
        CapabilityEnvelope rebalancer = SessionPreset.Rebalancer.Create(
            PlanOf(SessionPreset.Rebalancer) with { SpendLimits = [limit] }, ProfileLimits.Default);

        Assert.Equal(
            [
                Budget.Calendar(Asset.Operations, 500, TimeSpan.FromDays(1)),
                Budget.Calendar(Asset.Gas, 1_000_000, TimeSpan.FromDays(1)),
                Budget.Calendar(Token, 100, TimeSpan.FromDays(1)),
                Budget.Lifetime(Token, 1_000),
            ],
            trader.Budgets);
        Assert.Contains(Budget.Rolling(Token, 100, TimeSpan.FromHours(1)), rebalancer.Budgets);
    }

    [Fact]
    public void Session_shorter_than_the_ttl_is_not_renewed()
    {
        SessionPlan plan = PlanOf(SessionPreset.DailyTrader) with
        {
            ExpiresAt = Samples.Start.AddHours(5),
            Renewer = null,
        };

        CapabilityEnvelope envelope = SessionPreset.DailyTrader.Create(plan, ProfileLimits.Default);

        Assert.Equal(TimeSpan.Zero, envelope.Ttl);
        Assert.Equal(0, envelope.MaxRenewals);
        Assert.Equal(plan.ExpiresAt, envelope.GrantDeadline);
    }

    [Fact]
    public void Paymaster_stands_instead_of_a_gas_limit()
    {
        SessionPlan plan = PlanOf(SessionPreset.TaskAgent) with { GasLimit = null, Paymaster = Samples.Router };

        CapabilityEnvelope envelope = SessionPreset.TaskAgent.Create(plan, ProfileLimits.Default);

        Assert.Equal(PaymasterTerm.Only(Samples.Router), envelope.Paymaster);
        Assert.DoesNotContain(envelope.Budgets, budget => budget.Asset == Asset.Gas);
    }

    public static TheoryData<string, string> FaultyPlans => new()
    {
        { "no fees", "nothing bounds its fees" },
        { "two payers", "a gas limit and a paymaster" },
        { "no renewer", "it names no renewer" },
        { "idle renewer", "never asked" },
        { "no capability", "0 capabilities" },
        { "two capabilities", "2 capabilities" },
        { "past end", "ends before it begins" },
        { "empty limit", "is empty" },
        { "window without windows", "by window" },
        { "limit on gas", "of gas" },
    };

    [Theory]
    [MemberData(nameof(FaultyPlans))]
    public void Plan_that_does_not_fit_the_preset_is_refused(string fault, string says)
    {
        SessionPlan task = PlanOf(SessionPreset.TaskAgent);
        SessionPlan trader = PlanOf(SessionPreset.DailyTrader);
        (SessionPreset preset, SessionPlan plan) = fault switch
        {
            "no fees" => (SessionPreset.TaskAgent, task with { GasLimit = null }),
            "two payers" => (SessionPreset.TaskAgent, task with { Paymaster = Samples.Router }),
            "no renewer" => (SessionPreset.DailyTrader, trader with { Renewer = null }),
            "idle renewer" => (SessionPreset.TaskAgent, task with { Renewer = Renewer }),
            "no capability" => (SessionPreset.TaskAgent, task with { Capabilities = [] }),
            "two capabilities" =>
                (SessionPreset.SinglePayment, task with { Capabilities = [Samples.TokenTransfer, Samples.Swap] }),
            "past end" => (SessionPreset.TaskAgent, task with { ExpiresAt = Samples.Start }),
            "empty limit" => (SessionPreset.TaskAgent, task with { SpendLimits = [new() { Asset = Token }] }),
            "window without windows" => (
                SessionPreset.TaskAgent,
                task with { SpendLimits = [new() { Asset = Token, PerWindow = 1, Total = 1 }] }),
            "limit on gas" =>
                (SessionPreset.TaskAgent, task with { SpendLimits = [new() { Asset = Asset.Gas, Total = 1 }] }),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Add the fault here."),
        };

        CheckRefused("plan-invalid", says, () => preset.Create(plan, ProfileLimits.Default));
    }

    private static SessionPreset PresetOf(string name) => SessionPreset.All.Single(preset => preset.Name == name);

    private static SessionPlan PlanOf(SessionPreset preset) => new()
    {
        Start = Samples.Start,
        NonceDomain = "session:agent",
        Capabilities = [Samples.TokenTransfer],
        SpendLimits = [new() { Asset = Token, Total = 1_000 }],
        GasLimit = 1_000_000,
        Renewer = preset.Ttl == TimeSpan.Zero ? null : Renewer,
    };

    private static void CheckRefused(string id, string says, Action create)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(create);
        Assert.Equal(id, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }
}
