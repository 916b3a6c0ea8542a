namespace SessionKeys.Tests;

/// <summary>A description says every term in words, amounts both ways, and times twice.</summary>
public class EnvelopeDescriptionTests
{
    private static readonly DescriptionOptions Reader = new()
    {
        ChainId = 31337,
        TimeZone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), "east", "east"),
        Tokens = new TokenList(
        [
            new() { ChainId = 31337, Asset = Asset.Native, Symbol = "ETH", Decimals = 18 },
            new() { ChainId = 31337, Asset = Asset.Token(Samples.Token), Symbol = "USDC", Decimals = 6 },
        ]),
    };

    [Fact]
    public void Description_names_tokens_and_both_times() => Assert.Equal(
        [
            "The session Agent-1 signs with a secp256k1 key.",
            "It may act from 2026-11-21 00:00:00 UTC (2026-11-21 02:00:00 +02:00) to 2026-12-21 00:00:00 UTC " +
                "(2026-12-21 02:00:00 +02:00).",
            "The grant must be used for the first time by 2026-11-22 00:00:00 UTC (2026-11-22 02:00:00 +02:00).",
            "The account pays the fees.",
            "At most 0.01 ETH (10000000000000000 wei) for fees in the whole life.",
            "At most 100 USDC (100000000 base units of 0x70cec00000000000000000000000000000000001) for USDC " +
                "(0x70cec00000000000000000000000000000000001) in each calendar window of 1 day.",
            "1. token.transfer: it may call transfer(address,uint256) of USDC " +
                "(0x70cec00000000000000000000000000000000001).",
            "  Only if word 0 equals 0xbeef000000000000000000000000000000000001.",
            "  Only if word 1 at most 25000000.",
            "  It sends no native currency.",
            "  Each call counts the amount in word 1 to the limit for USDC " +
                "(0x70cec00000000000000000000000000000000001).",
            "2. swap.execute: it may call selector 0xfe029156 of 0x5a4b000000000000000000000000000000000001.",
            "  Only if word 0 is one of 0x00000000000000000000000070cec00000000000000000000000000000000001, " +
                "0x000000000000000000000000beef000000000000000000000000000000000001.",
            "  Only if word 4 equals the account.",
            "  It sends no native currency.",
            "  Each call counts 0.000005 USDC (5 base units of 0x70cec00000000000000000000000000000000001) to the " +
                "limit for USDC (0x70cec00000000000000000000000000000000001).",
        ],
        EnvelopeDescription.Of(Samples.Envelope, Reader));

    [Fact]
    public void Without_a_reader_there_are_base_units_and_utc_only()
    {
        string text = string.Join('\n', EnvelopeDescription.Of(Samples.Envelope));

        Assert.DoesNotContain("USDC", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+0", text, StringComparison.Ordinal);
        Assert.Contains(
            "At most 10000000000000000 wei for fees in the whole life.", text, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<CapabilityEnvelope, CapabilityEnvelope>> Terms => new()
    {
        { "signs with a P-256 key.", e => e with { KeyType = KeyType.P256 } },
        {
            "It ends 6 h after its begin. It cannot be renewed.",
            e => e with { Ttl = TimeSpan.FromHours(6) }
        },
        {
            "It ends 6 h after its begin. It may be renewed once, by itself.",
            e => e with { Ttl = TimeSpan.FromHours(6), MaxRenewals = 1 }
        },
        {
            $"It may be renewed 2 times, with the consent of {Samples.Approver}.",
            e => e with { Ttl = TimeSpan.FromHours(6), MaxRenewals = 2, Renewer = Samples.Approver }
        },
        { "It falls asleep when it is not used for 1 h.", e => e with { IdleTimeout = TimeSpan.FromHours(1) } },
        {
            "It acts only on WorkingDays, 08:30 to 24:00 UTC.",
            e => e with
            {
                Schedule = new()
                {
                    From = TimeSpan.FromHours(8.5), To = TimeSpan.FromHours(24), Weekdays = Weekdays.WorkingDays,
                },
            }
        },
        { "The account pays the fees, WITHOUT LIMIT.", e => e with { FeesUnlimited = true } },
        { "The account or any paymaster pays the fees.", e => e with { Paymaster = PaymasterTerm.Any } },
        {
            "Only the paymaster 0x5a4b000000000000000000000000000000000001 pays the fees.",
            e => e with { Paymaster = PaymasterTerm.Only(Samples.Router) }
        },
        {
            "with a limit of 5 (in the guard's unit of US dollars) in each 1 day.",
            e => e with
            {
                Guard = new()
                {
                    Guard = Samples.Router,
                    UsdLimit = 5,
                    UsdPeriod = TimeSpan.FromDays(1),
                    FeedsHash = Hash32.Zero,
                },
            }
        },
        {
            "At most 1 operation for operations in any 1 h.",
            e => e with { Budgets = [Budget.Rolling(Asset.Operations, 1, TimeSpan.FromHours(1))] }
        },
        {
            "What it moves is NOT COUNTED to any limit.",
            e => e with { Capabilities = [Samples.Swap with { Spends = [] }] }
        },
        {
            "it may call nothing (no calldata) of",
            e => e with { Capabilities = [Samples.Swap with { Selector = default }] }
        },
        { "Each call sends at most 3 wei.", e => e with { Capabilities = [Samples.Swap with { MaxValue = 3 }] } },
        { ", also in restricted mode.", e => e with { Capabilities = [Samples.Swap with { Essential = true }] } },
        { "Its begin ends the session 0x00", e => e with { Replaces = new SessionId(Hash32.Zero) } },
    };

    [Theory]
    [MemberData(nameof(Terms))]
    public void Term_has_its_words(string words, Func<CapabilityEnvelope, CapabilityEnvelope> change)
    {
        string with = string.Join('\n', EnvelopeDescription.Of(change(Samples.Envelope)));

        Assert.Contains(words, with, StringComparison.Ordinal);
        Assert.DoesNotContain(
            words, string.Join('\n', EnvelopeDescription.Of(Samples.Envelope)), StringComparison.Ordinal);
    }
}
