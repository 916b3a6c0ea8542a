namespace SessionKeys.Tests;

public sealed class HexTests
{
    [Theory]
    [InlineData("0x", new byte[0])]
    [InlineData("0x00", new byte[] { 0 })]
    [InlineData("0xDeadBeef", new byte[] { 0xde, 0xad, 0xbe, 0xef })]
    public void Well_formed_text_is_parsed(string text, byte[] expected)
    {
        Assert.Equal(expected, Hex.Parse(text));
        Assert.True(Hex.TryParse(text, out byte[]? bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0x0")]
    [InlineData("0X00")]
    [InlineData("00")]
    [InlineData("0xgg")]
    [InlineData("0x 0")]
    [InlineData(" 0x00")]
    [InlineData("0x00 ")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Hex.Parse(text));
        Assert.False(Hex.TryParse(text, out byte[]? bytes));
        Assert.Null(bytes);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Hex.Parse(null!));
        Assert.False(Hex.TryParse(null, out _));
    }

    [Fact]
    public void Refusal_does_not_repeat_the_text_that_may_be_a_secret()
    {
        FormatException error = Assert.Throws<FormatException>(() => Hex.Parse("5ec2e7"));

        Assert.DoesNotContain("5ec2e7", error.Message, StringComparison.Ordinal);
        Assert.Contains("6 characters, no prefix 0x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_formatted_in_lower_case()
    {
        Assert.Equal("0x", Hex.Format([]));
        Assert.Equal("0x00abff", Hex.Format([0x00, 0xab, 0xff]));
    }
}
