namespace SessionKeys;

/// <summary>Encodes the questions that one asks the execution guard, and reads its answers.</summary>
public static class SessionExecutionGuardViews
{
    private static readonly AbiFunction ModuleFunction = AbiFunction.Parse("module()");

    private static readonly AbiFunction ArmedFunction = AbiFunction.Parse("armed(address,uint40)");

    private static readonly AbiFunction UsdSpentFunction = AbiFunction.Parse("usdSpent(address,bytes32)");

    private static readonly AbiFunction FeedOfFunction = AbiFunction.Parse("feedOf(bytes32,address)");

    /// <summary>Encodes the question for the module whose sessions the guard watches.</summary>
    /// <returns>The call data for the guard.</returns>
    public static byte[] Module() => ModuleFunction.EncodeCall([]);

    /// <summary>Reads the module whose sessions the guard watches.</summary>
    /// <param name="answer">What the guard returned.</param>
    /// <returns>The module.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed (<c>abi-invalid-data</c>).</exception>
    public static Address ReadModule(ReadOnlySpan<byte> answer) => (Address)AbiDecoder.Decode("(address)", answer)[0];

    /// <summary>
    /// Encodes the question whether the guard runs before and after what the module lets through on a route of an account.
    /// </summary>
    /// <param name="account">The account; the guard asks it.</param>
    /// <param name="route">How the account calls the module.</param>
    /// <returns>The call data for the guard.</returns>
    public static byte[] Armed(Address account, Route route) =>
        ArmedFunction.EncodeCall([account, (UInt256)route.ToPacked()]);

    /// <summary>Reads whether the guard runs there.</summary>
    /// <param name="answer">What the guard returned.</param>
    /// <returns>True when it does, so that <see cref="ModuleEnvironment.ArmedGuards"/> may name it.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed (<c>abi-invalid-data</c>).</exception>
    public static bool ReadArmed(ReadOnlySpan<byte> answer) => (bool)AbiDecoder.Decode("(bool)", answer)[0];

    /// <summary>Encodes the question for what a session has used of its limit in US dollars.</summary>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session.</param>
    /// <returns>The call data for the guard.</returns>
    public static byte[] UsdSpent(Address account, SessionId sessionId) =>
        UsdSpentFunction.EncodeCall([account, sessionId.Value]);

    /// <summary>Reads what a session has used of its limit in US dollars.</summary>
    /// <param name="answer">What the guard returned.</param>
    /// <returns>The window that was charged last; all 0 when none was.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed (<c>abi-invalid-data</c>).</exception>
    public static UsdWindow ReadUsdSpent(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(uint48,uint128)", answer);
        return new UsdWindow(Number(values[0]), (UInt128)(UInt256)values[1]);
    }

    /// <summary>Encodes the question for the price feed of an asset in a registered list.</summary>
    /// <param name="feedsHash">The list, see <see cref="PriceFeedList.Hash"/>.</param>
    /// <param name="asset">A token, or <see cref="Asset.Native"/>.</param>
    /// <returns>The call data for the guard.</returns>
    public static byte[] FeedOf(Hash32 feedsHash, Asset asset) => FeedOfFunction.EncodeCall([feedsHash, asset.Address]);

    /// <summary>Reads the price feed of an asset.</summary>
    /// <param name="answer">What the guard returned.</param>
    /// <returns>The feed; null when nobody registered the list, or it does not price the asset.</returns>
    /// <exception cref="SessionKeyException">
    /// The answer is malformed (<c>abi-invalid-data</c>), or a feed that no guard registers
    /// (<c>price-feed-list-invalid</c>).
    /// </exception>
    public static PriceFeed? ReadFeedOf(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(address,uint8,address,uint32)", answer);
        if (!answer.ContainsAnyExcept((byte)0))
        {
            return null;
        }

        PriceFeed feed = new()
        {
            Asset = new Asset((Address)values[0]),
            AssetDecimals = (byte)Number(values[1]),
            Aggregator = (Address)values[2],
            MaxAge = TimeSpan.FromSeconds((long)Number(values[3])),
        };
        PriceFeedRules.Require(feed);
        return feed;
    }

    private static ulong Number(object value) => (ulong)(UInt256)value;
}
