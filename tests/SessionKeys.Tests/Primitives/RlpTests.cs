using System.Text;

namespace SessionKeys.Tests;

/// <summary>The examples of Ethereum's specification of RLP, and every boundary of a length.</summary>
public sealed class RlpTests
{
    [Theory]
    [InlineData("", "80")]
    [InlineData("dog", "83646f67")]
    [InlineData("a", "61")]
    [InlineData(
        "Lorem ipsum dolor sit amet, consectetur adipisicing elit",
        "b8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720"
        + "656c6974")]
    public void Text_has_the_bytes_of_the_specification(string text, string expected) =>
        Assert.Equal(expected, Hex.Format(Rlp.Bytes(Encoding.ASCII.GetBytes(text)))[2..]);

    [Theory]
    [InlineData(0, "80")]
    [InlineData(15, "0f")]
    [InlineData(127, "7f")]
    [InlineData(128, "8180")]
    [InlineData(255, "81ff")]
    [InlineData(1024, "820400")]
    public void Number_has_no_leading_zeros(ulong number, string expected) =>
        Assert.Equal(expected, Hex.Format(Rlp.Number(number))[2..]);

    [Fact]
    public void Lists_hold_their_items()
    {
        byte[] empty = Rlp.List();
        byte[] nested = Rlp.List(empty, Rlp.List(empty), Rlp.List(empty, Rlp.List(empty)));

        Assert.Equal("c0", Hex.Format(empty)[2..]);
        Assert.Equal("c7c0c1c0c3c0c1c0", Hex.Format(nested)[2..]);
        Assert.Equal("c88363617483646f67", Hex.Format(Rlp.List(Rlp.Bytes("cat"u8), Rlp.Bytes("dog"u8)))[2..]);
    }

    [Theory]
    [InlineData(55, "b7", "f7")]
    [InlineData(56, "b838", "f838")]
    [InlineData(255, "b8ff", "f8ff")]
    [InlineData(256, "b90100", "f90100")]
    [InlineData(65_535, "b9ffff", "f9ffff")]
    [InlineData(65_536, "ba010000", "fa010000")]
    public void Length_stands_in_front_at_every_boundary(int length, string bytesHead, string listHead)
    {
        byte[] content = Enumerable.Repeat((byte)0x7f, length).ToArray();

        byte[] bytes = Rlp.Bytes(content);
        byte[] list = Rlp.List([.. content.Select(value => new[] { value })]);

        Assert.Equal(bytesHead, Hex.Format(bytes.AsSpan(0, bytes.Length - length))[2..]);
        Assert.Equal(listHead, Hex.Format(list.AsSpan(0, list.Length - length))[2..]);
        Assert.True(bytes.AsSpan(^length..).SequenceEqual(content), "content");
    }
}
