using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Grants of every shape that the format can hold, also ones that no module would take.</summary>
internal static class RandomGrants
{
    private const string Names = "abcdefghijklmnopqrstuvwxyz0123456789._-";

    public static SessionGrant Next(ulong seed)
    {
        DeterministicBytes random = new(seed);
        SessionContext context = new()
        {
            ChainId = random.Number64(),
            Module = random.Address(),
            Account = random.Address(),
            Route = random.Coin() ? Route.Erc7579 : Route.Erc6900((uint)(random.Number64() >> 32)),
            Epoch = (uint)(random.Number64() >> 32),
        };
        return new SessionGrant(context, random.Address(), Envelope(random));
    }

    private static CapabilityEnvelope Envelope(DeterministicBytes random)
    {
        Budget[] budgets = [.. Enumerable.Range(0, random.Below(9)).Select(_ => NextBudget(random))];
        bool hasTtl = random.Coin();
        return new()
        {
            KeyType = (KeyType)random.Below(2),
            ValidAfter = Time(random),
            ExpiresAt = Time(random),
            Ttl = hasTtl ? Duration(random) : TimeSpan.Zero,
            MaxRenewals = hasTtl ? (ushort)random.Below(65_536) : (ushort)0,
            Renewer = random.Coin() ? random.Address() : Address.Zero,
            IdleTimeout = random.Coin() ? Duration(random) : TimeSpan.Zero,
            Schedule = random.Coin() ? NextSchedule(random) : null,
            NonceDomain = random.Name(Names + ":", 1),
            LaneBits = (byte)random.Below(256),
            Paymaster = random.Below(3) switch
            {
                0 => PaymasterTerm.None,
                1 => PaymasterTerm.Any,
                _ => PaymasterTerm.Only(random.Address()),
            },
            FeesUnlimited = random.Coin(),
            Guard = random.Coin() ? NextGuard(random) : null,
            Budgets = budgets.ToValueList(),
            Capabilities = Enumerable.Range(0, 1 + random.Below(6))
                .Select(_ => NextCapability(random, budgets))
                .ToValueList(),
            Replaces = random.Coin() ? new SessionId(random.Hash()) : null,
            Label = random.Name(Names + "XYZ", 0),
            TokenNames = random.Coin(),
            GrantDeadline = Time(random),
            Salt = random.Number64(),
        };
    }

    private static Budget NextBudget(DeterministicBytes random) => new()
    {
        Asset = random.Below(5) switch
        {
            0 => Asset.Native,
            1 => Asset.Operations,
            2 => Asset.Gas,
            _ => Asset.Token(random.Address()),
        },
        Limit = random.Amount(1 + random.Below(128)),
        Kind = (BudgetKind)random.Below(3),
        Period = Duration(random),
    };

    private static Schedule NextSchedule(DeterministicBytes random) => new()
    {
        From = TimeSpan.FromSeconds(random.Below(86_400)),
        To = TimeSpan.FromSeconds(random.Below(86_401)),
        Weekdays = (Weekdays)(1 + random.Below(127)),
    };

    private static GuardTerm NextGuard(DeterministicBytes random) => new()
    {
        Guard = random.Address(),
        UsdLimit = random.Amount(128),
        UsdPeriod = Duration(random),
        FeedsHash = random.Hash(),
    };

    private static Capability NextCapability(DeterministicBytes random, Budget[] budgets) => new()
    {
        Id = random.Name(Names, 1),
        Target = random.Address(),
        Selector = Selector.FromBytes(random.Next(4)),
        MaxValue = random.Coin() ? random.Amount(128) : 0,
        Rules = Enumerable.Range(0, random.Below(9)).Select(_ => NextRule(random)).ToValueList(),
        Spends = Enumerable.Range(0, budgets.Length == 0 ? 0 : random.Below(5))
            .Select(_ => NextSpend(random, budgets[random.Below(budgets.Length)].Asset))
            .ToValueList(),
        Essential = random.Coin(),
    };

    private static Rule NextRule(DeterministicBytes random)
    {
        byte word = (byte)random.Below(256);
        Comparison comparison = (Comparison)random.Below(9);
        return comparison switch
        {
            Comparison.InSet => Rule.InSet(word, Enumerable.Range(0, 1 + random.Below(9)).Select(_ => random.Word())),
            Comparison.EqualsAccount => Rule.EqualsAccount(word),
            Comparison.AtLeastRatio => Rule.AtLeastRatio(
                word, new Ratio((byte)random.Below(256), random.Amount(124), random.Amount(124))),
            Comparison.AtMostSigned or Comparison.AtLeastSigned =>
                new() { Comparison = comparison, Word = word, Value = random.Word() },
            _ => NextRule(random, comparison, word),
        };
    }

    private static Rule NextRule(DeterministicBytes random, Comparison comparison, byte word)
    {
        PrintForm printForm = (PrintForm)random.Below(3);
        UInt256 value = printForm == PrintForm.Address ? random.Word() >> 96 : random.Word() >> random.Below(256);
        return new() { Comparison = comparison, Word = word, PrintForm = printForm, Value = value };
    }

    private static Spend NextSpend(DeterministicBytes random, Asset asset) => random.Coin()
        ? Spend.ByWord(asset, (byte)random.Below(256))
        : Spend.Fixed(asset, random.Amount(128));

    private static DateTimeOffset Time(DeterministicBytes random) =>
        DateTimeOffset.FromUnixTimeSeconds((long)(random.Number64() % 253_402_300_800UL));

    private static TimeSpan Duration(DeterministicBytes random) =>
        TimeSpan.FromSeconds(1 + (long)(random.Number64() % uint.MaxValue));
}
