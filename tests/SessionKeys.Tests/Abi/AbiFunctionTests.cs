namespace SessionKeys.Tests;

public sealed class AbiFunctionTests
{
    private static readonly AbiFunction Transfer = AbiFunction.Parse("transfer(address,uint256)");

    [Fact]
    public void Call_is_the_selector_and_the_arguments()
    {
        Address to = Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

        byte[] call = Transfer.EncodeCall([to, (UInt256)5]);

        Assert.Equal(
            "0xa9059cbb000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266" +
            "0000000000000000000000000000000000000000000000000000000000000005",
            Hex.Format(call));
        Assert.True(Transfer.IsCall(call));
        Assert.Equal([to, (UInt256)5], Transfer.DecodeCall(call));
    }

    [Fact]
    public void Function_knows_its_signature()
    {
        Assert.Equal("transfer(address,uint256)", Transfer.ToString());
        Assert.Equal("(address,uint256)", Transfer.Arguments.Name);
        Assert.Equal(Selector.Parse("0xa9059cbb"), Transfer.Selector);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0xa9059c")]
    [InlineData("0xa9059cbc")]
    public void Other_selector_is_refused(string callData)
    {
        SessionKeyException error = Assert.Throws<SessionKeyException>(() => Transfer.DecodeCall(Hex.Parse(callData)));

        Assert.False(Transfer.IsCall(Hex.Parse(callData)));
        Assert.Equal("abi-invalid-data", error.Id);
        Assert.Contains($"starts with {callData};", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_without_arguments_is_only_its_selector()
    {
        AbiFunction pause = AbiFunction.Parse("pause()");

        Assert.Equal(pause.Selector.ToArray(), pause.EncodeCall([]));
        Assert.Empty(pause.DecodeCall(pause.EncodeCall([])));
    }

    [Fact]
    public void Signature_that_is_not_canonical_is_refused()
    {
        Assert.Throws<FormatException>(() => AbiFunction.Parse("transfer(address, uint256)"));
        Assert.Throws<ArgumentNullException>(() => AbiFunction.Parse(null!));
    }

    [Theory]
    [InlineData("f\u001b[31m(uint8)", "'f?[31m(uint8)'")]
    [InlineData("f(uint8)\n", "'f(uint8)?'")]
    public void Refused_signature_is_shown_without_control_characters(string signature, string shown)
    {
        FormatException function = Assert.Throws<FormatException>(() => AbiFunction.Parse(signature));
        FormatException type = Assert.Throws<FormatException>(() => AbiType.Parse(signature));

        Assert.Contains(shown, function.Message, StringComparison.Ordinal);
        Assert.Contains(shown, type.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_signature_is_shortened_in_the_message()
    {
        FormatException error = Assert.Throws<FormatException>(() => AbiFunction.Parse(new string('(', 100_000)));

        Assert.Contains("(100000 characters)", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 500);
    }
}
