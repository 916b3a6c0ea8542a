namespace SessionKeys.Bundler.Client.Tests;

public sealed class RevertUnwrapperTests
{
    private const string Offset32 = "0000000000000000000000000000000000000000000000000000000000000020";
    private const string Word = "0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("0x")]
    [InlineData("0x01")]
    [InlineData("0x08c379a0")]
    [InlineData("0x65c8fd4d")]
    [InlineData("0x220266b6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0xad7954bcffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0xad7954bc000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData("0x08c379a0" + Offset32 + "000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData("0x08c379a0" + Offset32 + "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x08c379a0" + Offset32)]
    public void Broken_wrapping_stays_as_it_is(string revert)
    {
        UnwrappedRevert unwrapped = RevertUnwrapper.Unwrap(Hex.Parse(revert));

        Assert.Equal(revert, Hex.Format(unwrapped.Data));
        Assert.Null(unwrapped.EntryPointReason);
        Assert.Null(unwrapped.Text);
    }

    [Fact]
    public void PostOpReverted_is_unwrapped_down_to_the_text()
    {
        string text = "08c379a0" + Pad("20") + Pad("02") + "6e6f".PadRight(64, '0');
        string wrapped = "0xad7954bc" + Pad("20") + Pad("64") + text;

        UnwrappedRevert unwrapped = RevertUnwrapper.Unwrap(Hex.Parse(wrapped));

        Assert.Equal("no", unwrapped.Text);
        Assert.Equal("0x" + text, Hex.Format(unwrapped.Data));
    }

    [Fact]
    public void FailedOp_leaves_its_reason_and_no_data()
    {
        string reason = Convert.ToHexString("AA21 didn't pay prefund"u8);
        string failedOp = "0x220266b6" + Word + Pad("40") + Pad("17") + reason.PadRight(64, '0');

        UnwrappedRevert unwrapped = RevertUnwrapper.Unwrap(Hex.Parse(failedOp));

        Assert.Equal("AA21 didn't pay prefund", unwrapped.EntryPointReason);
        Assert.Empty(unwrapped.Data);
    }

    [Fact]
    public void Endless_nesting_ends()
    {
        // The inner bytes begin at the word that the offset names; an offset of its own start would nest for ever.
        string revert = string.Concat(Enumerable.Repeat("ad7954bc" + Pad("20") + Pad("1000"), 40));

        UnwrappedRevert unwrapped = RevertUnwrapper.Unwrap(Hex.Parse("0x" + revert.PadRight(20_000, '0')));

        Assert.NotEmpty(unwrapped.Data);
    }

    private static string Pad(string hex) => hex.PadLeft(64, '0');
}
