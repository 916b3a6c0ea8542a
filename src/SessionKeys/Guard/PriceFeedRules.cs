using System.Globalization;

namespace SessionKeys;

/// <summary>The rules of <c>registerFeeds</c>, except that a token's decimals are what the token says.</summary>
internal static class PriceFeedRules
{
    private const byte NativeDecimals = 18;

    public static UInt256 Seconds(TimeSpan duration) => (UInt256)(ulong)(duration.Ticks / TimeSpan.TicksPerSecond);

    /// <summary>Refuses a list whose feeds stand in the order of their assets.</summary>
    public static void Require(ReadOnlySpan<PriceFeed> feeds, Address? uptimeFeed, TimeSpan uptimeGrace)
    {
        if (feeds.Length is 0 or > PriceFeedList.MaxFeeds)
        {
            throw RefuseList(
                string.Create(CultureInfo.InvariantCulture, $"it has {feeds.Length} feeds"),
                $"are 1 to {PriceFeedList.MaxFeeds}",
                "Name one feed for each asset that sessions with this list may spend.");
        }

        RequireUptime(uptimeFeed, uptimeGrace);
        for (int i = 0; i < feeds.Length; i++)
        {
            Require(feeds[i]);
            if (i != 0 && feeds[i].Asset == feeds[i - 1].Asset)
            {
                throw Refuse(feeds[i], "it is there twice", "is one feed for each asset", "Leave one of them out.");
            }
        }
    }

    public static void Require(PriceFeed feed)
    {
        if (feed.Asset != Asset.Native && ForbiddenTargets.IsReserved(feed.Asset.Address))
        {
            throw Refuse(
                feed,
                "that is no token",
                "is native, or a token contract above 0xffff",
                "Name what has a price: operations and gas are not counted in US dollars.");
        }

        bool isNative = feed.Asset == Asset.Native;
        if (isNative ? feed.AssetDecimals != NativeDecimals : feed.AssetDecimals > PriceFeed.MaxAssetDecimals)
        {
            throw Refuse(
                feed,
                string.Create(CultureInfo.InvariantCulture, $"its asset has {feed.AssetDecimals} decimals"),
                isNative ? $"are {NativeDecimals} for native" : $"are 0 to {PriceFeed.MaxAssetDecimals}",
                isNative ? "Give the decimals of wei." : "Ask the token for its decimals.");
        }

        if (feed.Aggregator.IsZero)
        {
            throw Refuse(
                feed, "its aggregator is 0x0", "is the feed's contract", "Name the asset's Chainlink feed in US dollars.");
        }

        if (feed.MaxAge <= TimeSpan.Zero || !UnixTime.IsEncodable(feed.MaxAge))
        {
            throw Refuse(
                feed,
                $"the greatest age of its answer is {Show(feed.MaxAge)}",
                $"are whole seconds from 1 to {uint.MaxValue}",
                "Give the feed's heartbeat and some room.");
        }
    }

    private static void RequireUptime(Address? uptimeFeed, TimeSpan uptimeGrace)
    {
        if (uptimeFeed is { IsZero: true })
        {
            throw RefuseList(
                "its uptime feed is 0x0",
                "is the contract of the sequencer's uptime feed, or none",
                "Name it, or pass null on a chain without a sequencer.");
        }

        if (!UnixTime.IsEncodable(uptimeGrace))
        {
            throw RefuseList(
                $"its uptime grace is {Show(uptimeGrace)}",
                $"are whole seconds from 0 to {uint.MaxValue}",
                "Round it to whole seconds.");
        }

        if (uptimeFeed is null && uptimeGrace != TimeSpan.Zero)
        {
            throw RefuseList(
                $"its uptime grace is {Show(uptimeGrace)}",
                "is 0 without an uptime feed",
                "Name the uptime feed, or leave the grace out.");
        }
    }

    private static string Show(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);

    private static SessionKeyException Refuse(PriceFeed feed, string actual, string allowed, string advice) =>
        Refuse($"The price feed of {feed.Asset}", actual, allowed, advice);

    private static SessionKeyException RefuseList(string actual, string allowed, string advice) =>
        Refuse("The list of price feeds", actual, allowed, advice);

    private static SessionKeyException Refuse(string what, string actual, string allowed, string advice) => new(
        "price-feed-list-invalid", $"{what} was refused: {actual}; allowed {allowed}. {advice}");
}
