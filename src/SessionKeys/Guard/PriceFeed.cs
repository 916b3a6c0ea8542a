namespace SessionKeys;

/// <summary>The price of one asset, as the execution guard reads it for a limit in US dollars.</summary>
/// <remarks>
/// Immutable and thread-safe. What the guard would refuse is refused by the <see cref="PriceFeedList"/>. Whoever
/// approves a list vouches for its feeds: nobody checks that an aggregator is that of the asset.
/// </remarks>
public sealed record PriceFeed
{
    /// <summary>The most decimals of an asset: 36.</summary>
    public const byte MaxAssetDecimals = 36;

    /// <summary>Gets what is priced.</summary>
    /// <value><see cref="Asset.Native"/>, or a token contract above 0xffff.</value>
    public required Asset Asset { get; init; }

    /// <summary>Gets the decimals of the asset's base unit.</summary>
    /// <value>
    /// 18 for the native asset; else 0 … 36, inclusive, and what the token's <c>decimals()</c> says when the list is
    /// registered: the guard asks it then.
    /// </value>
    public required byte AssetDecimals { get; init; }

    /// <summary>Gets the Chainlink feed of the asset in US dollars.</summary>
    /// <value>Not zero.</value>
    public required Address Aggregator { get; init; }

    /// <summary>Gets the greatest age of the feed's answer, inclusive: the feed's heartbeat and some room.</summary>
    /// <value>Whole seconds, 1 to 2^32 − 1, inclusive.</value>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>The feed as the guard's ABI has it.</summary>
    internal object[] ToAbi() => [Asset.Address, (UInt256)AssetDecimals, Aggregator, PriceFeedRules.Seconds(MaxAge)];
}
