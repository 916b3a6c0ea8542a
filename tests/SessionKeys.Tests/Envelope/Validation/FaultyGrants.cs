namespace SessionKeys.Tests;

/// <summary>Grants with one fault each, and grants just on the good side of a rule.</summary>
internal static class FaultyGrants
{
    private static readonly Asset TokenAsset = Asset.Token(Samples.Token);

    private static readonly Address Reserved = Address.Parse("0x000000000000000000000000000000000000ffff");

    private static readonly Address AboveReserved = Address.Parse("0x0000000000000000000000000000000000010000");

    /// <summary>A grant with one fault: the module's error and the path of the term.</summary>
    public static TheoryData<string, string, SessionGrant> Faults => new()
    {
        // Guard
        { "TermInvalid", "$.guard", Envelope(e => e with { Guard = Guard with { Guard = Reserved } }) },
        {
            "TermInvalid",
            "$.usdPeriod",
            Envelope(e => e with { Guard = Guard with { UsdLimit = 0, FeedsHash = Hash32.Zero } })
        },
        {
            "TermInvalid",
            "$.feedsHash",
            Envelope(e => e with { Guard = Guard with { UsdLimit = 0, UsdPeriod = TimeSpan.Zero } })
        },
        {
            "TermInvalid",
            "$.usdPeriod",
            Envelope(e => e with { Guard = Guard with { UsdPeriod = TimeSpan.FromSeconds(599) } })
        },
        { "TermInvalid", "$.feedsHash", Envelope(e => e with { Guard = Guard with { FeedsHash = Hash32.Zero } }) },
        {
            "TargetForbidden",
            "$.capabilities[0].target",
            Envelope(e => e with { Guard = Guard with { Guard = e.Capabilities[0].Target } })
        },

        // Context, key, names, nonce
        { "TermInvalid", "$.epoch", Samples.Grant with { Context = Samples.Context with { Epoch = 0 } } },
        { "TermInvalid", "$.route", Samples.Grant with { Context = Samples.Context with { Route = default } } },
        { "SessionKeyForbidden", "$.sessionKey", Samples.Grant with { SessionKey = Address.Zero } },
        { "SessionKeyForbidden", "$.sessionKey", Samples.Grant with { SessionKey = Samples.Account } },
        { "SessionKeyForbidden", "$.sessionKey", Samples.Grant with { SessionKey = Samples.Module } },
        { "SessionKeyForbidden", "$.sessionKey", Samples.Grant with { SessionKey = Samples.Approver } },
        { "TermInvalid", "$.nonceDomain", Envelope(e => e with { NonceDomain = "" }) },
        { "TermInvalid", "$.nonceDomain", Envelope(e => e with { NonceDomain = new string('a', 33) }) },
        { "CharacterInvalid", "$.nonceDomain", Envelope(e => e with { NonceDomain = "Session" }) },
        { "CharacterInvalid", "$.nonceDomain", Envelope(e => e with { NonceDomain = "a b" }) },
        { "CharacterInvalid", "$.nonceDomain", Envelope(e => e with { NonceDomain = "a;b" }) },
        { "CharacterInvalid", "$.label", Envelope(e => e with { Label = "a:b" }) },
        { "CharacterInvalid", "$.label", Envelope(e => e with { Label = "а" }) },
        { "TermInvalid", "$.label", Envelope(e => e with { Label = new string('a', 33) }) },
        { "CharacterInvalid", "$.capabilities[0].id", Capability(c => c with { Id = "A" }) },
        { "CharacterInvalid", "$.capabilities[0].id", Capability(c => c with { Id = "a:b" }) },
        { "TermInvalid", "$.capabilities[0].id", Capability(c => c with { Id = "" }) },
        { "TermInvalid", "$.laneBits", Envelope(e => e with { LaneBits = 145 }) },

        // Times and fees
        { "TermInvalid", "$.validAfter", Envelope(e => e with { ValidAfter = Samples.Start.AddTicks(1) }) },
        { "TermInvalid", "$.expiresAt", Envelope(e => e with { ExpiresAt = Samples.Start }) },
        {
            "TermInvalid",
            "$.expiresAt",
            Envelope(e => e with { ExpiresAt = Samples.Start.AddDays(367).AddSeconds(1) })
        },
        { "FeesNotLimited", "$.budgets", Budgets(TokenBudget) },
        {
            "FeesNotLimited",
            "$.budgets",
            Envelope(e => e with { Budgets = [TokenBudget], Paymaster = PaymasterTerm.Any })
        },
        { "TermInvalid", "$.feesUnlimited", Envelope(e => e with { FeesUnlimited = true }) },

        // Budgets
        { "TermInvalid", "$.budgets", Budgets([.. Enumerable.Repeat(GasBudget, 8), TokenBudget]) },
        {
            "TermInvalid",
            "$.budgets[2].asset",
            Budgets(GasBudget, TokenBudget, Budget.Lifetime(new Asset(Reserved), 1))
        },
        {
            "TermInvalid",
            "$.budgets[0].period",
            Budgets(GasBudget with { Period = TimeSpan.FromSeconds(1) }, TokenBudget)
        },
        { "TermInvalid", "$.budgets[1].period", Budgets(GasBudget, Calendar(599)) },
        {
            "TermInvalid",
            "$.budgets[1].period",
            Budgets(GasBudget, Calendar(600) with { Period = TimeSpan.FromTicks(1) })
        },
        { "TermInvalid", "$.budgets[1].period", Budgets(GasBudget, Calendar(1L << 32)) },
        {
            "TermInvalid",
            "$.budgets[1].limit",
            Budgets(GasBudget, Calendar(600) with { Limit = EnvelopeLimits.MaxCalendarLimit + 1 })
        },

        // Capabilities
        { "TermInvalid", "$.capabilities", Envelope(e => e with { Capabilities = [] }) },
        { "TermInvalid", "$.capabilities", Capabilities(1_001) },
        {
            "CapabilitiesUnsorted",
            "$.capabilities[1]",
            Envelope(e => e with { Capabilities = [Samples.Swap, Samples.Swap] })
        },
        { "TargetForbidden", "$.capabilities[0].target", Target(Samples.Account) },
        { "TargetForbidden", "$.capabilities[0].target", Target(Samples.Module) },
        { "TargetForbidden", "$.capabilities[0].target", Target(Reserved) },
        { "TargetForbidden", "$.capabilities[0].target", Target(Address.Zero) },
        { "TargetForbidden", "$.capabilities[0].target", Target(EntryPoints.V07) },
        { "TargetForbidden", "$.capabilities[0].target", Target(EntryPoints.V08) },
        { "TargetForbidden", "$.capabilities[0].target", Target(EntryPoints.V09) },
        {
            "TargetForbidden",
            "$.capabilities[0].target",
            Target(Address.Parse("0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789"))
        },
        { "NativeBudgetMissing", "$.capabilities[0].maxValue", Capability(c => c with { MaxValue = 1 }) },
        { "TermInvalid", "$.capabilities[0].rules", Capability(c => c with { Rules = [.. Repeat(9)] }) },
        { "TermInvalid", "$.capabilities[0].spends", Capability(c => c with { Spends = [.. Spends(5)] }) },

        // Rules and spends
        { "TermInvalid", "$.capabilities[0].rules[0].comparison", Rule((Comparison)9) },
        { "TermInvalid", "$.capabilities[0].rules[0].printForm", Rule(Comparison.Equal, (PrintForm)3) },
        { "TermInvalid", "$.capabilities[0].rules[0].printForm", Rule(Comparison.InSet, PrintForm.Decimal) },
        { "TermInvalid", "$.capabilities[0].rules[0].printForm", Rule(Comparison.EqualsAccount, PrintForm.Hex) },
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].value",
            Samples.WithRule(SessionKeys.Rule.Equal(0, UInt256.One << 160, PrintForm.Address))
        },
        {
            "TermInvalid",
            "$.capabilities[0].rules[0].value",
            Samples.WithRule(SessionKeys.Rule.EqualsAccount(0) with { Value = 1 })
        },
        { "SpendBudgetInvalid", "$.capabilities[0].spends[1].asset", Spending(Spend.ByWord(Asset.Gas, 1)) },
        {
            "SpendBudgetInvalid",
            "$.capabilities[0].spends[1].asset",
            Spending(Spend.ByWord(Asset.Token(Samples.Router), 1))
        },
        { "TermInvalid", "$.capabilities[0].spends[1].amount", Spending(Spend.Fixed(TokenAsset, 0)) },

        // Functions of a token with a budget
        { "SpendRequired", "$.capabilities[0].spends", Capability(c => c with { Spends = [] }) },
        {
            "SpendRequired",
            "$.capabilities[0].spends",
            Capability(c => c with { Spends = [Spend.ByWord(TokenAsset, 0)] })
        },
        {
            "SpendRequired",
            "$.capabilities[0].spends",
            Capability(c => c with { Spends = [Spend.Fixed(TokenAsset, 1)] })
        },
        { "SpendRequired", "$.capabilities[0].spends", Function("approve(address,uint256)", 0) },
        { "SpendRequired", "$.capabilities[0].spends", Function("increaseAllowance(address,uint256)", 2) },
        { "SpendRequired", "$.capabilities[0].spends", Function("increaseApproval(address,uint256)", 2) },
        { "SpendRequired", "$.capabilities[0].spends", Function("transferFrom(address,address,uint256)", 1) },
        { "SelectorForbidden", "$.capabilities[0].selector", Function("burn(uint256)", 0) },
        { "SelectorForbidden", "$.capabilities[0].selector", Function("multicall(bytes[])", 0) },
        { "SelectorForbidden", "$.capabilities[0].selector", Function("authorizeOperator(address)", 0) },
    };

    /// <summary>Grants at the edge of a rule, on its good side.</summary>
    public static TheoryData<string, SessionGrant> Good => new()
    {
        { "the sample", Samples.Grant },
        { "366 days after the grant deadline", Envelope(e => e with { ExpiresAt = Samples.Start.AddDays(367) }) },
        { "one second of life", Envelope(e => e with { ExpiresAt = Samples.Start.AddSeconds(1) }) },
        {
            "names of 32 characters",
            Envelope(e => e with { Label = new string('Z', 32), NonceDomain = new string(':', 32) })
        },
        { "an empty label", Envelope(e => e with { Label = "" }) },
        { "all lanes of the layout", Envelope(e => e with { LaneBits = 144 }) },
        { "eight budgets", Budgets([.. Enumerable.Repeat(GasBudget, 7), TokenBudget]) },
        { "the smallest token address", Budgets(GasBudget, TokenBudget, Budget.Lifetime(new Asset(AboveReserved), 0)) },
        {
            "the shortest window, the greatest limit",
            Budgets(GasBudget, Calendar(600) with { Limit = EnvelopeLimits.MaxCalendarLimit })
        },
        { "the longest window", Budgets(GasBudget, Calendar(uint.MaxValue)) },
        { "one thousand capabilities", Capabilities(1_000) },
        { "eight rules", Capability(c => c with { Rules = [.. Repeat(8)] }) },
        { "four spends", Capability(c => c with { Spends = [.. Spends(4)] }) },
        { "the smallest target", Target(AboveReserved) },
        { "native value with its budget", NativeValue },
        { "fees not limited", Envelope(e => e with { Budgets = [TokenBudget], FeesUnlimited = true }) },
        {
            "one paymaster",
            Envelope(e => e with { Budgets = [TokenBudget], Paymaster = PaymasterTerm.Only(Samples.Router) })
        },
        { "transferFrom with its spend", Function("transferFrom(address,address,uint256)", 2) },
        {
            "an address as wide as it may be",
            Samples.WithRule(SessionKeys.Rule.Equal(0, UInt256.MaxValue >> 96, PrintForm.Address))
        },
        { "a forbidden name on a token without a budget", Target(Samples.Router, "burn(uint256)") },
    };

    private static GuardTerm Guard => new()
    {
        Guard = AboveReserved,
        UsdLimit = 1,
        UsdPeriod = TimeSpan.FromDays(1),
        FeedsHash = Keccak256.Hash("feeds"u8),
    };

    private static Budget GasBudget => Budget.Lifetime(Asset.Gas, 1);

    private static Budget TokenBudget => Budget.Lifetime(TokenAsset, 1);

    private static SessionGrant NativeValue => Envelope(e => e with
    {
        Budgets = [.. e.Budgets, Budget.Lifetime(Asset.Native, 1)],
        Capabilities = [Samples.Swap with { MaxValue = 1 }],
    });

    private static Budget Calendar(long seconds) => Budget.Calendar(TokenAsset, 1, TimeSpan.FromSeconds(seconds));

    private static SessionGrant Envelope(Func<CapabilityEnvelope, CapabilityEnvelope> change) => Samples.With(change);

    private static SessionGrant Budgets(params Budget[] budgets) => Envelope(e => e with { Budgets = [.. budgets] });

    private static SessionGrant Capability(Func<Capability, Capability> change) =>
        Samples.WithCapability(change(Samples.TokenTransfer));

    public static SessionGrant Capabilities(int count) => Envelope(e => e with
    {
        Capabilities = Enumerable.Range(1, count)
            .Select(i => Samples.Swap with { Selector = Selector.FromBytes([1, 2, (byte)(i >> 8), (byte)(i & 0xff)]) })
            .ToValueList(),
    });

    private static SessionGrant Target(Address target, string? signature = null) => Samples.WithCapability(
        Samples.Swap with
        {
            Target = target,
            Selector = signature is null ? Samples.Swap.Selector : Selector.FromSignature(signature),
        });

    private static SessionGrant Function(string signature, byte word) => Capability(capability => capability with
    {
        Selector = Selector.FromSignature(signature),
        Spends = [Spend.ByWord(TokenAsset, word)],
    });

    private static SessionGrant Rule(Comparison comparison, PrintForm printForm = PrintForm.Decimal) =>
        Samples.WithRule(new() { Comparison = comparison, Word = 1, PrintForm = printForm });

    private static SessionGrant Spending(Spend spend) =>
        Capability(capability => capability with { Spends = [.. capability.Spends, spend] });

    private static IEnumerable<Rule> Repeat(int count) => Enumerable.Repeat(SessionKeys.Rule.AtMost(1, 1), count);

    private static IEnumerable<Spend> Spends(int count) => Enumerable.Repeat(Spend.ByWord(TokenAsset, 1), count);
}
