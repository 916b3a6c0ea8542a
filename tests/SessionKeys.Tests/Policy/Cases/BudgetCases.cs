namespace SessionKeys.Tests;

/// <summary>Every kind of budget on every kind of asset, at its limit and at the edges of its windows.</summary>
internal static class BudgetCases
{
    private static readonly DateTimeOffset Start = Samples.Start;
    private static readonly Asset Token = Asset.Token(Samples.Token);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IEnumerable<VerdictVector> All() =>
        [.. Limits(), .. Gas(), .. Calendar(), .. Grace(), .. Rolling(), .. Units(), .. Spends()];

    private static VerdictWorld With(params Budget[] budgets)
    {
        SessionGrant grant = Samples.With(envelope => Paying(envelope, budgets));
        bool hasNative = budgets.Any(budget => budget.Asset == Asset.Native);
        return VerdictWorld.Live(hasNative ? grant : WithoutPay(grant));
    }

    private static CapabilityEnvelope Paying(CapabilityEnvelope envelope, Budget[] budgets) => envelope with
    {
        Budgets = budgets.ToValueList(),
        FeesUnlimited = !budgets.Any(budget => budget.Asset == Asset.Gas),
        Capabilities =
        [
            new Capability { Id = "pay", Target = Samples.Router, Selector = default, MaxValue = UInt128.MaxValue },
            new Capability
            {
                Id = "transfer",
                Target = Samples.Token,
                Selector = Samples.Transfer,
                Spends = budgets.Any(budget => budget.Asset == Token) ? [Spend.ByWord(Token, 1)] : [],
            },
        ],
    };

    private static VerdictUse Take(Asset asset, ulong amount, DateTimeOffset? at = null) => new()
    {
        Calls = asset == Asset.Native
            ? [new Call(Samples.Router, amount, default)]
            : [Samples.TransferOf(asset == Token ? amount : 1)],
        ClaimedAt = at ?? Start.AddSeconds(60),
    };

    private static IEnumerable<VerdictVector> Limits()
    {
        foreach (BudgetKind kind in Enum.GetValues<BudgetKind>())
        {
            foreach ((string name, Asset asset) in ((string, Asset)[])[("token", Token), ("native", Asset.Native)])
            {
                Budget budget = Of(kind, asset, 100);
                VerdictWorld world = With(budget).Play(Take(asset, 60));
                foreach (ulong amount in (ulong[])[0, 39, 40, 41])
                {
                    yield return world.Judge($"{kind} {name}: 60 used, {amount} of 100", Take(asset, amount));
                }

                yield return With(budget).Judge($"{kind} {name}: 101 of 100", Take(asset, 101));
            }

            VerdictWorld twice = With(Of(kind, Asset.Operations, 2)).Play(Take(Asset.Operations, 0));
            yield return twice.Judge($"{kind} operations: the second of 2", Take(Asset.Operations, 0));
            yield return twice.Play(Take(Asset.Operations, 0))
                .Judge($"{kind} operations: the third of 2", Take(Asset.Operations, 0));
            yield return With(Of(kind, Token, 0)).Judge($"{kind}: limit 0, nothing taken", Take(Token, 0));
            yield return With(Of(kind, Token, 0)).Judge($"{kind}: limit 0, 1 taken", Take(Token, 1));
        }
    }

    private static IEnumerable<VerdictVector> Gas()
    {
        // 400,000 + 200,000 + preVerificationGas, at 2 gwei.
        foreach (BudgetKind kind in Enum.GetValues<BudgetKind>())
        {
            VerdictWorld world = With(Of(kind, Asset.Gas, 660_000 * 2_000_000_000UL));
            foreach (ulong gas in (ulong[])[59_999, 60_000, 60_001])
            {
                yield return world.Judge(
                    $"{kind} gas: {gas} before verification", Take(Token, 1) with { PreVerificationGas = gas });
            }
        }

        VerdictWorld priced = With(Of(BudgetKind.Lifetime, Asset.Gas, UInt128.MaxValue));
        UInt256 most = UInt256.MaxValue - 600_000UL;
        yield return priced.Judge(
            "gas sum overflows", Take(Token, 1) with { PreVerificationGas = most + UInt256.One });
        yield return priced.Judge("gas product overflows", Take(Token, 1) with { PreVerificationGas = most });
        yield return priced.Judge(
            "gas at price 1", Take(Token, 1) with { PreVerificationGas = most, MaxFeePerGas = 1 });
        byte[] paymaster = [.. Samples.Recipient.ToArray(), .. ((UInt256.One << 128) | 2UL).ToArray()];
        VerdictWorld sponsored = VerdictWorld.Live(envelope => envelope with
        {
            Paymaster = PaymasterTerm.Any,
            Budgets = [Budget.Lifetime(Asset.Gas, 660_003 * 2_000_000_000UL), Budget.Lifetime(Token, 9)],
        });
        yield return sponsored.Judge("gas of the paymaster counts", Take(Token, 1) with { Paymaster = paymaster });
        yield return sponsored.Judge("gas of the paymaster is too much", Take(Token, 1) with
        {
            Paymaster = paymaster,
            PreVerificationGas = 60_001,
        });
    }

    private static IEnumerable<VerdictVector> Calendar()
    {
        VerdictWorld world = With(Budget.Calendar(Token, 100, Hour)).Play(Take(Token, 60));
        foreach (int offset in (int[])[-2, -1, 0, 1])
        {
            yield return world.Judge(
                $"calendar: 41 at the window's end {offset:+0;-0;0}",
                Take(Token, 41, Start.Add(Hour).AddSeconds(offset)));
            yield return world.Judge(
                $"calendar: 40 at the window's end {offset:+0;-0;0}",
                Take(Token, 40, Start.Add(Hour).AddSeconds(offset)));
        }

        yield return world.Judge("calendar: two windows later", Take(Token, 100, Start.AddHours(2)));
        VerdictWorld later = With(Budget.Calendar(Token, 100, Hour)).Play(Take(Token, 60, Start.AddHours(1)));
        yield return later.Judge("calendar: window passed", Take(Token, 1, Start.AddHours(1).AddSeconds(-2)));
        yield return later.Judge(
            "calendar: window passed, nothing taken", Take(Token, 0, Start.AddHours(1).AddSeconds(-2)));
        VerdictWorld both = With(Budget.Calendar(Token, 100, Hour), Budget.Lifetime(Token, 110))
            .Play(Take(Token, 100));
        yield return both.Judge("two budgets on one asset: the second ends it", Take(Token, 11, Start.AddHours(1)));
        yield return both.Judge("two budgets on one asset", Take(Token, 10, Start.AddHours(1)));
        VerdictWorld day = With(Budget.Calendar(Token, 100, TimeSpan.FromDays(7)));
        yield return day.Judge("a week begins on Thursday", Take(Token, 1, Start.AddDays(5).AddSeconds(-2)));
        UInt128 greatest = EnvelopeLimits.MaxCalendarLimit;
        VerdictWorld wide = With(Budget.Calendar(Token, greatest, Hour));
        VerdictUse all = new() { Calls = [Transfer(greatest)] };
        yield return wide.Judge("calendar: greatest limit", all);
        yield return wide.Play(all).Judge("calendar: greatest limit and one more", Take(Token, 1));
    }

    private static IEnumerable<VerdictVector> Grace()
    {
        VerdictUse late = new() { Options = new SegmentOptions { Grace = true } };
        foreach ((string kind, Budget budget, TimeSpan window) in ((string, Budget, TimeSpan)[])[
            ("calendar", Budget.Calendar(Token, 100, Hour), Hour),
            ("rolling", Budget.Rolling(Token, 100, 4 * Hour), Hour)])
        {
            foreach (int before in (int[])[121, 120, 119, 2, 1])
            {
                DateTimeOffset claim = Start.Add(window).AddSeconds(-before);
                yield return With(budget).Judge(
                    $"{kind}: grace {before} s before the end", Take(Token, 60, claim) with { Options = late.Options });
                VerdictWorld next = With(budget).Play(Take(Token, 60, claim) with
                {
                    Options = before == 1 ? late.Options : new SegmentOptions { Grace = before < 120 },
                });
                yield return next.Judge(
                    $"{kind}: 41 after grace {before} s before the end",
                    Take(Token, 41, Start.Add(window).AddSeconds(3)));
            }
        }

        VerdictWorld carried = With(Budget.Calendar(Token, 100, Hour))
            .Play(Take(Token, 60, Start.AddSeconds(3_590)) with { Options = late.Options })
            .Play(Take(Token, 30, Start.AddSeconds(3_591)));
        yield return carried.Judge("calendar: only the late amount is carried", Take(Token, 40, Start.Add(Hour)));
        yield return carried.Judge("calendar: the carry counts", Take(Token, 41, Start.Add(Hour)));
        yield return carried.Judge(
            "calendar: the carry ends with the next window", Take(Token, 100, Start.AddHours(2)));
        yield return With(Budget.Lifetime(Token, 100)).Judge("lifetime: grace bounds nothing", Take(Token, 1) with
        {
            Options = late.Options,
        });
    }

    private static IEnumerable<VerdictVector> Rolling()
    {
        VerdictWorld world = With(Budget.Rolling(Token, 100, 4 * Hour)).Play(Take(Token, 60));
        for (int bucket = 0; bucket < 6; bucket++)
        {
            yield return world.Judge($"rolling: 41 in bucket {bucket}", Take(Token, 41, Start.AddHours(bucket)));
        }

        foreach (int offset in (int[])[-2, -1, 0])
        {
            yield return world.Judge(
                $"rolling: the end of 5 buckets {offset:+0;-0;0}",
                Take(Token, 41, Start.AddHours(5).AddSeconds(offset)));
        }

        VerdictWorld five = With(Budget.Rolling(Token, 100, 4 * Hour));
        for (int bucket = 0; bucket < 5; bucket++)
        {
            five = five.Play(Take(Token, 20, Start.AddHours(bucket).AddSeconds(1)));
        }

        yield return five.Judge("rolling: five full buckets", Take(Token, 1, Start.AddHours(4).AddSeconds(2)));
        yield return five.Judge("rolling: one bucket falls out", Take(Token, 20, Start.AddHours(5)));
        yield return five.Judge("rolling: one bucket falls out, 21", Take(Token, 21, Start.AddHours(5)));
        yield return five.Judge("rolling: three fall out", Take(Token, 60, Start.AddHours(7)));
        yield return five.Judge("rolling: all fall out", Take(Token, 100, Start.AddDays(3)));
        yield return five.Judge("rolling: bucket passed", Take(Token, 1, Start.AddHours(4).AddSeconds(-2)));
    }

    /// <summary>Limits from 2^42 on are counted in units, rounded up.</summary>
    private static IEnumerable<VerdictVector> Units()
    {
        const ulong unit = 1_000;
        const ulong limit = ((1UL << 42) - 1) * unit;
        VerdictWorld world = With(Budget.Rolling(Token, limit, 4 * Hour)).Play(Take(Token, limit - unit));
        foreach (ulong amount in (ulong[])[1, unit - 1, unit, unit + 1])
        {
            yield return world.Judge($"rolling units: {amount} of the last {unit}", Take(Token, amount));
        }

        VerdictWorld rest = With(new Budget
        {
            Asset = Token,
            Limit = limit + 1,
            Kind = BudgetKind.Rolling,
            Period = 4 * Hour,
        });
        yield return rest.Judge("rolling units: the rest of a limit is never spent", Take(Token, limit + 1));
        yield return rest.Judge("rolling units: all but the rest", Take(Token, limit));
        VerdictWorld greatest = With(new Budget
        {
            Asset = Token,
            Limit = UInt128.MaxValue,
            Kind = BudgetKind.Rolling,
            Period = 4 * Hour,
        });
        yield return greatest.Judge("rolling units: 1 of 2^128 - 1", Take(Token, 1));
        yield return greatest.Play(Take(Token, 1)).Judge("rolling units: 1 of 2^128 - 1 again", Take(Token, 1));
    }

    private static IEnumerable<VerdictVector> Spends()
    {
        VerdictWorld lifetime = With(Budget.Lifetime(Token, UInt128.MaxValue));
        foreach (UInt256 amount in (UInt256[])[UInt128.MaxValue, UInt256.One << 128, UInt256.MaxValue])
        {
            yield return lifetime.Judge($"amount {amount.ToHex()}", new VerdictUse
            {
                Calls = [Transfer(amount)],
            });
        }

        yield return lifetime.Judge("two amounts above 128 bits together", new VerdictUse
        {
            Calls = [.. Enumerable.Repeat(Transfer(UInt128.MaxValue), 2)],
        });
        yield return lifetime.Judge("amount missing", new VerdictUse
        {
            Calls = [Samples.TransferOf(1) with { Data = Samples.TransferOf(1).Data[..^1] }],
        });
        VerdictWorld many = VerdictWorld.Live(Samples.With(envelope => envelope with
        {
            Capabilities =
            [
                new Capability
                {
                    Id = "swap",
                    Target = Samples.Router,
                    Selector = Samples.Transfer,
                    Spends =
                    [
                        Spend.Fixed(Token, 5), Spend.ByWord(Token, 0), Spend.ByWord(Token, 1), Spend.Fixed(Token, 1),
                    ],
                },
            ],
            Budgets = [Budget.Lifetime(Asset.Gas, 10_000_000_000_000_000), Budget.Lifetime(Token, 20)],
        }));
        foreach (ulong amount in (ulong[])[13, 14, 15])
        {
            byte[] data = [.. Samples.Transfer.ToArray(), .. UInt256.Zero.ToArray(), .. ((UInt256)amount).ToArray()];
            yield return many.Judge(
                $"four spends of one asset, {amount} in a word",
                new VerdictUse { Calls = [new Call(Samples.Router, 0, data)] });
        }
    }

    private static Call Transfer(UInt256 amount) =>
        Call.Function(Samples.Token, "transfer(address,uint256)", Samples.Recipient, amount);

    private static Budget Of(BudgetKind kind, Asset asset, UInt128 limit) => new()
    {
        Asset = asset,
        Limit = limit,
        Kind = kind,
        Period = kind == BudgetKind.Lifetime ? TimeSpan.Zero : 4 * Hour,
    };

    /// <summary>A capability that sends value needs a native budget.</summary>
    private static SessionGrant WithoutPay(SessionGrant grant) => grant with
    {
        Envelope = grant.Envelope with { Capabilities = [grant.Envelope.Capabilities[1]] },
    };
}
