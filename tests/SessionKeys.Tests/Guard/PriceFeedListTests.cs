namespace SessionKeys.Tests;

public sealed class PriceFeedListTests
{
    private static readonly PriceFeed Ether = new()
    {
        Asset = Asset.Native,
        AssetDecimals = 18,
        Aggregator = Samples.Router,
        MaxAge = TimeSpan.FromMinutes(65),
    };

    private static readonly PriceFeed Token =
        Ether with { Asset = Asset.Token(Samples.Token), AssetDecimals = 6, Aggregator = Samples.Approver };

    /// <summary>A feed, and what its refusal says of the actual and of the allowed value.</summary>
    public static TheoryData<PriceFeed, string> InvalidFeeds => new()
    {
        { Token with { Asset = Asset.Operations }, "that is no token; allowed is native, or a token contract above" },
        { Token with { Asset = Asset.Gas }, "that is no token; allowed is native, or a token contract above 0xffff" },
        { Token with { Asset = At("ffff") }, "that is no token; allowed is native, or a token contract above" },
        { Ether with { AssetDecimals = 17 }, "its asset has 17 decimals; allowed are 18 for native" },
        { Ether with { AssetDecimals = 19 }, "its asset has 19 decimals; allowed are 18 for native" },
        { Token with { AssetDecimals = 37 }, "its asset has 37 decimals; allowed are 0 to 36" },
        { Token with { Aggregator = Address.Zero }, "its aggregator is 0x0; allowed is the feed's contract" },
        { Token with { MaxAge = TimeSpan.Zero }, "is 00:00:00; allowed are whole seconds from 1 to 4294967295" },
        { Token with { MaxAge = TimeSpan.FromSeconds(-1) }, "is -00:00:01; allowed are whole seconds from 1" },
        { Token with { MaxAge = TimeSpan.FromSeconds(1.5) }, "is 00:00:01.5000000; allowed are whole seconds from 1" },
        {
            Token with { MaxAge = TimeSpan.FromSeconds(1L << 32) },
            "is 49710.06:28:16; allowed are whole seconds from 1 to 4294967295"
        },
    };

    [Fact]
    public void Feeds_are_put_into_the_one_order_that_the_guard_takes()
    {
        PriceFeed high = Token with { Asset = Asset.Token(Address.FromBytes([0xff, .. new byte[19]])) };
        PriceFeed low = Token with { Asset = At("010000") };

        PriceFeedList list = new([high, Token, low, Ether]);

        Assert.Equal([Ether, low, Token, high], list.Feeds);
        Assert.Equal(new PriceFeedList([Ether, low, Token, high]), list);
        Assert.Equal(new PriceFeedList([Ether, low, Token, high]).Hash, list.Hash);
    }

    /// <summary>Whatever of a list changes, it is another list.</summary>
    [Fact]
    public void Every_term_is_in_the_hash()
    {
        Address uptime = Samples.Module;
        PriceFeedList[] lists =
        [
            new([Token]),
            new([Token, Ether]),
            new([Token with { Asset = Asset.Token(Samples.Router) }]),
            new([Token with { AssetDecimals = 7 }]),
            new([Token with { Aggregator = Samples.Router }]),
            new([Token with { MaxAge = TimeSpan.FromMinutes(66) }]),
            new([Token], uptime),
            new([Token], Samples.Account),
            new([Token], uptime, TimeSpan.FromSeconds(1)),
        ];

        Assert.Equal(lists.Length, lists.Select(list => list.Hash).Distinct().Count());
        Assert.Equal(lists.Length, lists.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(InvalidFeeds))]
    public void Feed_that_the_guard_would_refuse_is_refused(PriceFeed feed, string says) =>
        Refuse(() => new PriceFeedList([feed]), $"The price feed of {feed.Asset} was refused: ", says);

    [Fact]
    public void Bounds_are_inclusive()
    {
        PriceFeedList list = new(
            [
                Token with { AssetDecimals = 36, MaxAge = TimeSpan.FromSeconds(uint.MaxValue) },
                Token with { Asset = At("010000"), AssetDecimals = 0, MaxAge = TimeSpan.FromSeconds(1) },
            ],
            Samples.Module,
            TimeSpan.FromSeconds(uint.MaxValue));

        Assert.Equal(2, list.Feeds.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void List_with_none_or_too_many_feeds_is_refused(int count) =>
        Refuse(
            () => new PriceFeedList(Tokens(count)),
            "The list of price feeds was refused: ",
            $"it has {count} feeds; allowed are 1 to 64");

    [Fact]
    public void List_may_have_64_feeds() => Assert.Equal(64, new PriceFeedList(Tokens(64)).Feeds.Count);

    [Fact]
    public void Asset_that_is_there_twice_is_refused_whatever_else_differs() =>
        Refuse(
            () => new PriceFeedList([Token, Ether, Token with { Aggregator = Samples.Router }]),
            $"The price feed of {Token.Asset} was refused: it is there twice",
            "allowed is one feed for each asset");

    [Fact]
    public void Uptime_feed_of_zero_is_refused() =>
        Refuse(() => new PriceFeedList([Token], Address.Zero), "its uptime feed is 0x0", "or pass null");

    [Fact]
    public void Grace_without_an_uptime_feed_is_refused() =>
        Refuse(
            () => new PriceFeedList([Token], null, TimeSpan.FromSeconds(1)),
            "its uptime grace is 00:00:01; allowed is 0 without an uptime feed",
            "Name the uptime feed");

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(4_294_967_296)]
    public void Grace_that_is_no_number_of_seconds_is_refused(double seconds) =>
        Refuse(
            () => new PriceFeedList([Token], Samples.Module, TimeSpan.FromSeconds(seconds)),
            "its uptime grace is ",
            "allowed are whole seconds from 0 to 4294967295");

    [Fact]
    public void Nothing_is_refused_as_null()
    {
        Assert.Throws<ArgumentNullException>(() => new PriceFeedList(null!));
        Assert.Throws<ArgumentNullException>(() => new PriceFeedList([Token, null!]));
        Assert.Throws<ArgumentNullException>(() => SessionExecutionGuardCalls.RegisterFeeds(null!));
    }

    private static void Refuse(Func<PriceFeedList> make, params string[] says)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(make);

        Assert.Equal("price-feed-list-invalid", refusal.Id);
        Assert.All(says, text => Assert.Contains(text, refusal.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<PriceFeed> Tokens(int count) =>
        Enumerable.Range(0, count).Select(i => Token with { Asset = At($"{0x10000 + i:x6}") });

    private static Asset At(string end) => new(Address.Parse("0x" + end.PadLeft(40, '0')));
}
