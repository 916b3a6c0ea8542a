namespace SessionKeys.Tests;

/// <summary>Each check finds what it is for, and is silent without it.</summary>
public class EnvelopeLintTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    /// <summary>Nothing to say of it: short, bounded, counted, to one recipient.</summary>
    private static readonly CapabilityEnvelope Careful = Samples.Envelope with
    {
        ExpiresAt = Samples.Start.AddDays(1),
        GrantDeadline = Samples.Start.AddHours(1),
        Budgets =
        [
            Budget.Lifetime(Asset.Gas, 10_000_000_000_000_000),
            Budget.Lifetime(Asset.Operations, 20),
            Budget.Lifetime(Token, 100_000_000),
        ],
        Capabilities = [Samples.TokenTransfer],
    };

    private static readonly (string Id, LintSeverity Severity, string Path, CapabilityEnvelope Envelope)[] Cases =
    [
        ("long-life", LintSeverity.Danger, "$.expiresAt", Careful with { ExpiresAt = Samples.Start.AddDays(32) }),
        ("long-life", LintSeverity.Warning, "$.expiresAt", Careful with
        {
            ExpiresAt = Samples.Start.AddDays(32), IdleTimeout = TimeSpan.FromDays(1),
        }),
        ("no-ttl", LintSeverity.Advice, "$.ttl", Careful with { ExpiresAt = Samples.Start.AddDays(3) }),
        ("renews-itself", LintSeverity.Warning, "$.renewer", Careful with
        {
            Ttl = TimeSpan.FromHours(1), MaxRenewals = 1,
        }),
        ("no-idle-timeout", LintSeverity.Warning, "$.idleTimeout", Careful with
        {
            ExpiresAt = Samples.Start.AddDays(8),
        }),
        ("long-grant-deadline", LintSeverity.Advice, "$.grantDeadline", Careful with
        {
            GrantDeadline = Samples.Start.AddDays(8),
        }),
        ("fees-unlimited", LintSeverity.Danger, "$.feesUnlimited", Careful with { FeesUnlimited = true }),
        ("fees-unlimited", LintSeverity.Warning, "$.feesUnlimited", Careful with
        {
            FeesUnlimited = true, Paymaster = PaymasterTerm.Only(Samples.Router),
        }),
        ("any-paymaster", LintSeverity.Advice, "$.paymaster", Careful with { Paymaster = PaymasterTerm.Any }),
        ("no-operations-budget", LintSeverity.Advice, "$.budgets", Careful with
        {
            Budgets = [Careful.Budgets[0], Careful.Budgets[2]],
        }),
        ("many-lanes", LintSeverity.Advice, "$.laneBits", Careful with { LaneBits = 9 }),
        ("sum-over-life", LintSeverity.Advice, "$.budgets[2]", WithToken(
            Budget.Rolling(Token, 100, TimeSpan.FromHours(1)))),
        ("sum-over-life", LintSeverity.Warning, "$.budgets[2]", WithToken(
            Budget.Rolling(Token, 100, TimeSpan.FromHours(1))) with { ExpiresAt = Samples.Start.AddHours(30) }),
        ("budget-without-spend", LintSeverity.Warning, "$.budgets[3]", Careful with
        {
            Budgets = [.. Careful.Budgets, Budget.Lifetime(Asset.Native, 1)],
        }),
        ("calendar-edge", LintSeverity.Advice, "$.budgets[2]", WithToken(
            Budget.Calendar(Token, 100, TimeSpan.FromDays(1)))),
        ("rolling-rest", LintSeverity.Advice, "$.budgets[2]", WithToken(new()
        {
            Asset = Token, Limit = (UInt128.One << 42) + 1, Kind = BudgetKind.Rolling, Period = TimeSpan.FromDays(1),
        })),
        ("value-above-budget", LintSeverity.Advice, "$.budgets[3]", WithCapability(
            Samples.TokenTransfer with { MaxValue = 2 }) with
        {
            Budgets = [.. Careful.Budgets, Budget.Lifetime(Asset.Native, 1)],
        }),
        ("permit2", LintSeverity.Danger, "$.capabilities[0].target", WithCapability(
            Samples.TokenTransfer with { Target = Address.Parse("0x000000000022D473030F116dDEE9F6B43aC78BA3") })),
        ("unknown-function-without-rules", LintSeverity.Warning, "$.capabilities[0]", WithCapability(
            Samples.Swap with { Rules = [], Spends = [] })),
        ("runs-other-calls", LintSeverity.Danger, "$.capabilities[0].selector", WithFunction("multicall(bytes[])")),
        ("approves-all", LintSeverity.Danger, "$.capabilities[0].selector", WithFunction(
            "setApprovalForAll(address,bool)")),
        ("moves-without-spend", LintSeverity.Danger, "$.capabilities[0].spends", WithCapability(
            Samples.TokenTransfer with { Spends = [] })),
        ("allowance-outlives", LintSeverity.Warning, "$.capabilities[0]", WithFunction("approve(address,uint256)")),
        ("any-recipient", LintSeverity.Warning, "$.capabilities[0].rules", WithCapability(
            Samples.TokenTransfer with { Rules = [Rule.AtMost(1, 5)] })),
        ("any-recipient", LintSeverity.Danger, "$.capabilities[0].rules", WithCapability(
            Samples.TokenTransfer with { Selector = Selector.FromSignature("approve(address,uint256)"), Rules = [] })),
        ("any-recipient", LintSeverity.Warning, "$.capabilities[0].rules", WithFunction(
            "exactInput((bytes,address,uint256,uint256,uint256))")),
        ("forbids-single-values", LintSeverity.Warning, "$.capabilities[0].rules[2]", WithRule(
            Rule.NotEqual(2, 7))),
        ("set-unknown", LintSeverity.Warning, "$.capabilities[0].rules[2]", WithRule(
            Rule.InSet(2, [Samples.Token]) with { Set = [] })),
        ("rule-says-nothing", LintSeverity.Advice, "$.capabilities[0].rules[2]", WithRule(
            Rule.AtMost(1, 25_000_001))),
        ("rule-never-met", LintSeverity.Warning, "$.capabilities[0].rules[2]", WithRule(
            Rule.AtLeast(1, 25_000_001))),
        ("rule-never-met", LintSeverity.Warning, "$.capabilities[0].rules[2]", WithRule(
            Rule.Equal(0, Samples.Token))),
        ("profile-limit-exceeded", LintSeverity.Danger, "$.ttl", Careful with
        {
            ExpiresAt = Samples.Start.AddDays(1).AddSeconds(1),
        }),
        ("profile-limit-exceeded", LintSeverity.Danger, "$.expiresAt", Careful with
        {
            ExpiresAt = Samples.Start.AddDays(30).AddSeconds(1),
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 1_000,
            Renewer = Samples.Router,
        }),
    ];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void Careful_envelope_has_no_finding()
    {
        Assert.Empty(EnvelopeLint.Check(Careful));
        Assert.Empty(EnvelopeLint.Check(Careful, ProfileLimits.Default, RiskClass.High));
    }

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Finding_names_severity_place_reason_and_fix(int number)
    {
        (string id, LintSeverity severity, string path, CapabilityEnvelope envelope) = Cases[number];

        LintFinding finding = Assert.Single(
            EnvelopeLint.Check(envelope, ProfileLimits.Default, RiskClass.High), each => each.Id == id);

        Assert.Equal((severity, path), (finding.Severity, finding.Path));
        Assert.NotEmpty(finding.What);
        Assert.EndsWith(".", finding.Why, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Fix, StringComparison.Ordinal);
        Assert.StartsWith($"{severity} {id} at {path}: ", finding.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The ceilings are the operator's: other ones, or another class, other findings; none, none.</summary>
    [Fact]
    public void Ceilings_are_judged_as_a_preset_judges_them()
    {
        ProfileLimits tight = new() { Low = new(TimeSpan.FromHours(1), TimeSpan.FromHours(2)) };
        foreach ((ProfileLimits limits, RiskClass risk) in ((ProfileLimits, RiskClass)[])[
            (ProfileLimits.Default, RiskClass.Low), (ProfileLimits.Default, RiskClass.Medium),
            (ProfileLimits.Default, RiskClass.High), (tight, RiskClass.Low)])
        {
            foreach (double days in (double[])[0.04, 0.05, 1, 1.01, 7, 7.01, 30, 30.01, 90, 90.01, 366, 367])
            {
                CapabilityEnvelope envelope = Careful with { ExpiresAt = Samples.Start.AddDays(days) };
                string[] ids = [.. EnvelopeLint.Check(envelope, limits, risk).Select(finding => finding.Id)];

                Assert.Equal(
                    Record.Exception(() => limits.Require(envelope, risk)) is not null,
                    ids.Contains("profile-limit-exceeded"));
                Assert.DoesNotContain(
                    EnvelopeLint.Check(envelope), finding => finding.Id == "profile-limit-exceeded");
            }
        }

        Assert.Throws<ArgumentNullException>(() => EnvelopeLint.Check(Careful, null!, RiskClass.Low));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EnvelopeLint.Check(Careful, ProfileLimits.Default, (RiskClass)9));
    }

    [Fact]
    public void Every_check_has_a_case_and_a_heading()
    {
        string source = string.Concat(
            Directory.GetFiles(Path.Combine(TestKit.Repository.Root, "src/SessionKeys/Envelope/Lint"), "*Lint.cs")
                .Select(File.ReadAllText));
        string[] ids =
        [
            .. System.Text.RegularExpressions.Regex.Matches(source, "\"([a-z]+(?:[-0-9][a-z0-9]*)+)\",")
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];
        string page = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs/review.md"));

        Assert.Equal(Cases.Select(each => each.Id).Distinct().Order(), ids.Order());
        Assert.All(ids, id => Assert.Contains($"| `{id}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Worst_findings_come_first()
    {
        ValueList<LintFinding> findings = EnvelopeLint.Check(
            Careful with
            {
                FeesUnlimited = true,
                Paymaster = PaymasterTerm.Any,
                ExpiresAt = Samples.Start.AddDays(40),
            });

        Assert.Equal(findings.Select(each => each.Severity).OrderDescending(), findings.Select(each => each.Severity));
        Assert.Equal(3, findings.Select(each => each.Severity).Distinct().Count());
    }

    [Fact]
    public void Functions_are_known_by_their_canonical_signatures()
        => Assert.All(RiskyFunctions.All, function => Assert.Same(
            function, RiskyFunctions.Find(Selector.FromSignature(function.Signature))));

    private static CapabilityEnvelope WithToken(Budget budget) =>
        Careful with { Budgets = [Careful.Budgets[0], Careful.Budgets[1], budget] };

    private static CapabilityEnvelope WithCapability(Capability capability) =>
        Careful with { Capabilities = [capability] };

    private static CapabilityEnvelope WithFunction(string signature) =>
        WithCapability(Samples.TokenTransfer with { Selector = Selector.FromSignature(signature) });

    private static CapabilityEnvelope WithRule(Rule rule) =>
        WithCapability(Samples.TokenTransfer with { Rules = [.. Samples.TokenTransfer.Rules, rule] });
}
