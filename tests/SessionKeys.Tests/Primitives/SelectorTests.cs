namespace SessionKeys.Tests;

public sealed class SelectorTests
{
    [Theory]
    [InlineData("transfer(address,uint256)", "0xa9059cbb")]
    [InlineData("a()", "0x0dbe671f")]
    [InlineData("f((uint256,(bool,string)[])[2],bytes)", "0xcf5b1961")]
    [InlineData("baz(uint32,bool)", "0xcdcd77c0")]
    [InlineData("bar(bytes3[2])", "0xfce353f6")]
    [InlineData("sam(bytes,bool,uint256[])", "0xa5643bf2")]
    [InlineData("g(uint256[][],string[])", "0x2289b18c")]
    public void Signature_has_the_published_selector(string signature, string expected)
    {
        Assert.Equal(expected, Selector.FromSignature(signature).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("transfer")]
    [InlineData("transfer(")]
    [InlineData("transfer()x")]
    [InlineData("(address)")]
    [InlineData("1f(address)")]
    [InlineData("a b(address)")]
    [InlineData("transfer(address, uint256)")]
    [InlineData("transfer(address to,uint256 amount)")]
    [InlineData("transfer(address,uint)")]
    [InlineData("transfer(address,)")]
    [InlineData("transfer(,)")]
    [InlineData("transfer(address")]
    [InlineData("transfer(address))")]
    public void Signature_that_is_not_canonical_is_refused(string signature)
    {
        FormatException error = Assert.Throws<FormatException>(() => Selector.FromSignature(signature));

        Assert.Contains($"'{signature}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_text_survive_a_round_trip()
    {
        Selector selector = Selector.Parse("0xA9059cbb");
        byte[] copy = new byte[5];
        selector.CopyTo(copy);

        Assert.Equal([0xa9, 0x05, 0x9c, 0xbb], selector.ToArray());
        Assert.Equal([0xa9, 0x05, 0x9c, 0xbb, 0], copy);
        Assert.Equal(selector, Selector.FromBytes(selector.ToArray()));
        Assert.Equal("0xa9059cbb", selector.ToString());
        Assert.True(Selector.TryParse("0xa9059cbb", out Selector parsed));
        Assert.Equal(selector, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a9059cbb")]
    [InlineData("0xa9059cb")]
    [InlineData("0xa9059cbb00")]
    [InlineData("0xa9059czz")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Selector.Parse(text));
        Assert.False(Selector.TryParse(text, out _));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Selector.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => Selector.FromSignature(null!));
        Assert.Throws<ArgumentException>(() => Selector.FromBytes(new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Selector).CopyTo(new byte[3]));
    }

    [Fact]
    public void Equality_and_order_follow_the_bytes()
    {
        Selector small = Selector.Parse("0x00000001");
        Selector large = Selector.Parse("0xffffffff");

        Assert.True(small != large);
        Assert.True(small == Selector.Parse("0x00000001"));
        Assert.True(small.Equals((object)Selector.Parse("0x00000001")));
        Assert.False(small.Equals("0x00000001"));
        Assert.Equal(small.GetHashCode(), Selector.Parse("0x00000001").GetHashCode());
        Assert.True(small.CompareTo(large) < 0);
    }
}
