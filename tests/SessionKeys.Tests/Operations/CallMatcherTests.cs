namespace SessionKeys.Tests;

public sealed class CallMatcherTests
{
    private static readonly PackedGrant Packed = GrantEncoding.Encode(Samples.With(envelope => envelope with
    {
        Capabilities = [Samples.Swap, Samples.TokenTransfer, Samples.Swap with { Selector = default }],
    }));

    /// <summary>Place 0: empty calldata to the router, 1: its swap, 2: the token's transfer.</summary>
    public static TheoryData<Call, int, bool> Calls => new()
    {
        { new Call(Samples.Router, 1, default), 0, true },
        { new Call(Samples.Router, 0, Samples.Swap.Selector.ToArray()), 1, true },
        { Samples.TransferOf(1), 2, true },
        { Samples.TransferOf(1) with { Target = Samples.Account }, 2, false },
        { Samples.TransferOf(1) with { Target = Samples.Router }, 0, false },
        { new Call(Samples.Token, 0, new byte[] { 1, 2, 3, 4 }), 2, false },
        { new Call(Samples.Account, 0, new byte[] { 1, 2, 3, 4 }), 0, false },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_gets_its_capability_or_the_nearest(Call call, int index, bool isExact) =>
        Assert.Equal(new CapabilityMatch(index, isExact), CallMatcher.Find(Packed, call));

    [Fact]
    public void Words_are_read_where_they_are_whole()
    {
        Call call = Samples.TransferOf(5);

        Assert.True(call.TryGetWord(1, out UInt256 amount));
        Assert.Equal((UInt256)5, amount);
        Assert.False(call.TryGetWord(2, out _));
        Assert.False((call with { Data = call.Data[..^1] }).TryGetWord(1, out _));
    }

    [Fact]
    public void Calls_with_the_same_bytes_are_equal()
    {
        Assert.Equal(Samples.TransferOf(5), Samples.TransferOf(5));
        Assert.Equal(Samples.TransferOf(5).GetHashCode(), Samples.TransferOf(5).GetHashCode());
        Assert.NotEqual(Samples.TransferOf(5), Samples.TransferOf(6));
    }
}
