namespace SessionKeys.Tests;

public sealed class GrantTextTests
{
    private const string Golden = """
        SessionKeys v1: session grant;
        Account: 0xacc0000000000000000000000000000000000001;
        Chain: 31337;
        Module: 0x5e55100000000000000000000000000000000001;
        Route: ERC-6900, entity 1;
        Epoch: 1;
        Session key: 0x5fa59300b772d54451e6921c4a0db8fd3ddad8ce, secp256k1;
        Valid after: 2026-11-21 00:00:00 UTC;
        Expires at: 2026-12-21 00:00:00 UTC;
        Ttl: none;
        Idle timeout: none;
        Schedule: any time;
        Nonce domain: 8 lanes of session:agent;
        Paymaster: none;
        Fees: within the gas budget;
        Guard: none;
        Budgets: 2;
        Budget 1 of 2: gas limit 10000000000000000 lifetime;
        Budget 2 of 2: 0x70cec00000000000000000000000000000000001 limit 100000000 per 86400 s calendar;
        Capabilities: 2;
        Capability 1 of 2: label swap.execute;
        Target: 0x5a4b000000000000000000000000000000000001;
        Function: selector 0xfe029156;
        Rules: 2;
        Rule 1 of 2: word 0 in set 0xd542b38acc1ea213be44d8a25367252935f48f57e117402f8ce3954e43bf7bc3;
        Rule 2 of 2: word 4 equals the account;
        Spends: 1;
        Spend 1 of 1: fixed 5 of 0x70cec00000000000000000000000000000000001;
        Value: none;
        Essential: no;
        Capability 2 of 2: label token.transfer;
        Target: 0x70cec00000000000000000000000000000000001;
        Function: transfer(address,uint256);
        Rules: 2;
        Rule 1 of 2: word 0 equals 0xbeef000000000000000000000000000000000001;
        Rule 2 of 2: word 1 at most 25000000;
        Spends: 1;
        Spend 1 of 1: word 1 of 0x70cec00000000000000000000000000000000001;
        Value: none;
        Essential: no;
        Replaces: none;
        Label: label Agent-1;
        Token names: no;
        Grant until: 2026-11-22 00:00:00 UTC;
        Salt: 7;
        End of grant.
        """;

    [Fact]
    public void Text_of_a_grant_is_this() =>
        Assert.Equal(Golden.ReplaceLineEndings("\n"), GrantText.RenderReadable(Samples.Grant));

    [Fact]
    public void Every_line_begins_with_a_keyword_and_ends_as_a_device_needs_it()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            string text = Render(seed);
            string[] lines = text.Split('\n');

            Assert.All(lines[..^1], line => Assert.Matches("^[A-Z][A-Za-z0-9 ]*: .*;$", line));
            Assert.Equal("End of grant.", lines[^1]);
            Assert.True(text.All(character => character is '\n' or (>= ' ' and <= '~')), $"seed {seed}");
        }
    }

    [Fact]
    public void Different_random_grants_have_different_texts()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(seed => Render((ulong)seed))];

        Assert.Equal(texts.Length, texts.Distinct().Count());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("12345678901234567", 1)]
    [InlineData("123456789012345678", 2)]
    [InlineData("1234567890123456;\n1", 2)]
    [InlineData("1\n\n1", 2)]
    public void Display_lines_count_17_characters_without_the_newline(string text, int lines)
    {
        TextSize size = TextSize.Of(text);

        Assert.Equal(text.Length, size.Characters);
        Assert.Equal(lines, size.DisplayLines);
    }

    [Theory]
    [InlineData(4_000, 240, true)]
    [InlineData(4_001, 240, false)]
    [InlineData(4_000, 241, false)]
    public void Text_is_readable_up_to_both_limits(int characters, int lines, bool isReadable) =>
        Assert.Equal(isReadable, new TextSize(characters, lines).IsReadable);

    [Fact]
    public void Text_that_a_device_would_cut_is_refused_with_its_size()
    {
        SessionGrant grant = Samples.With(envelope => envelope with
        {
            Capabilities = Enumerable.Range(0, 30)
                .Select(i => Samples.Swap with { Selector = Selector.FromBytes([1, 2, 3, (byte)i]) })
                .ToValueList(),
        });
        TextSize size = TextSize.Of(GrantText.Render(grant));

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => GrantText.RenderReadable(grant));

        Assert.Equal("text-too-long", refusal.Id);
        Assert.Contains($"{size.DisplayLines} display lines", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_tokens_stand_at_the_end_of_their_budgets()
    {
        string text = GrantText.Render(Named, Names(new TokenName("USDC", 6)));

        string[] budgets = [.. text.Split('\n').Where(line => line.StartsWith("Budget ", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Budget 1 of 2: gas limit 10000000000000000 lifetime;",
                "Budget 2 of 2: 0x70cec00000000000000000000000000000000001 limit 100000000 per 86400 s calendar, " +
                    "USDC with 6 decimals;",
            ],
            budgets);
        Assert.Contains("Token names: yes;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_not_read_where_the_grant_does_not_show_them() =>
        Assert.Equal(
            Golden.ReplaceLineEndings("\n"), GrantText.Render(Samples.Grant, Names(new TokenName("a;b", 6))));

    [Fact]
    public void Missing_name_is_refused_with_its_token()
    {
        SessionKeyException none = Assert.Throws<SessionKeyException>(() => GrantText.Render(Named));
        SessionKeyException other = Assert.Throws<SessionKeyException>(
            () => GrantText.RenderReadable(
                Named, new Dictionary<Address, TokenName> { [Samples.Router] = new("A", 1) }));

        Assert.All([none, other], refusal => Assert.Equal("token-name-missing", refusal.Id));
        Assert.Contains(Samples.Token.ToString(), none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("A", true)]
    [InlineData("ABC.xyz0189", true)]
    [InlineData("ABC.xyz01890", false)]
    [InlineData("US DC", false)]
    [InlineData("USD;", false)]
    [InlineData("USD:", false)]
    [InlineData("USD,", false)]
    [InlineData("a-b", false)]
    [InlineData("USD\n", false)]
    [InlineData("USDС", false)]
    [InlineData(null, false)]
    public void Symbol_is_shown_as_the_module_shows_it_or_refused(string? symbol, bool isShown)
    {
        TokenName name = new(symbol!, 255);

        Exception? refusal = Record.Exception(() => GrantText.Render(Named, Names(name)));

        Assert.Equal(isShown, name.IsShowable);
        Assert.Equal(isShown ? null : "token-name-invalid", (refusal as SessionKeyException)?.Id);
    }

    private static SessionGrant Named => Samples.With(envelope => envelope with { TokenNames = true });

    private static Dictionary<Address, TokenName> Names(TokenName name) => new() { [Samples.Token] = name };

    private static string Render(ulong seed)
    {
        SessionGrant grant = RandomGrants.Next(seed);
        Dictionary<Address, TokenName> names = [];
        foreach (Address token in grant.Envelope.Budgets.Select(budget => budget.Asset.Address))
        {
            names[token] = new TokenName("T" + token.ToArray()[^1], token.ToArray()[^2]);
        }

        return GrantText.Render(grant, names);
    }
}
