using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class SessionExecutionGuardViewsTests
{
    private static readonly SessionId Id = GrantEncoding.Encode(Samples.Grant).SessionId;

    private static readonly Hash32 Feeds = Keccak256.Hash("feeds"u8);

    private static readonly PriceFeed Feed = new()
    {
        Asset = Asset.Token(Samples.Token),
        AssetDecimals = 6,
        Aggregator = Samples.Router,
        MaxAge = TimeSpan.FromSeconds(uint.MaxValue),
    };

    /// <summary>The function, the call data, and its arguments as text.</summary>
    public static TheoryData<string, byte[], string> Questions => new()
    {
        { "module", SessionExecutionGuardViews.Module(), "" },
        {
            "armed",
            SessionExecutionGuardViews.Armed(Samples.Account, Route.Erc6900(7)),
            $"{Samples.Account} {0x0100000007}"
        },
        {
            "armed",
            SessionExecutionGuardViews.Armed(Samples.Account, Route.Erc7579),
            $"{Samples.Account} {0x0200000000}"
        },
        { "usdSpent", SessionExecutionGuardViews.UsdSpent(Samples.Account, Id), $"{Samples.Account} {Id}" },
        { "feedOf", SessionExecutionGuardViews.FeedOf(Feeds, Asset.Native), $"{Feeds} {Address.Zero}" },
        { "feedOf", SessionExecutionGuardViews.FeedOf(Feeds, Feed.Asset), $"{Feeds} {Samples.Token}" },
    };

    /// <summary>A reader, and an answer that it takes.</summary>
    public static TheoryData<string, byte[]> Answers => new()
    {
        { "registerFeeds", Feeds.ToArray() },
        { "module", AbiEncoder.Encode("(address)", [Samples.Module]) },
        { "armed", AbiEncoder.Encode("(bool)", [true]) },
        { "usdSpent", AbiEncoder.Encode("(uint48,uint128)", [UInt256.One, UInt256.One]) },
        { "feedOf", Answer(Feed) },
        { "feedOf", new byte[128] },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Question_is_that_of_the_guard_with_its_arguments(string name, byte[] callData, string arguments)
    {
        JsonElement function = FunctionOf(name);
        IEnumerable<string> types = function.GetProperty("inputs").EnumerateArray().Select(input => input.Text("type"));

        IReadOnlyList<object> values = AbiFunction.Parse($"{name}({string.Join(',', types)})").DecodeCall(callData);

        Assert.Equal(arguments, string.Join(' ', values.Select(Show)));
    }

    /// <summary>The types that the readers expect are those of the contract.</summary>
    [Theory]
    [InlineData("registerFeeds", "bytes32")]
    [InlineData("module", "address")]
    [InlineData("armed", "bool")]
    [InlineData("usdSpent", "uint48 uint128")]
    [InlineData("feedOf", "address uint8 address uint32")]
    public void Answer_is_that_of_the_guard(string name, string types)
    {
        IEnumerable<JsonElement> outputs = FunctionOf(name).GetProperty("outputs").EnumerateArray();

        Assert.Equal(types, string.Join(' ', outputs.SelectMany(Words)));
    }

    [Fact]
    public void Answers_are_read()
    {
        Assert.Equal(Feeds, SessionExecutionGuardCalls.ReadRegisterFeeds(Feeds.ToArray()));
        Assert.Equal(
            Samples.Module,
            SessionExecutionGuardViews.ReadModule(AbiEncoder.Encode("(address)", [Samples.Module])));
        Assert.True(SessionExecutionGuardViews.ReadArmed([.. new byte[31], 1]));
        Assert.False(SessionExecutionGuardViews.ReadArmed(new byte[32]));
        Assert.Equal(Feed, SessionExecutionGuardViews.ReadFeedOf(Answer(Feed)));
        Assert.Null(SessionExecutionGuardViews.ReadFeedOf(new byte[128]));
        Assert.Equal(new UsdWindow(0, 0), SessionExecutionGuardViews.ReadUsdSpent(new byte[64]));
    }

    [Fact]
    public void Greatest_sum_in_the_last_window_is_read()
    {
        const ulong last = (1UL << 48) - 1;
        byte[] answer = AbiEncoder.Encode("(uint48,uint128)", [(UInt256)last, (UInt256)UInt128.MaxValue]);

        Assert.Equal(new UsdWindow(last, UInt128.MaxValue), SessionExecutionGuardViews.ReadUsdSpent(answer));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_of_another_length_is_refused(string name, byte[] answer)
    {
        Read(name, answer);
        byte[][] others = [[], answer[1..], answer[..^1], answer[..^32], [.. answer, 0], [.. answer, .. new byte[32]]];

        Assert.All(others, other => Assert.Equal(
            "abi-invalid-data", Assert.Throws<SessionKeyException>(() => Read(name, other)).Id));
    }

    [Theory]
    [InlineData("module", 0)]
    [InlineData("armed", 30)]
    [InlineData("armed", 31)]
    [InlineData("usdSpent", 25)]
    [InlineData("usdSpent", 47)]
    [InlineData("feedOf", 11)]
    [InlineData("feedOf", 62)]
    [InlineData("feedOf", 75)]
    [InlineData("feedOf", 123)]
    public void Answer_with_bits_outside_of_its_values_is_refused(string name, int at)
    {
        byte[] answer = new byte[name switch { "feedOf" => 128, "usdSpent" => 64, _ => 32 }];
        answer[at] = 2;

        Assert.Equal("abi-invalid-data", Assert.Throws<SessionKeyException>(() => Read(name, answer)).Id);
    }

    [Fact]
    public void Feed_that_no_guard_registers_is_refused()
    {
        PriceFeed[] feeds =
        [
            Feed with { Aggregator = Address.Zero },
            Feed with { MaxAge = TimeSpan.Zero },
            Feed with { AssetDecimals = 37 },
            Feed with { Asset = Asset.Native },
            Feed with { Asset = Asset.Gas },
        ];

        Assert.All(feeds, feed => Assert.Equal(
            "price-feed-list-invalid",
            Assert.Throws<SessionKeyException>(() => SessionExecutionGuardViews.ReadFeedOf(Answer(feed))).Id));
    }

    private static void Read(string name, byte[] answer) => _ = name switch
    {
        "registerFeeds" => (object)SessionExecutionGuardCalls.ReadRegisterFeeds(answer),
        "module" => SessionExecutionGuardViews.ReadModule(answer),
        "armed" => SessionExecutionGuardViews.ReadArmed(answer),
        "usdSpent" => SessionExecutionGuardViews.ReadUsdSpent(answer),
        _ => SessionExecutionGuardViews.ReadFeedOf(answer),
    };

    private static byte[] Answer(PriceFeed feed) => AbiEncoder.Encode(
        "(address,uint8,address,uint32)",
        [
            feed.Asset.Address,
            (UInt256)feed.AssetDecimals,
            feed.Aggregator,
            (UInt256)(ulong)feed.MaxAge.TotalSeconds,
        ]);

    private static JsonElement FunctionOf(string name)
    {
        using JsonDocument abi = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(RepositoryFiles.Root, "contracts", "abi", "SessionExecutionGuard.json")));
        return abi.RootElement.EnumerateArray()
            .Single(item => item.Text("type") == "function" && item.Text("name") == name)
            .Clone();
    }

    private static IEnumerable<string> Words(JsonElement output) => output.Text("type") == "tuple"
        ? output.GetProperty("components").EnumerateArray().SelectMany(Words)
        : [output.Text("type")];

    private static string Show(object value) => value is byte[] bytes ? Hex.Format(bytes) : value.ToString()!;
}
