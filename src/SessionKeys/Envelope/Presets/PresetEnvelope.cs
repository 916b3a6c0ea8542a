namespace SessionKeys;

/// <summary>Makes an envelope of a preset and a plan.</summary>
internal static class PresetEnvelope
{
    public static CapabilityEnvelope Create(SessionPreset preset, SessionPlan plan)
    {
        DateTimeOffset expiresAt = plan.ExpiresAt ?? plan.Start + preset.Lifetime;
        Require(plan, expiresAt > plan.Start, "it ends before it begins", "a later end", "Choose a later expiresAt.");
        Require(
            plan,
            plan.Capabilities.Count >= 1 && plan.Capabilities.Count <= preset.MaxCapabilities,
            $"it has {plan.Capabilities.Count} capabilities",
            $"1 to {preset.MaxCapabilities} with the preset {preset.Name}",
            "Split it, or choose another preset.");
        Require(
            plan,
            (plan.GasLimit is null) == (plan.Paymaster is not null),
            plan.GasLimit is null ? "nothing bounds its fees" : "it has a gas limit and a paymaster",
            "a gas limit or a paymaster",
            "Say who pays, and how much if it is the account.");

        bool renews = preset.Ttl != TimeSpan.Zero && expiresAt - plan.Start > preset.Ttl;
        Require(
            plan,
            renews == plan.Renewer is not null,
            renews ? "it names no renewer" : "it names a renewer that is never asked",
            renews ? $"one with the preset {preset.Name}, beyond its ttl" : "none where nothing is renewed",
            renews ? "Name the key that looks whether the session is healthy." : "Leave the renewer out.");
        return new()
        {
            KeyType = plan.KeyType,
            ValidAfter = plan.Start,
            ExpiresAt = expiresAt,
            Ttl = renews ? preset.Ttl : TimeSpan.Zero,
            MaxRenewals = renews ? Renewals(expiresAt - plan.Start, preset.Ttl) : (ushort)0,
            Renewer = plan.Renewer ?? Address.Zero,
            IdleTimeout = preset.IdleTimeout,
            NonceDomain = plan.NonceDomain,
            LaneBits = preset.LaneBits,
            Paymaster = plan.Paymaster is { } paymaster ? PaymasterTerm.Only(paymaster) : PaymasterTerm.None,
            Budgets = Budgets(preset, plan),
            Capabilities = plan.Capabilities,
            Label = plan.Label,
            GrantDeadline = Earlier(plan.Start + preset.GrantWindow, expiresAt),
            Salt = plan.Salt,
        };
    }

    /// <summary>Twice what the life has room for: a renewal may come before the last moment.</summary>
    private static ushort Renewals(TimeSpan lifetime, TimeSpan ttl) =>
        (ushort)Math.Min(ushort.MaxValue, 2 * (lifetime.Ticks / ttl.Ticks));

    private static ValueList<Budget> Budgets(SessionPreset preset, SessionPlan plan)
    {
        List<Budget> budgets = [Windowed(preset, Asset.Operations, preset.Operations)];
        if (plan.GasLimit is { } gas)
        {
            budgets.Add(Windowed(preset, Asset.Gas, gas));
        }

        foreach (SpendLimit limit in plan.SpendLimits)
        {
            Require(
                plan,
                limit.Asset.IsToken || limit.Asset == Asset.Native,
                $"it limits the spending of {limit.Asset}",
                "native and tokens",
                "Fees have a gas limit of their own, and operations that of the preset.");
            bool hasWindows = preset.WindowKind != BudgetKind.Lifetime;
            Require(
                plan,
                hasWindows ? limit.PerWindow is not null || limit.Total is not null
                    : limit.Total is not null && limit.PerWindow is null,
                $"its limit on {limit.Asset} is {(limit.PerWindow is null ? "empty" : "by window")}",
                hasWindows ? "a limit by window or a total" : $"a total, as the preset {preset.Name} has no windows",
                "Set it.");
            if (limit.PerWindow is { } perWindow)
            {
                budgets.Add(Windowed(preset, limit.Asset, perWindow));
            }

            if (limit.Total is { } total)
            {
                budgets.Add(Budget.Lifetime(limit.Asset, total));
            }
        }

        return budgets.ToValueList();
    }

    private static Budget Windowed(SessionPreset preset, Asset asset, UInt128 limit) => preset.WindowKind switch
    {
        BudgetKind.Calendar => Budget.Calendar(asset, limit, preset.Window),
        BudgetKind.Rolling => Budget.Rolling(asset, limit, preset.Window),
        _ => Budget.Lifetime(asset, limit),
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void Require(SessionPlan plan, bool isTrue, string actual, string allowed, string advice)
    {
        if (!isTrue)
        {
            throw new SessionKeyException(
                "plan-invalid",
                $"The plan of a session in {AbiTypeParser.Show(plan.NonceDomain)} was refused: {actual}; allowed is " +
                $"{allowed}. {advice}");
        }
    }
}
