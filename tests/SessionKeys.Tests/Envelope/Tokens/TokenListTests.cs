using System.Text;

namespace SessionKeys.Tests;

public sealed class TokenListTests
{
    private static readonly ListedToken Usdc = new()
    {
        ChainId = 31337,
        Asset = Asset.Token(Samples.Token),
        Symbol = "USDC",
        Decimals = 6,
    };

    private static readonly ListedToken Ether = Usdc with { Asset = Asset.Native, Symbol = "ETH", Decimals = 18 };

    private const string Json = """
        { "tokens": [{ "chainId": 31337, "asset": "native", "symbol": "ETH", "decimals": 18 }] }
        """;

    [Fact]
    public void Tokens_are_found_by_symbol_and_by_asset_on_their_chain_only()
    {
        TokenList list = new([Usdc, Ether, Usdc with { ChainId = 1 }]);

        Assert.Equal(Usdc, list.Find(31337, "USDC"));
        Assert.Equal(Ether, list.Find(31337, Asset.Native));
        Assert.Null(list.Find(31337, "usdc"));
        Assert.Null(list.Find(10, "USDC"));
        Assert.Equal(3, list.Tokens.Count);
    }

    [Theory]
    [InlineData("0", "0 USDC")]
    [InlineData("1", "0.000001 USDC")]
    [InlineData("1000000", "1 USDC")]
    [InlineData("1500000", "1.5 USDC")]
    [InlineData("340282366920938463463374607431768211455", "340282366920938463463374607431768.211455 USDC")]
    public void Amounts_are_written_exactly(string units, string text) =>
        Assert.Equal(text, Usdc.Format(UInt128.Parse(units, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Token_without_decimals_is_written_without_a_point() =>
        Assert.Equal("7 NFT", (Usdc with { Symbol = "NFT", Decimals = 0 }).Format(7));

    [Fact]
    public void Amounts_of_an_envelope_become_base_units()
    {
        string file = File.ReadAllText(Path.Combine(
            RepositoryFiles.Root, "tests", "vectors", "envelope-files", "accepted", "amounts-in-tokens.json"));

        EnvelopeDocument document =
            CapabilityEnvelopeJson.Parse(Encoding.ASCII.GetBytes(file), new TokenList([Usdc, Ether]));

        Capability transfer = document.Envelope.Capabilities[0];
        Assert.Equal((UInt128)10_000_000_000_000_000, document.Envelope.Budgets[0].Limit);
        Assert.Equal((UInt128)100_000_000, document.Envelope.Budgets[1].Limit);
        Assert.Equal((UInt128)1, transfer.MaxValue);
        Assert.Equal((UInt256)25_000_001, transfer.Rules[0].Value);
        Assert.Equal(PrintForm.Decimal, transfer.Rules[0].PrintForm);
        Assert.Equal((UInt128)500_000, transfer.Spends[0].FixedAmount);

        // The controls: without a list, or where another chain has the token, nobody guesses.
        string path = Assert.Throws<EnvelopeFormatException>(
            () => CapabilityEnvelopeJson.Parse(Encoding.ASCII.GetBytes(file))).Path;
        Assert.Equal("$.budgets[0].limit", path);
        Assert.Throws<EnvelopeFormatException>(() => CapabilityEnvelopeJson.Parse(
            Encoding.ASCII.GetBytes(file), new TokenList([Usdc with { ChainId = 1 }, Ether with { ChainId = 1 }])));
    }

    [Fact]
    public void Symbol_or_asset_twice_on_a_chain_is_refused()
    {
        ListedToken[] others =
        [
            Usdc with { Asset = Asset.Token(Samples.Router) },
            Usdc with { Asset = Asset.Token(Samples.Router), Symbol = "usdc" },
            Usdc with { Symbol = "USDC.e" },
        ];

        Assert.All(others, other => Assert.Equal(
            "token-list-invalid", Assert.Throws<SessionKeyException>(() => new TokenList([Usdc, other])).Id));
        Assert.Equal(2, new TokenList([Usdc, Usdc with { ChainId = 1 }]).Tokens.Count);
    }

    [Fact]
    public void Token_of_an_invalid_form_is_refused()
    {
        ListedToken[] invalid =
        [
            Usdc with { Symbol = "" },
            Usdc with { Symbol = "USD C" },
            Usdc with { Symbol = "ABCDEFGHIJKL" },
            Usdc with { Decimals = 37 },
            Usdc with { Asset = Asset.Gas },
        ];

        Assert.All(invalid, token => Assert.Equal(
            "token-list-invalid", Assert.Throws<SessionKeyException>(() => new TokenList([token])).Id));
    }

    [Theory]
    [InlineData("\"native\"", "\"gas\"", "$.tokens[0].asset")]
    [InlineData("\"native\"", "\"0x0000000000000000000000000000000000000000\"", "$.tokens[0].asset")]
    [InlineData("\"ETH\"", "\"E TH\"", "$.tokens[0].symbol")]
    [InlineData("\"ETH\"", "\"\"", "$.tokens[0].symbol")]
    [InlineData("18", "37", "$.tokens[0].decimals")]
    [InlineData("18", "18.0", "$.tokens[0].decimals")]
    [InlineData("18", "18, \"name\": \"Ether\"", "$.tokens[0].name")]
    [InlineData("31337", "\"0x1\"", "$.tokens[0].chainId")]
    public void Faulty_list_is_refused_at_its_path(string valid, string faulty, string path)
    {
        Assert.Single(TokenList.Parse(Encoding.ASCII.GetBytes(Json)).Tokens);
        byte[] json = Encoding.ASCII.GetBytes(Json.Replace(valid, faulty, StringComparison.Ordinal));

        Assert.Equal(path, Assert.Throws<EnvelopeFormatException>(() => TokenList.Parse(json)).Path);
    }
}
