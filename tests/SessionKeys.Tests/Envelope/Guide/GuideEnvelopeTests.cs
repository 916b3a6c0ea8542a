using System.Numerics;
using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

public sealed class GuideEnvelopeTests
{
    private const string Guide = """
        {
          "sessionKey": "0x5fa59300b772d54451e6921c4a0db8fd3ddad8ce",
          "wallet": "0xacc0000000000000000000000000000000000001",
          "capabilities": ["swap.execute", "quote.accept"],
          "maxValueUsd": 500,
          "allowedDestinations": ["0x5a4b000000000000000000000000000000000001"],
          "chainId": 31337,
          "expiresAt": "2026-11-21T01:00:00Z",
          "nonceDomain": "session:mobile:quotes"
        }
        """;

    private static readonly Asset Usdc = Asset.Token(Samples.Token);

    private static readonly Asset Dai = Asset.Token(Address.Parse("0x70cec00000000000000000000000000000000002"));

    private static readonly TokenList Tokens = new(
    [
        new() { ChainId = 31337, Asset = Usdc, Symbol = "USDC", Decimals = 6 },
        new() { ChainId = 31337, Asset = Dai, Symbol = "DAI", Decimals = 18 },
        new() { ChainId = 31337, Asset = Asset.Native, Symbol = "ETH", Decimals = 18 },
        new() { ChainId = 1, Asset = Asset.Token(Samples.Recipient), Symbol = "XYZ", Decimals = 18 },
    ]);

    private static UsdGuard Guarded { get; } =
        new(Address.Parse("0x96a4d00000000000000000000000000000000001"), Keccak256.Hash("a list"u8));

    private static GuideEnvelopeOptions Options => new()
    {
        Start = Samples.Start,
        Preset = SessionPreset.TaskAgent,
        Tokens = Tokens,
        Prices = new()
        {
            At = Samples.Start.AddMinutes(-5),
            Source = "desk",
            Prices = [new(Usdc, 100_020_000), new(Dai, 99_990_000), new(Asset.Native, 312_345_000_000)],
        },
        SpentTokens = [Samples.Token],
        GasLimit = 10_000_000_000_000_000,
    };

    [Fact]
    public void Short_form_as_it_stands_becomes_a_grant_that_the_module_takes()
    {
        CompiledGuideEnvelope compiled = GuideEnvelopeCompiler.Compile(Parse(Guide), Options);

        EnvelopeDocument document = compiled.Document;
        SessionGrant grant = document.Bind(Samples.Context, Samples.SessionKey);
        Assert.Empty(EnvelopeValidator.Validate(grant, new() { ChainTime = Samples.Start, InOperation = true }));
        Assert.Equal(["swap.execute", "quote.accept"], document.Envelope.Capabilities.Select(each => each.Id));
        Assert.All(document.Envelope.Capabilities, each =>
        {
            Assert.Equal(Samples.Router, each.Target);
            Assert.Equal(Usdc, Assert.Single(each.Spends).Asset);
            Assert.Contains(each.Rules, rule => rule.Comparison == Comparison.EqualsAccount);
            Assert.Contains(each.Rules, rule => rule.Value == Rule.Equal(0, Dai.Address).Value);
        });
        Assert.Equal(Samples.Account, document.Account);
        Assert.Equal("session:mobile:quotes", document.Envelope.NonceDomain);
        Assert.Equal(Samples.Start.AddHours(1), document.Envelope.ExpiresAt);

        // 500 / 1.0002 = 499.900019…, rounded down.
        Assert.Contains(Budget.Lifetime(Usdc, 499_900_019), document.Envelope.Budgets);
    }

    [Fact]
    public void Compiled_form_is_shown_with_what_each_field_became()
    {
        CompiledGuideEnvelope compiled = GuideEnvelopeCompiler.Compile(Parse(Guide), Options);

        string shown = compiled.Show();

        Assert.All(
            [
                "at most 499.900019 USDC (499900019 base units) in the whole session, at 1.0002 USD for 1 USDC.",
                "500 USD in 1 equal shares, at prices of 2026-11-20 23:55:00 UTC from desk.",
                "capabilities: quote.accept is 0x5a4b",
                "in the shape of the preset task-agent",
            ],
            part => Assert.Contains(part, shown, StringComparison.OrdinalIgnoreCase));
        string json = shown[shown.IndexOf("\n{", StringComparison.Ordinal)..];
        Assert.Equal(compiled.Document, CapabilityEnvelopeJson.Parse(Encoding.ASCII.GetBytes(json)));
    }

    [Fact]
    public void Limits_together_are_never_worth_more_than_the_sum()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(everyday: 500, deep: 20_000); i++)
        {
            UInt128 sum = random.Amount(40 + random.Below(20)) + 1_000_000_000_000;
            UsdPrice[] prices =
            [
                new(Usdc, random.Amount(1 + random.Below(45)) + 1),
                new(Dai, random.Amount(1 + random.Below(45)) + 1),
                new(Asset.Native, random.Amount(1 + random.Below(45)) + 1),
            ];
            GuideEnvelope guide = Parse(Guide) with
            {
                MaxValueUsd = sum,
                Capabilities = ["erc20.transfer", "native.transfer"],
            };

            CapabilityEnvelope envelope = GuideEnvelopeCompiler.Compile(guide, Options with
            {
                SpentTokens = [Samples.Token, Dai.Address],
                Prices = Options.Prices with { Prices = [.. prices] },
            }).Document.Envelope;

            BigInteger worth = prices.Aggregate(BigInteger.Zero, (total, price) => total + Worth(envelope, price));
            Assert.True(worth <= (BigInteger)sum * BigInteger.Pow(10, 18), $"seed {FuzzProfile.Seed}, case {i}");
        }
    }

    [Fact]
    public void Native_value_has_its_share_and_bounds_each_call()
    {
        GuideEnvelope guide = Parse(Guide) with { Capabilities = ["native.transfer", "erc20.transfer"] };

        CapabilityEnvelope envelope = GuideEnvelopeCompiler.Compile(guide, Options).Document.Envelope;

        UInt128 native = envelope.Budgets.Single(budget => budget.Asset == Asset.Native).Limit;
        Assert.Equal((UInt128)80_039_699_691_046_759, native);
        Assert.Equal(native, envelope.Capabilities[0].MaxValue);
        Assert.Equal((UInt128)249_950_009, envelope.Budgets.Single(budget => budget.Asset == Usdc).Limit);
    }

    [Fact]
    public void Guard_holds_the_whole_sum_over_all_tokens_together()
    {
        GuideEnvelope guide = Parse(Guide) with { Capabilities = ["native.transfer", "erc20.transfer"] };

        CompiledGuideEnvelope compiled = GuideEnvelopeCompiler.Compile(guide, Options with { Guard = Guarded });

        CapabilityEnvelope envelope = compiled.Document.Envelope;
        Assert.Equal(
            new GuardTerm
            {
                Guard = Guarded.Guard,
                UsdLimit = 50_000_000_000,
                UsdPeriod = TimeSpan.FromSeconds(uint.MaxValue),
                FeedsHash = Guarded.FeedsHash,
            },
            envelope.Guard);
        Assert.Equal((UInt128)499_900_019, envelope.Budgets.Single(budget => budget.Asset == Usdc).Limit);
        Assert.Equal(
            (UInt128)160_079_399_382_093_518, envelope.Budgets.Single(budget => budget.Asset == Asset.Native).Limit);
        SessionGrant grant = compiled.Document.Bind(Samples.Context, Samples.SessionKey);
        Assert.Empty(EnvelopeValidator.Validate(grant, new() { ChainTime = Samples.Start }));
        Assert.Contains($"held by the guard {Guarded.Guard}", compiled.Show(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_of_a_session_that_spends_nothing_is_left_out()
    {
        CapabilityDefinition ping = new()
        {
            Id = "bot.ping",
            Abi = "function ping()",
            Target = TargetPattern.Destination,
        };

        CompiledGuideEnvelope compiled = GuideEnvelopeCompiler.Compile(
            Parse(Guide) with { Capabilities = ["bot.ping"] },
            Options with { Guard = Guarded, Registry = CapabilityRegistry.BuiltIn.With(ping) });

        Assert.Null(compiled.Document.Envelope.Guard);
        Assert.Contains("bound nothing", compiled.Show(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unix_seconds_and_dollars_with_cents_are_read()
    {
        GuideEnvelope guide = Parse(Guide
            .Replace("\"2026-11-21T01:00:00Z\"", "1795222800", StringComparison.Ordinal)
            .Replace("500", "\"500.25\"", StringComparison.Ordinal));

        Assert.Equal(Samples.Start.AddHours(1), guide.ExpiresAt);
        Assert.Equal((UInt128)50_025_000_000, guide.MaxValueUsd);
    }

    [Theory]
    [InlineData("500", "500.5", "$.maxValueUsd")]
    [InlineData("500", "5e2", "$.maxValueUsd")]
    [InlineData("500", "-1", "$.maxValueUsd")]
    [InlineData("500", "\"$500\"", "$.maxValueUsd")]
    [InlineData("500", "\"0.000000001\"", "$.maxValueUsd")]
    [InlineData("500", "null", "$.maxValueUsd")]
    [InlineData("\"2026-11-21T01:00:00Z\"", "1795222800000", "$.expiresAt")]
    [InlineData("\"2026-11-21T01:00:00Z\"", "\"tomorrow\"", "$.expiresAt")]
    [InlineData("[\"swap.execute\", \"quote.accept\"]", "[]", "$.capabilities")]
    [InlineData("[\"swap.execute\", \"quote.accept\"]", "\"swap.execute\"", "$.capabilities")]
    [InlineData("\"quote.accept\"", "\"swap.execute\"", "$.capabilities")]
    [InlineData("\"quote.accept\"", "\"Quote\"", "$.capabilities[1]")]
    [InlineData("[\"0x5a4b000000000000000000000000000000000001\"]", "[]", "$.allowedDestinations")]
    [InlineData("\"wallet\"", "\"account\"", "$.account")]
    [InlineData("\"chainId\": 31337,", "", "$.chainId")]
    [InlineData("\"chainId\": 31337,", "\"chainId\": 1, \"chainId\": 31337,", "$.chainId")]
    public void Faulty_short_form_is_refused_at_its_path(string valid, string faulty, string path)
    {
        Assert.Contains(valid, Guide, StringComparison.Ordinal);

        EnvelopeFormatException refusal = Assert.Throws<EnvelopeFormatException>(
            () => Parse(Guide.Replace(valid, faulty, StringComparison.Ordinal)));

        Assert.Equal(path, refusal.Path);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "beyond the guard's window", "guide-not-compilable", "2106-02-07" },
        { "unregistered", "capability-unregistered", "swap.everything" },
        { "two tokens in one function", "guide-not-compilable", "granted 2 times" },
        { "nft", "guide-not-compilable", "no price each" },
        { "unlisted token", "guide-not-compilable", "token list does not have" },
        { "nothing else to receive", "capability-request-invalid", "names no received token" },
        { "no token", "capability-request-invalid", "names no token" },
        { "no price", "guide-not-compilable", "no price of USDC" },
        { "old prices", "guide-not-compilable", "3601 s old" },
        { "prices of tomorrow", "guide-not-compilable", "-1 s old" },
        { "price zero", "guide-not-compilable", "one is 0" },
        { "no source", "guide-not-compilable", "no source" },
        { "nowhere", "guide-not-compilable", "it is empty" },
        { "no dollars", "guide-not-compilable", "0 base units" },
        { "unknown chain", "capability-request-invalid", "not known on chain 31337" },
        { "too long", "profile-limit-exceeded", "90000 s" },
        { "nobody pays fees", "plan-invalid", "nothing bounds its fees" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Short_form_that_cannot_become_an_envelope_is_refused(string fault, string id, string says)
    {
        GuideEnvelope guide = Parse(Guide);
        GuideEnvelopeOptions options = Options;
        UsdPrices prices = options.Prices;
        (guide, options) = fault switch
        {
            "beyond the guard's window" => (
                guide with { ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue) },
                options with { Guard = Guarded }),
            "unregistered" => (guide with { Capabilities = ["swap.everything"] }, options),
            "two tokens in one function" => (guide, options with { SpentTokens = [Samples.Token, Dai.Address] }),
            "nft" => (guide with { Capabilities = ["erc721.transfer"] }, options),
            "unlisted token" => (guide, options with { SpentTokens = [Samples.Recipient] }),
            "nothing else to receive" => (guide, options with { Tokens = new([Tokens.Find(31337, Usdc)!]) }),
            "no token" => (guide, options with { SpentTokens = [] }),
            "no price" => (guide, options with { Prices = prices with { Prices = [new(Dai, 1)] } }),
            "old prices" => (guide, options with { Prices = prices with { At = Samples.Start.AddSeconds(-3_601) } }),
            "prices of tomorrow" => (guide, options with { Prices = prices with { At = Samples.Start.AddSeconds(1) } }),
            "price zero" => (guide, options with { Prices = prices with { Prices = [new(Usdc, 0)] } }),
            "no source" => (guide, options with { Prices = prices with { Source = "" } }),
            "nowhere" => (guide with { AllowedDestinations = [], Capabilities = ["weth.unwrap"] }, options),
            "no dollars" => (guide with { MaxValueUsd = 0 }, options),
            "unknown chain" => (guide with { Capabilities = ["aave.v3.supply"] }, options),
            "too long" => (guide with { ExpiresAt = Samples.Start.AddHours(25) }, options),
            "nobody pays fees" => (guide, options with { GasLimit = null }),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Add the fault here."),
        };

        SessionKeyException refusal =
            Assert.Throws<SessionKeyException>(() => GuideEnvelopeCompiler.Compile(guide, options));

        Assert.Equal(id, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    private static BigInteger Worth(CapabilityEnvelope envelope, UsdPrice price)
    {
        BigInteger limit = envelope.Budgets.Single(budget => budget.Asset == price.Asset).Limit;
        int decimals = Tokens.Find(31337, price.Asset)!.Decimals;
        return limit * price.Price * BigInteger.Pow(10, 18 - decimals);
    }

    private static GuideEnvelope Parse(string json) => GuideEnvelopeJson.Parse(Encoding.UTF8.GetBytes(json));
}
