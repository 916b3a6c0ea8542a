namespace SessionKeys;

/// <summary>A usual shape of a session: how long it lives, who lets it live on, and how it counts.</summary>
/// <remarks>Immutable. <c>docs/envelope.md</c> has the table of them; derive another one by <c>with</c>.</remarks>
public sealed record SessionPreset
{
    /// <summary>Gets an agent's single task: one hour, 50 operations, asleep after 15 minutes at rest.</summary>
    public static SessionPreset TaskAgent { get; } = new()
    {
        Name = "task-agent",
        Risk = RiskClass.High,
        Lifetime = TimeSpan.FromHours(1),
        IdleTimeout = TimeSpan.FromMinutes(15),
        GrantWindow = TimeSpan.FromMinutes(10),
        Operations = 50,
    };

    /// <summary>Gets a trader for 30 days, which a renewer lets live on day by day; daily limits.</summary>
    public static SessionPreset DailyTrader { get; } = new()
    {
        Name = "daily-trader",
        Risk = RiskClass.Medium,
        Lifetime = TimeSpan.FromDays(30),
        Ttl = TimeSpan.FromDays(1),
        IdleTimeout = TimeSpan.FromHours(12),
        GrantWindow = TimeSpan.FromDays(1),
        LaneBits = 2,
        WindowKind = BudgetKind.Calendar,
        Window = TimeSpan.FromDays(1),
        Operations = 500,
    };

    /// <summary>Gets a service for 180 days with a checkpoint by its renewer every week; weekly limits.</summary>
    public static SessionPreset LongRunning { get; } = new()
    {
        Name = "long-running",
        Risk = RiskClass.Low,
        Lifetime = TimeSpan.FromDays(180),
        Ttl = TimeSpan.FromDays(7),
        IdleTimeout = TimeSpan.FromDays(3),
        GrantWindow = TimeSpan.FromDays(1),
        LaneBits = 1,
        WindowKind = BudgetKind.Rolling,
        Window = TimeSpan.FromDays(7),
        Operations = 700,
    };

    /// <summary>Gets one payment, within a day: one capability, one operation.</summary>
    public static SessionPreset SinglePayment { get; } = new()
    {
        Name = "single-payment",
        Risk = RiskClass.Low,
        Lifetime = TimeSpan.FromDays(1),
        GrantWindow = TimeSpan.FromDays(1),
        Operations = 1,
        MaxCapabilities = 1,
    };

    /// <summary>Gets a rebalancer for a week, which a renewer lets live on every 6 hours; hard hourly limits.</summary>
    public static SessionPreset Rebalancer { get; } = new()
    {
        Name = "rebalancer",
        Risk = RiskClass.High,
        Lifetime = TimeSpan.FromDays(7),
        Ttl = TimeSpan.FromHours(6),
        IdleTimeout = TimeSpan.FromHours(1),
        GrantWindow = TimeSpan.FromHours(1),
        LaneBits = 4,
        WindowKind = BudgetKind.Rolling,
        Window = TimeSpan.FromHours(1),
        Operations = 600,
    };

    /// <summary>Gets every preset.</summary>
    public static ValueList<SessionPreset> All { get; } =
        [TaskAgent, DailyTrader, LongRunning, SinglePayment, Rebalancer];

    /// <summary>Gets the name, as programs write it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the risk class, which decides the ceilings.</summary>
    public required RiskClass Risk { get; init; }

    /// <summary>Gets the usual time from the first second to the last.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Gets the time to live between renewals; needs a renewer.</summary>
    /// <value>Default: zero, the session is never renewed.</value>
    public TimeSpan Ttl { get; init; }

    /// <summary>Gets how long the session may rest before it sleeps.</summary>
    /// <value>Default: zero, off.</value>
    public TimeSpan IdleTimeout { get; init; }

    /// <summary>Gets how long after the start a signed grant may come on chain.</summary>
    public required TimeSpan GrantWindow { get; init; }

    /// <summary>Gets the binary logarithm of the number of operations under way at once.</summary>
    /// <value>Default: 0, one.</value>
    public byte LaneBits { get; init; }

    /// <summary>Gets how windows of budgets are counted.</summary>
    /// <value>Default: <see cref="BudgetKind.Lifetime"/>, no windows.</value>
    public BudgetKind WindowKind { get; init; }

    /// <summary>Gets the length of a window.</summary>
    /// <value>Default: zero, no windows.</value>
    public TimeSpan Window { get; init; }

    /// <summary>Gets how many operations each window (without windows: the session) may have.</summary>
    public required uint Operations { get; init; }

    /// <summary>Gets how many capabilities a session may have.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxCapabilities { get; init; } = EnvelopeLimits.MaxCapabilities;

    /// <summary>Makes an envelope of this shape.</summary>
    /// <param name="plan">What is particular to the session.</param>
    /// <param name="limits">The operator's ceilings.</param>
    /// <returns>The envelope, within the ceilings. What the module thinks of it is the validator's business.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The plan lacks what the preset needs, or has what it does not allow (<c>plan-invalid</c>); the session would
    /// live longer than its risk class may (<c>profile-limit-exceeded</c>).
    /// </exception>
    public CapabilityEnvelope Create(SessionPlan plan, ProfileLimits limits)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(limits);
        CapabilityEnvelope envelope = PresetEnvelope.Create(this, plan);
        limits.Require(envelope, Risk);
        return envelope;
    }
}
