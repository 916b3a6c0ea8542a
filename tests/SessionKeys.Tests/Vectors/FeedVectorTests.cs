using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every list of price feeds of the shared vectors, which the guard plays too.</summary>
public sealed class FeedVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("feeds.json");

    private static readonly JsonElement Lists = File.GetProperty("lists");

    public static TheoryData<int, string> Registered { get; } =
        VectorRows.Of(Lists, vector => vector.Text("name"), vector => vector.Text("refusal") == "0x");

    public static TheoryData<int, string> Refused { get; } =
        VectorRows.Of(Lists, vector => vector.Text("name"), vector => vector.Text("refusal") != "0x");

    [Fact]
    public void Vectors_are_all_here()
    {
        Assert.Equal(File.GetProperty("count").GetInt32(), Registered.Count + Refused.Count);
        Assert.True(Registered.Count >= 10, $"only {Registered.Count} lists are registered");
        Assert.True(Refused.Count >= 10, $"only {Refused.Count} lists are refused");
    }

    [Theory]
    [MemberData(nameof(Registered))]
    public void Hash_and_call_are_those_of_the_vector(int index, string name)
    {
        JsonElement vector = Lists[index];

        PriceFeedList list = Read(vector);

        Assert.True(list.Hash == vector.Hash("feedsHash"), name);
        Assert.Equal(vector.Text("callData"), Hex.Format(SessionExecutionGuardCalls.RegisterFeeds(list)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void List_that_the_guard_refuses_is_refused(int index, string name)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => Read(Lists[index]));

        Assert.True(refusal.Id == "price-feed-list-invalid", $"{name}: {refusal.Message}");
    }

    private static PriceFeedList Read(JsonElement vector)
    {
        Address uptimeFeed = vector.Address("uptimeFeed");
        return new PriceFeedList(
            vector.List("feeds", ReadFeed),
            uptimeFeed.IsZero ? null : uptimeFeed,
            vector.Seconds("uptimeGrace"));
    }

    private static PriceFeed ReadFeed(JsonElement feed) => new()
    {
        Asset = new Asset(feed.Address("asset")),
        AssetDecimals = (byte)feed.Number("assetDecimals"),
        Aggregator = feed.Address("aggregator"),
        MaxAge = feed.Seconds("maxAge"),
    };
}
