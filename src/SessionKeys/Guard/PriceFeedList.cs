namespace SessionKeys;

/// <summary>
/// The prices that a limit in US dollars is counted by: the <c>FeedList</c> of the execution guard. Its hash is a term of
/// the grant (<see cref="GuardTerm.FeedsHash"/>).
/// </summary>
/// <remarks>
/// Immutable and thread-safe. A list is known by its content and never changes; another price, age or asset makes
/// another list. The guard must know it before a session spends:
/// <see cref="SessionExecutionGuardCalls.RegisterFeeds"/>.
/// </remarks>
public sealed record PriceFeedList
{
    /// <summary>The most feeds of a list: 64.</summary>
    public const int MaxFeeds = 64;

    internal const string AbiTypes = "((address,uint32,(address,uint8,address,uint32)[]))";

    private static readonly AbiType Type = AbiType.Parse(AbiTypes);

    /// <summary>Makes a list.</summary>
    /// <param name="feeds">
    /// 1 … 64 feeds, inclusive, one for each asset. Their order does not matter: the guard takes one order only, that of
    /// the assets' addresses, and the list puts them into it.
    /// </param>
    /// <param name="uptimeFeed">
    /// Chainlink's sequencer uptime feed, not zero; null on a chain without a sequencer.
    /// </param>
    /// <param name="uptimeGrace">
    /// How long the sequencer must have been up again, exclusive: whole seconds, 0 to 2^32 − 1, inclusive; 0 without an
    /// uptime feed.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="feeds"/> or one of them is null.</exception>
    /// <exception cref="SessionKeyException">
    /// There are none or too many feeds, an asset is there twice, or a term is outside its range
    /// (<c>price-feed-list-invalid</c>). A token's decimals are compared with the token's by the guard alone.
    /// </exception>
    public PriceFeedList(IEnumerable<PriceFeed> feeds, Address? uptimeFeed = null, TimeSpan uptimeGrace = default)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        PriceFeed[] given = [.. feeds];
        foreach (PriceFeed feed in given)
        {
            ArgumentNullException.ThrowIfNull(feed, nameof(feeds));
        }

        Feeds = given.OrderBy(feed => feed.Asset.Address).ToValueList();
        PriceFeedRules.Require(Feeds.AsSpan(), uptimeFeed, uptimeGrace);
        UptimeFeed = uptimeFeed;
        UptimeGrace = uptimeGrace;
        Hash = Keccak256.Hash(AbiEncoder.Encode(Type, [ToAbi()]));
    }

    /// <summary>Gets Chainlink's sequencer uptime feed.</summary>
    /// <value>Null on a chain without a sequencer.</value>
    public Address? UptimeFeed { get; }

    /// <summary>Gets how long the sequencer must have been up again, exclusive.</summary>
    /// <value>Whole seconds, 0 to 2^32 − 1, inclusive.</value>
    public TimeSpan UptimeGrace { get; }

    /// <summary>Gets the feeds in strictly increasing order of their assets' addresses; native is the first.</summary>
    /// <value>1 … 64 feeds, inclusive.</value>
    public ValueList<PriceFeed> Feeds { get; }

    /// <summary>Gets what a grant names: keccak256(abi.encode(list)), as <c>registerFeeds</c> computes it.</summary>
    public Hash32 Hash { get; }

    /// <summary>The list as the guard's ABI has it.</summary>
    internal object[] ToAbi() =>
        [UptimeFeed ?? Address.Zero, PriceFeedRules.Seconds(UptimeGrace), Feeds.Select(feed => feed.ToAbi()).ToArray()];
}
