namespace SessionKeys.Tests;

/// <summary>Every term that can change is seen, and its effect on the rights is right in both directions.</summary>
public class EnvelopeDiffTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    private static readonly CapabilityEnvelope Old = Samples.Envelope with
    {
        Ttl = TimeSpan.FromHours(6),
        MaxRenewals = 4,
        Renewer = Samples.Approver,
        IdleTimeout = TimeSpan.FromHours(2),
        Schedule = new() { From = TimeSpan.FromHours(8), To = TimeSpan.FromHours(18), Weekdays = Weekdays.WorkingDays },
        Paymaster = PaymasterTerm.Only(Samples.Recipient),
        Guard = new()
        {
            Guard = Samples.Router,
            UsdLimit = 1,
            UsdPeriod = TimeSpan.FromDays(1),
            FeedsHash = Hash32.Zero,
        },
    };

    private static readonly (string Path, Func<CapabilityEnvelope, CapabilityEnvelope> Change, EnvelopeEffect There,
        EnvelopeEffect Back)[] Cases =
    [
        ("$.keyType", e => e with { KeyType = KeyType.P256 }, EnvelopeEffect.Alters, EnvelopeEffect.Alters),
        ("$.validAfter", e => e with { ValidAfter = e.ValidAfter.AddSeconds(1) }, EnvelopeEffect.Narrows,
            EnvelopeEffect.Widens),
        ("$.expiresAt", e => e with { ExpiresAt = e.ExpiresAt.AddSeconds(-1) }, EnvelopeEffect.Narrows,
            EnvelopeEffect.Widens),
        ("$.ttl", e => e with { Ttl = e.Ttl / 2 }, EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.maxRenewals", e => e with { MaxRenewals = 3 }, EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.renewer", e => e with { Renewer = Address.Zero }, EnvelopeEffect.Alters, EnvelopeEffect.Narrows),
        ("$.idleTimeout", e => e with { IdleTimeout = TimeSpan.Zero }, EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.schedule", e => e with { Schedule = null }, EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.schedule", e => e with { Schedule = e.Schedule! with { To = TimeSpan.FromHours(17) } },
            EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.schedule", e => e with { Schedule = e.Schedule! with { Weekdays = Weekdays.Saturday } },
            EnvelopeEffect.Widens, EnvelopeEffect.Widens),
        ("$.nonceDomain", e => e with { NonceDomain = "other" }, EnvelopeEffect.Alters, EnvelopeEffect.Alters),
        ("$.laneBits", e => e with { LaneBits = 2 }, EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.paymaster", e => e with { Paymaster = PaymasterTerm.Any }, EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.paymaster", e => e with { Paymaster = PaymasterTerm.None }, EnvelopeEffect.Alters, EnvelopeEffect.Alters),
        ("$.feesUnlimited", e => e with { FeesUnlimited = true }, EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.guard", e => e with { Guard = null }, EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.guard", e => e with { Guard = e.Guard! with { UsdLimit = 2 } }, EnvelopeEffect.Alters,
            EnvelopeEffect.Alters),
        ("$.budgets", e => e with { Budgets = [.. e.Budgets, Budget.Lifetime(Asset.Operations, 5)] },
            EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.budgets[1].limit", e => WithBudget(e, Budget.Calendar(Token, 99_999_999, TimeSpan.FromDays(1))),
            EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.capabilities", e => e with { Capabilities = [e.Capabilities[0]] }, EnvelopeEffect.Narrows,
            EnvelopeEffect.Widens),
        ("$.capabilities[0].id", e => WithCapability(e, c => c with { Id = "pay" }), EnvelopeEffect.Describes,
            EnvelopeEffect.Describes),
        ("$.capabilities[0].maxValue", e => WithCapability(e, c => c with { MaxValue = 1 }), EnvelopeEffect.Widens,
            EnvelopeEffect.Narrows),
        ("$.capabilities[0].rules", e => WithCapability(e, c => c with { Rules = [c.Rules[0]] }),
            EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.capabilities[0].rules",
            e => WithCapability(e, c => c with { Rules = [c.Rules[0], Rule.AtMost(1, 24_999_999)] }),
            EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.capabilities[0].rules",
            e => WithCapability(e, c => c with { Rules = [c.Rules[0] with { PrintForm = PrintForm.Hex }, c.Rules[1]] }),
            EnvelopeEffect.Describes, EnvelopeEffect.Describes),
        ("$.capabilities[0].spends", e => WithCapability(e, c => c with { Spends = [] }), EnvelopeEffect.Widens,
            EnvelopeEffect.Narrows),
        ("$.capabilities[1].spends", e => WithSwap(e, c => c with { Spends = [Spend.Fixed(Token, 6)] }),
            EnvelopeEffect.Narrows, EnvelopeEffect.Widens),
        ("$.capabilities[0].essential", e => WithCapability(e, c => c with { Essential = true }),
            EnvelopeEffect.Widens, EnvelopeEffect.Narrows),
        ("$.replaces", e => e with { Replaces = new SessionId(Hash32.Zero) }, EnvelopeEffect.Describes,
            EnvelopeEffect.Describes),
        ("$.label", e => e with { Label = "Agent-2" }, EnvelopeEffect.Describes, EnvelopeEffect.Describes),
        ("$.tokenNames", e => e with { TokenNames = true }, EnvelopeEffect.Describes, EnvelopeEffect.Describes),
        ("$.grantDeadline", e => e with { GrantDeadline = e.GrantDeadline.AddSeconds(-1) }, EnvelopeEffect.Narrows,
            EnvelopeEffect.Widens),
        ("$.salt", e => e with { Salt = 8 }, EnvelopeEffect.Describes, EnvelopeEffect.Describes),
    ];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Change_of_one_term_is_one_change_with_its_effect(int number)
    {
        (string path, Func<CapabilityEnvelope, CapabilityEnvelope> change, EnvelopeEffect there, EnvelopeEffect back)
            = Cases[number];

        EnvelopeChange forward = Assert.Single(EnvelopeDiff.Compare(Old, change(Old)));
        EnvelopeChange backward = Assert.Single(EnvelopeDiff.Compare(change(Old), Old));

        Assert.StartsWith(path, forward.Path, StringComparison.Ordinal);
        Assert.Equal((there, back), (forward.Effect, backward.Effect));
        Assert.NotEqual(forward.Before, forward.After);
        Assert.Equal((forward.Before, forward.After), (backward.After, backward.Before));
        Assert.Equal(
            there is EnvelopeEffect.Narrows or EnvelopeEffect.Describes, EnvelopeDiff.IsNarrowing(Old, change(Old)));
    }

    [Fact]
    public void Every_term_has_a_case()
    {
        foreach (string term in Terms(typeof(CapabilityEnvelope)))
        {
            Assert.Contains(Cases, each => each.Path.StartsWith($"$.{term}", StringComparison.Ordinal));
        }

        // A capability with another target or selector is another capability.
        foreach (string term in Terms(typeof(Capability)).Except(["target", "selector"]))
        {
            Assert.Contains(Cases, each => each.Path.EndsWith($"].{term}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Equal_envelopes_have_no_difference_and_narrow_each_other()
    {
        Assert.Empty(EnvelopeDiff.Compare(Old, Old with { }));
        Assert.True(EnvelopeDiff.IsNarrowing(Old, Old with { }));
    }

    [Fact]
    public void Order_of_capabilities_and_budgets_does_not_matter()
    {
        CapabilityEnvelope other = Old with
        {
            Budgets = Old.Budgets.Reverse().ToValueList(),
            Capabilities = Old.Capabilities.Reverse().ToValueList(),
        };

        Assert.Empty(EnvelopeDiff.Compare(Old, other));
    }

    [Theory]
    [InlineData(BudgetKind.Lifetime, 0)]
    [InlineData(BudgetKind.Calendar, 43_200)]
    [InlineData(BudgetKind.Rolling, 86_400)]
    public void Limit_of_another_window_takes_nothing_for_granted(BudgetKind kind, int period)
    {
        Budget other = new() { Asset = Token, Limit = 1, Kind = kind, Period = TimeSpan.FromSeconds(period) };

        ValueList<EnvelopeChange> changes = EnvelopeDiff.Compare(Old, WithBudget(Old, other));

        Assert.Equal([EnvelopeEffect.Widens, EnvelopeEffect.Narrows], changes.Select(change => change.Effect));
    }

    [Fact]
    public void Smaller_rolling_limit_with_a_smaller_unit_may_allow_more_small_amounts()
    {
        UInt128 units = (UInt128.One << 42) - 1;
        CapabilityEnvelope few = WithBudget(Old, Budget.Rolling(Token, units + 1, TimeSpan.FromDays(1)));
        CapabilityEnvelope many = WithBudget(Old, Budget.Rolling(Token, units, TimeSpan.FromDays(1)));

        Assert.True(few.Budgets[1].Limit > many.Budgets[1].Limit || few.Budgets[1] == many.Budgets[1]);
        Budget coarse = new()
        {
            Asset = Token,
            Limit = units + 1,
            Kind = BudgetKind.Rolling,
            Period = TimeSpan.FromDays(1),
        };
        Assert.False(EnvelopeDiff.IsNarrowing(WithBudget(Old, coarse), many));
    }

    [Fact]
    public void Function_that_stands_twice_is_refused()
    {
        CapabilityEnvelope twice = Old with { Capabilities = [Samples.Swap, Samples.Swap with { Id = "again" }] };

        SessionKeyException exception = Assert.Throws<SessionKeyException>(() => EnvelopeDiff.Compare(Old, twice));

        Assert.Equal("capability-repeated", exception.Id);
    }

    [Fact]
    public void Change_reads_as_a_line()
    {
        EnvelopeChange change = Assert.Single(EnvelopeDiff.Compare(Old, Old with { Ttl = TimeSpan.FromHours(30) }));

        Assert.Equal("MORE ttl: 6 h -> 1 day 6 h", change.ToString());
    }

    private static IEnumerable<string> Terms(Type type) => type.GetProperties()
        .Where(property => property.SetMethod is not null)
        .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

    private static CapabilityEnvelope WithBudget(CapabilityEnvelope envelope, Budget budget) =>
        envelope with { Budgets = [envelope.Budgets[0], budget] };

    private static CapabilityEnvelope WithCapability(
        CapabilityEnvelope envelope, Func<Capability, Capability> change) =>
        envelope with { Capabilities = [change(envelope.Capabilities[0]), .. envelope.Capabilities.Skip(1)] };

    private static CapabilityEnvelope WithSwap(CapabilityEnvelope envelope, Func<Capability, Capability> change) =>
        envelope with { Capabilities = [envelope.Capabilities[0], change(envelope.Capabilities[1])] };
}
