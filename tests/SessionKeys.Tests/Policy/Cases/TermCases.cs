namespace SessionKeys.Tests;

/// <summary>Operations that carry their grant: every rule of its terms.</summary>
internal static class TermCases
{
    private static readonly VerdictUse Use = new() { Enables = true };

    public static IEnumerable<VerdictVector> All() =>
        [.. Lives(), .. Fees(), .. GuardCases.All(), .. Names(), .. Capabilities()];

    private static VerdictVector Judge(string name, Func<CapabilityEnvelope, CapabilityEnvelope> change) =>
        new VerdictWorld(Samples.With(change)).Judge(name, Use);

    private static VerdictVector Capability(string name, Capability capability) =>
        new VerdictWorld(Samples.WithCapability(capability)).Judge(name, Use);

    private static VerdictVector Budgets(string name, params Budget[] budgets) => new VerdictWorld(Samples.With(
        envelope => envelope with
        {
            Budgets = budgets.ToValueList(),
            FeesUnlimited = true,
            Capabilities = [Samples.TokenTransfer with { Spends = [] }],
        })).Judge(name, Use);

    private static IEnumerable<VerdictVector> Lives()
    {
        DateTimeOffset most = Use.ClaimedAt.AddDays(366);
        yield return Judge("366 days", envelope => envelope with { ExpiresAt = most });
        yield return Judge("366 days and a second", envelope => envelope with { ExpiresAt = most.AddSeconds(1) });
        yield return Judge("expires when it begins", envelope => envelope with { ExpiresAt = envelope.ValidAfter });
        yield return Judge(
            "maxRenewals without renewer", envelope => envelope with { Ttl = TimeSpan.FromHours(1), MaxRenewals = 2 });
        yield return Judge("renewer without renewals", envelope => envelope with { Renewer = VerdictWorld.Renewer });
        foreach ((string name, Address renewer) in ((string, Address)[])[
            ("the account", Samples.Account), ("the module", Samples.Module), ("the session key", Samples.SessionKey)])
        {
            yield return Judge($"renewer is {name}", envelope => envelope with
            {
                Ttl = TimeSpan.FromHours(1),
                MaxRenewals = 1,
                Renewer = renewer,
            });
        }

        foreach ((string name, Address key) in ((string, Address)[])[
            ("zero", Address.Zero), ("the account", Samples.Account), ("the module", Samples.Module),
            ("the approver", Samples.Approver)])
        {
            yield return new VerdictWorld(Samples.Grant with { SessionKey = key }).Judge($"session key is {name}", Use);
        }

        foreach ((int from, int to, int days) in ((int, int, int)[])[
            (0, 86_400, 1), (0, 86_401, 1), (5, 5, 1), (6, 5, 1), (0, 0, 1), (0, 9, 0), (0, 9, 128),
            (86_399, 86_400, 127)])
        {
            yield return Judge($"schedule {from} to {to} on {days}", envelope => envelope with
            {
                Schedule = new Schedule
                {
                    From = TimeSpan.FromSeconds(from),
                    To = TimeSpan.FromSeconds(to),
                    Weekdays = (Weekdays)days,
                },
            });
        }

        yield return Judge("144 lane bits", envelope => envelope with { LaneBits = 144 });
        yield return Judge("145 lane bits", envelope => envelope with { LaneBits = 145 });
    }

    private static IEnumerable<VerdictVector> Fees()
    {
        Asset token = Asset.Token(Samples.Recipient);
        yield return Judge("fees not limited", envelope => envelope with { Budgets = [envelope.Budgets[1]] });
        yield return Judge(
            "fees unlimited", envelope => envelope with { Budgets = [envelope.Budgets[1]], FeesUnlimited = true });
        yield return Judge("fees unlimited and limited", envelope => envelope with { FeesUnlimited = true });
        yield return Budgets(
            "asset 0x3", Budget.Lifetime(new Asset(Address.Parse("0x0000000000000000000000000000000000000003")), 1));
        yield return Budgets(
            "asset 0xffff", Budget.Lifetime(new Asset(Address.Parse("0x000000000000000000000000000000000000ffff")), 1));
        yield return Budgets(
            "asset 0x10000",
            Budget.Lifetime(new Asset(Address.Parse("0x0000000000000000000000000000000000010000")), 1));
        yield return Budgets("8 budgets", [.. Enumerable.Repeat(Budget.Lifetime(token, 1), 8)]);
        yield return Budgets("9 budgets", [.. Enumerable.Repeat(Budget.Lifetime(token, 1), 9)]);
        foreach ((BudgetKind kind, int period) in ((BudgetKind, int)[])[
            (BudgetKind.Lifetime, 1), (BudgetKind.Calendar, 599), (BudgetKind.Calendar, 600),
            (BudgetKind.Rolling, 3_596),
            (BudgetKind.Rolling, 3_600), (BudgetKind.Rolling, 3_602), ((BudgetKind)3, 3_600)])
        {
            yield return Budgets(
                $"{kind} period {period}",
                new Budget { Asset = token, Limit = 1, Kind = kind, Period = TimeSpan.FromSeconds(period) });
        }

        yield return Budgets(
            "calendar limit", Budget.Calendar(token, EnvelopeLimits.MaxCalendarLimit, TimeSpan.FromHours(1)));
        yield return Budgets(
            "calendar limit and one",
            Budget.Calendar(token, EnvelopeLimits.MaxCalendarLimit + 1, TimeSpan.FromHours(1)));
    }

    private static IEnumerable<VerdictVector> Names()
    {
        foreach (string name in (string[])[
            "", "a", "0.z_9-", "A", "a b", "a;b", "a:b", new string('x', 32), new string('x', 33)])
        {
            yield return Judge($"nonce domain '{name}'", envelope => envelope with { NonceDomain = name });
            yield return Judge($"label '{name}'", envelope => envelope with { Label = name });
            yield return Capability($"id '{name}'", Samples.TokenTransfer with { Id = name });
        }
    }

    private static IEnumerable<VerdictVector> Capabilities()
    {
        Capability transfer = Samples.TokenTransfer;
        Asset token = Asset.Token(Samples.Token);
        yield return Capability("target is the account", transfer with { Target = Samples.Account });
        yield return Capability("target is the module", transfer with { Target = Samples.Module });
        yield return Capability(
            "target is reserved",
            transfer with { Target = Address.Parse("0x000000000000000000000000000000000000ffff") });
        yield return Capability("target is EntryPoint v0.7", transfer with { Target = EntryPoints.V07 });
        foreach ((int index, Address helper) in VerdictWorld.Helpers.Index())
        {
            yield return Capability($"target is helper {index}", transfer with { Target = helper });
        }

        yield return Capability("value without a native budget", transfer with { MaxValue = 1 });
        yield return Capability("transfer without a spend", transfer with { Spends = [] });
        yield return Capability("transfer with a spend on word 0", transfer with { Spends = [Spend.ByWord(token, 0)] });
        yield return Capability("transfer with a fixed spend", transfer with { Spends = [Spend.Fixed(token, 1)] });
        yield return Capability(
            "fixed spend of 0", transfer with { Spends = [Spend.Fixed(token, 0), Spend.ByWord(token, 1)] });
        yield return Capability("spend on gas", transfer with { Spends = [Spend.ByWord(Asset.Gas, 1)] });
        foreach (string function in (string[])[
            "transferFrom(address,address,uint256)", "permit(address,address,uint256,uint256,bytes)",
            "multicall(bytes[])", "balanceOf(address)"])
        {
            yield return Capability(
                function,
                transfer with { Selector = Selector.FromSignature(function), Spends = [Spend.ByWord(token, 2)] });
        }

        yield return Capability(
            "4 spends", transfer with { Spends = [.. Enumerable.Repeat(Spend.ByWord(token, 1), 4)] });
        yield return Capability(
            "5 spends", transfer with { Spends = [.. Enumerable.Repeat(Spend.ByWord(token, 1), 5)] });
        yield return Capability("8 rules", transfer with { Rules = [.. Enumerable.Repeat(Rule.AtMost(1, 9), 8)] });
        yield return Capability("9 rules", transfer with { Rules = [.. Enumerable.Repeat(Rule.AtMost(1, 9), 9)] });
        UInt256 wide = UInt256.One << 160;
        foreach ((string name, Rule rule) in ((string, Rule)[])[
            ("address above 160 bits", new Rule
            {
                Comparison = Comparison.Equal, Word = 1, PrintForm = PrintForm.Address, Value = wide,
            }),
            ("set in decimal", Rule.InSet(1, [UInt256.One]) with { PrintForm = PrintForm.Decimal }),
            ("signed in hex", new Rule { Comparison = Comparison.AtMostSigned, Word = 1, PrintForm = PrintForm.Hex }),
            ("account in decimal", Rule.EqualsAccount(1) with { PrintForm = PrintForm.Decimal }),
            ("print form 3", new Rule { Comparison = Comparison.Equal, Word = 1, PrintForm = (PrintForm)3 }),
            ("comparison 9", new Rule { Comparison = (Comparison)9, Word = 1 }),
            ("ratio by 0", new Rule { Comparison = Comparison.AtLeastRatio, Word = 1 })])
        {
            yield return new VerdictWorld(Samples.WithCapability(transfer with { Rules = [rule] })).Judge(name, Use with
            {
                Calls = [new Call(Samples.Recipient, 0, default)],
            });
        }
    }
}
