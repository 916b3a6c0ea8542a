namespace SessionKeys.Tests;

/// <summary>Operations that carry their grant: what it takes to come into being, and every rule of its terms.</summary>
internal static class GrantCases
{
    private static readonly VerdictUse Use = new() { Enables = true };

    public static IEnumerable<VerdictVector> All() =>
    [
        .. Enabling(), .. Approvals(), .. Replacing(), .. Lives(), .. Fees(), .. Names(), .. Capabilities(),
        .. Encodings(),
    ];

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

    private static IEnumerable<VerdictVector> Enabling()
    {
        VerdictWorld world = new(Samples.Grant);
        DateTimeOffset deadline = Samples.Envelope.GrantDeadline;
        yield return world.Judge("enable by the typed form", Use);
        yield return world.Judge("enable by the text form", Use with { Form = ApprovalForm.Text });
        yield return new VerdictWorld(CallCases.Grant7579).Judge("enable on ERC-7579", Use);
        foreach (int offset in (int[])[-2, -1, 0, 1])
        {
            yield return world.Judge(
                $"grant deadline {offset:+0;-0;0}", Use with { ClaimedAt = deadline.AddSeconds(offset) });
        }

        yield return world.Judge("enable before validAfter", Use with { ClaimedAt = Samples.Start.AddSeconds(-1) });
        yield return VerdictWorld.Live(Samples.Grant).Judge("grant of a live session", Use);
        yield return VerdictWorld.Live(Samples.Grant)
            .Judge("grant of a live session after the deadline", Use with { ClaimedAt = deadline.AddDays(1) });
        yield return VerdictWorld.Live(Samples.Grant).Revoke().Judge("grant of a revoked session", Use);
        yield return new VerdictWorld(Samples.Grant).Tighten(AccountMode.Restricted).Judge(
            "grant while restricted", Use);
        yield return new VerdictWorld(Samples.Grant).Play(Use).Judge("used again without the grant", new VerdictUse());
        yield return new VerdictWorld(Samples.Grant).Limit(1).Judge("first of one session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Limit(1).Of(Samples.With(envelope => envelope with { Salt = 8 }))
            .Judge("second of one session", Use);
        VerdictWorld ttl = new(Samples.With(envelope => envelope with
        {
            Ttl = TimeSpan.FromMinutes(10),
            MaxRenewals = 1,
            IdleTimeout = TimeSpan.FromMinutes(5),
        }));
        yield return ttl.Judge("activation is the claim", Use);
        yield return ttl.Judge("enable and renew at once", Use with { Options = new SegmentOptions { Renew = true } });
        yield return world.Judge(
            "enable with a call that is refused", Use with { Calls = [Samples.TransferOf(25_000_001)] });
        yield return world.Judge("enable with the second capability", Use with
        {
            Calls = [RuleCaller(Samples.Account)],
        });
    }

    private static Call RuleCaller(Address account) => new(
        Samples.Router,
        0,
        (byte[])[.. Samples.Swap.Selector.ToArray(), .. Word(Samples.Token), .. new byte[96], .. Word(account)]);

    private static byte[] Word(Address address) => [.. new byte[12], .. address.ToArray()];

    private static IEnumerable<VerdictVector> Approvals()
    {
        VerdictWorld world = new(Samples.Grant);
        yield return world.Judge(
            "approval damaged", Use with { ApproverSignature = bytes => RuleCases.Damaged(bytes, 9) });
        foreach (byte v in (byte[])[0, 26, 29])
        {
            yield return world.Judge($"approval with v {v}", Use with { ApproverSignature = TimeCases.Put(^1, v) });
        }

        yield return world.Judge(
            "approval with s above half", Use with { ApproverSignature = TimeCases.Put(^33, 0x80) });
        foreach (int length in (int[])[0, 64, 66])
        {
            yield return world.Judge($"approval of {length} bytes", Use with
            {
                ApproverSignature = bytes => length > 65 ? [.. bytes, 0] : bytes[..length],
            });
        }

        int formAt = 13 + world.Grant.Terms.Length;
        yield return world.Judge("form 2", Use with { Unsigned = TimeCases.Put(formAt, 2) });
        yield return world.Judge("text approval as typed", Use with
        {
            Form = ApprovalForm.Text,
            Unsigned = TimeCases.Put(formAt, 1),
        });
        yield return new VerdictWorld(Samples.With(envelope => envelope with { TokenNames = true }))
            .Judge("token names in the typed form", Use);
        yield return new VerdictWorld(Samples.With(envelope => envelope with { TokenNames = true }))
            .Judge("token names in the text form", Use with { Unsigned = TimeCases.Put(formAt, 0) });
        SessionGrant second = Samples.Grant with { Context = Samples.Context with { Epoch = 2 } };
        yield return new VerdictWorld(second).SetApprover(Samples.Account).Judge("approver is the account", Use);
        yield return new VerdictWorld(second).SetApprover(Samples.Router).Judge("approver is another", Use);
        yield return new VerdictWorld(second).SetApprover(Samples.Router).Judge("approver is a contract", Use with
        {
            ApproverSignature = bytes => [.. bytes, 0],
        });
        Capability wide = Samples.TokenTransfer with
        {
            Rules = [.. Enumerable.Repeat(Rule.AtMost(1, UInt256.MaxValue), 8)],
        };
        yield return new VerdictWorld(Samples.With(envelope => envelope with
        {
            Capabilities =
            [
                .. Enumerable.Range(1, 9).Select(
                    each => wide with { Selector = Selector.FromBytes([0x10, 0, 0, (byte)each]) }),
            ],
        })).Judge("text too long", Use with
        {
            Form = ApprovalForm.Text,
            Calls = [new Call(Samples.Token, 0, (byte[])[0x10, 0, 0, 1, .. new byte[64]])],
        });
    }

    private static IEnumerable<VerdictVector> Replacing()
    {
        SessionId first = GrantEncoding.Encode(Samples.Grant).SessionId;
        SessionGrant second = Samples.With(envelope => envelope with { Salt = 8, Replaces = first });
        yield return VerdictWorld.Live(Samples.Grant).Of(second).Judge("replaces a live session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Pause().Of(second).Judge("replaces a paused session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Revoke().Of(second).Judge("replaces a revoked session", Use);
        yield return new VerdictWorld(second).Judge("replaces an unknown session", Use);
        VerdictWorld evicted = VerdictWorld.Live(Samples.Grant)
            .Of(Samples.With(envelope => envelope with { Salt = 9 })).Relay().Limit(1);
        yield return evicted.Of(second).Judge("replaces an evicted session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Limit(1).Of(second).Judge("replaces within a limit of 1", Use);
        SessionGrant next = second with { Context = Samples.Context with { Epoch = 2 } };
        yield return VerdictWorld.Live(Samples.Grant).SetApprover(Samples.Approver).Of(next)
            .Judge("replaces a session of another epoch", Use);
        yield return VerdictWorld.Live(Samples.With(envelope => envelope with { Ttl = TimeSpan.FromSeconds(30) }))
            .Of(Samples.With(envelope => envelope with
            {
                Replaces = GrantEncoding
                    .Encode(Samples.With(old => old with { Ttl = TimeSpan.FromSeconds(30) })).SessionId,
            })).Judge("replaces an expired session", Use);
    }

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
        yield return Judge("guard", envelope => envelope with
        {
            Guard = new GuardTerm
            {
                Guard = Samples.Router,
                UsdLimit = 1,
                UsdPeriod = TimeSpan.FromDays(1),
                FeedsHash = Hash32.Zero,
            },
        });
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
            "target is reserved", transfer with { Target = Address.Parse("0x000000000000000000000000000000000000ffff") });
        yield return Capability("target is EntryPoint v0.7", transfer with { Target = EntryPoints.V07 });
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

        yield return Capability("4 spends", transfer with { Spends = [.. Enumerable.Repeat(Spend.ByWord(token, 1), 4)] });
        yield return Capability("5 spends", transfer with { Spends = [.. Enumerable.Repeat(Spend.ByWord(token, 1), 5)] });
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

    private static IEnumerable<VerdictVector> Encodings()
    {
        VerdictWorld world = new(Samples.Grant);
        int details = 13 + world.Grant.Core.Length;
        int capabilities = details + world.Grant.Details.Length;
        yield return world.Judge("detail flag 4", Use with { Unsigned = TimeCases.Put(details + 6, 4) });
        yield return world.Judge("replaces zero", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..(details + 6)], 2, .. bytes[(details + 7)..(details + 15)], .. new byte[32],
                .. bytes[(details + 15)..],
            ],
        });
        yield return world.Judge("no capability", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 0, 2) });
        yield return world.Judge("33 capabilities", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 33, 2) });
        yield return world.Judge(
            "third capability missing", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 3, 2) });
        yield return world.Judge("terms cut", Use with { Unsigned = bytes => bytes[..(capabilities + 30)] });
        yield return world.Judge("grant missing", Use with { Unsigned = bytes => bytes[..(13 + 41)] });
        yield return world.Judge("capability flag 4", Use with { Unsigned = TimeCases.Put(capabilities + 24, 4) });
        yield return world.Judge("maxValue of 0", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..(capabilities + 24)], 2, bytes[capabilities + 25], .. new byte[16],
                .. bytes[(capabilities + 26)..],
            ],
        });
        int first = world.Grant.Leaves[0].Length;
        yield return world.Judge("capabilities unsorted", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..capabilities], .. world.Grant.Leaves[1].Span, .. world.Grant.Leaves[0].Span,
                .. bytes[(capabilities + first + world.Grant.Leaves[1].Length)..],
            ],
        });
        yield return world.Judge("approval longer than the segment", Use with
        {
            Unsigned = bytes => TimeCases.Put(13 + world.Grant.Terms.Length + 1, 0xffff, 2)(bytes),
        });
        yield return world.Judge("byte behind the approval", Use with { Unsigned = bytes => [.. bytes, 7] });
    }
}
