using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class TokenNamesTests
{
    private static readonly Address First = Address.Parse("0x70cec00000000000000000000000000000000001");
    private static readonly Address Second = Address.Parse("0x70cec00000000000000000000000000000000002");

    private static readonly string Six = Word("6");
    private static readonly string Tusd =
        "0x" + "20".PadLeft(64, '0') + "4".PadLeft(64, '0') + "54555344".PadRight(64, '0');

    public static TheoryData<string, string> UnusableNames => new()
    {
        { "0x", Six },
        { "0x" + "54555344".PadRight(64, '0'), Six },
        { Tusd, "0x" },
        { Tusd, Word("100") },
    };

    [Fact]
    public async Task Each_token_of_a_budget_is_asked_once_for_symbol_and_decimals()
    {
        await using FakeBundler server = Answering(Tusd, Six);

        IReadOnlyDictionary<Address, TokenName> names = await TokenNames.ReadAsync(
            Client(server), Envelope(true, Asset.Native, Asset.Gas, Asset.Token(First), new(Second), new(First)));

        Assert.Equal([First, Second], names.Keys);
        Assert.All(names.Values, name => Assert.Equal(new TokenName("TUSD", 6), name));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_is_asked_where_the_grant_shows_no_names()
    {
        await using FakeBundler server = Answering(Tusd, Six);

        Assert.Empty(await TokenNames.ReadAsync(Client(server), Envelope(false, Asset.Token(First))));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(UnusableNames))]
    public async Task Answer_that_is_no_name_is_refused_with_its_token(string symbol, string decimals)
    {
        await using FakeBundler server = Answering(symbol, decimals);

        SessionKeyException refusal = await Assert.ThrowsAsync<SessionKeyException>(
            () => TokenNames.ReadAsync(Client(server), Envelope(true, Asset.Token(First))));

        Assert.Equal("token-name-invalid", refusal.Id);
        Assert.Contains($"{First}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_reverts_is_refused()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_call", FakeReply.Error("""{"code":3,"message":"execution reverted","data":"0x"}"""));

        SessionKeyException refusal = await Assert.ThrowsAsync<SessionKeyException>(
            () => TokenNames.ReadAsync(Client(server), Envelope(true, Asset.Token(First))));

        Assert.Contains("symbol()", refusal.Message, StringComparison.Ordinal);
    }

    private static FakeBundler Answering(string symbol, string decimals) => FakeBundler.Start().On(
        "eth_call",
        request => FakeReply.Result(
            request.Parameters[0].GetProperty("data").GetString() == "0x95d89b41"
                ? $"\"{symbol}\""
                : $"\"{decimals}\""));

    private static CapabilityEnvelope Envelope(bool names, params Asset[] assets) => new()
    {
        ValidAfter = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
        NonceDomain = "test",
        Budgets = [.. assets.Select(asset => Budget.Lifetime(asset, 1))],
        Capabilities = [],
        GrantDeadline = DateTimeOffset.UnixEpoch,
        TokenNames = names,
    };

    private static string Word(string hex) => "0x" + hex.PadLeft(64, '0');

    private static NodeClient Client(FakeBundler server) => new(Rpc.Client(server));
}
