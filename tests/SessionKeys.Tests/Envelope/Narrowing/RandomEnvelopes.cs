using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Envelopes and calls over few values, so that two of them often meet.</summary>
internal static class RandomEnvelopes
{
    public const int Words = 3;

    private static readonly Address[] Places =
        [Samples.Token, Samples.Router, Samples.Recipient, Samples.Approver];

    /// <summary>Around the edges of both orders, and the number that stands for the account.</summary>
    private static readonly UInt256[] Values =
    [
        0, 1, 2, 3, 0xacc0, UInt256.MaxValue, UInt256.MaxValue - 1, UInt256.One << 255, (UInt256.One << 255) - 1,
    ];

    public static CapabilityEnvelope Envelope(DeterministicBytes random)
    {
        bool hasTtl = random.Coin();
        return Samples.Envelope with
        {
            ValidAfter = Samples.Start.AddDays(random.Below(3)),
            ExpiresAt = Samples.Start.AddDays(2 + random.Below(3)),
            Ttl = hasTtl ? TimeSpan.FromHours(1 + random.Below(3)) : TimeSpan.Zero,
            MaxRenewals = (ushort)(hasTtl ? random.Below(3) : 0),
            Renewer = hasTtl && random.Coin() ? Places[random.Below(2)] : Address.Zero,
            IdleTimeout = TimeSpan.FromHours(random.Below(3)),
            Schedule = random.Coin() ? null : new()
            {
                From = TimeSpan.FromHours(random.Below(4)),
                To = TimeSpan.FromHours(4 + random.Below(4)),
                Weekdays = (Weekdays)(1 + random.Below(127)),
            },
            LaneBits = (byte)random.Below(4),
            Paymaster = random.Below(3) switch
            {
                0 => PaymasterTerm.None,
                1 => PaymasterTerm.Any,
                _ => PaymasterTerm.Only(Samples.Recipient),
            },
            FeesUnlimited = random.Coin(),
            Budgets = Enumerable.Range(0, random.Below(4)).Select(_ => NextBudget(random)).Distinct().ToValueList(),
            Capabilities = Places
                .Where(_ => random.Below(3) > 0)
                .Append(Samples.SessionKey)
                .Select(place => NextCapability(random, place))
                .ToValueList(),
            GrantDeadline = Samples.Start.AddHours(random.Below(3)),
            Salt = random.Number64(),
        };
    }

    public static Rule NextRule(DeterministicBytes random)
    {
        byte word = (byte)random.Below(Words);
        Comparison comparison = (Comparison)random.Below(9);
        UInt256 value = Values[random.Below(Values.Length)];
        return comparison switch
        {
            Comparison.InSet => Rule.InSet(word, [value, Values[random.Below(Values.Length)]]),
            Comparison.EqualsAccount => Rule.EqualsAccount(word),
            Comparison.AtLeastRatio => Rule.AtLeastRatio(
                word, new Ratio((byte)random.Below(Words), (UInt128)random.Below(4), (UInt128)(1 + random.Below(3)))),
            _ => new() { Comparison = comparison, Word = word, Value = value },
        };
    }

    public static UInt256[] Calldata(DeterministicBytes random) =>
        [.. Enumerable.Range(0, Words).Select(_ => Values[random.Below(Values.Length)])];

    public static Address Target(DeterministicBytes random) =>
        random.Below(Places.Length + 1) is var place && place < Places.Length ? Places[place] : Samples.SessionKey;

    private static Capability NextCapability(DeterministicBytes random, Address target) => Samples.TokenTransfer with
    {
        Target = target,
        MaxValue = (UInt128)random.Below(3),
        Rules = Enumerable.Range(0, random.Below(3)).Select(_ => NextRule(random)).ToValueList(),
        Spends = Enumerable.Range(0, random.Below(3))
            .Select(_ => random.Coin()
                ? Spend.ByWord(Asset.Token(Samples.Token), (byte)random.Below(2))
                : Spend.Fixed(Asset.Token(Samples.Token), (UInt128)(1 + random.Below(2))))
            .ToValueList(),
        Essential = random.Coin(),
    };

    private static Budget NextBudget(DeterministicBytes random)
    {
        Asset asset = random.Coin() ? Asset.Gas : Asset.Token(Samples.Token);
        UInt128 limit = (UInt128)(1 + random.Below(3)) << (random.Coin() ? 0 : 41);
        return random.Below(3) switch
        {
            0 => Budget.Lifetime(asset, limit),
            1 => Budget.Calendar(asset, limit, TimeSpan.FromDays(1 + random.Below(2))),
            _ => Budget.Rolling(asset, limit, TimeSpan.FromDays(1)),
        };
    }
}
