namespace SessionKeys.Tests;

public sealed class AbiSignatureTests
{
    [Theory]
    [InlineData("function transfer(address to, uint256 amount)", "transfer(address,uint256)", false)]
    [InlineData("transfer(address,uint256)", "transfer(address,uint256)", false)]
    [InlineData("function f(uint a, int[2] b) external payable returns (bool ok);", "f(uint256,int256[2])", true)]
    [InlineData("function f(bytes calldata data, string memory) view", "f(bytes,string)", false)]
    [InlineData("function f(tuple(address a, (bool b, bytes c)[] d) p)", "f((address,(bool,bytes)[]))", false)]
    [InlineData("function f((address a,uint24 b) p) payable", "f((address,uint24))", true)]
    [InlineData("  function\n f ( ) ", "f()", false)]
    public void Declarations_are_read(string text, string signature, bool isPayable)
    {
        AbiSignature read = AbiSignature.Parse(text);

        Assert.Equal(signature, read.Function!.Signature);
        Assert.Equal(Selector.FromSignature(signature), read.Selector);
        Assert.Equal(isPayable, read.IsPayable);
    }

    [Fact]
    public void Names_of_parameters_and_components_are_kept()
    {
        AbiSignature read = AbiSignature.Parse("function f(address to, (uint24 fee, bytes)[2] pools)");

        Assert.Equal(["to", "pools"], read.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["fee", ""], read.Parameters[1].Components.Select(parameter => parameter.Name));
        Assert.Equal("(uint24,bytes)[2]", read.Parameters[1].Type.Name);
    }

    [Fact]
    public void Receive_stands_for_empty_calldata()
    {
        AbiSignature read = AbiSignature.Parse("receive() external payable");

        Assert.Null(read.Function);
        Assert.Equal(default, read.Selector);
        Assert.True(read.IsPayable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("function")]
    [InlineData("function f")]
    [InlineData("function f(")]
    [InlineData("function f(address to")]
    [InlineData("function f(address to,)")]
    [InlineData("function f(adress to)")]
    [InlineData("function f(uint7 to)")]
    [InlineData("function f(address 1to)")]
    [InlineData("function f(address to amount)")]
    [InlineData("function f(address to) everywhere")]
    [InlineData("function f(address to) returns")]
    [InlineData("function f(address to) }")]
    [InlineData("function f(() p)")]
    [InlineData("function f(uint256[0] p)")]
    [InlineData("function f(аddress to)")]
    [InlineData("event Transfer(address indexed from)")]
    [InlineData("receive()")]
    [InlineData("receive(uint256 a) payable")]
    public void Anything_else_is_refused(string text) =>
        Assert.Contains(
            "was refused",
            Assert.Throws<FormatException>(() => AbiSignature.Parse(text)).Message,
            StringComparison.Ordinal);
}
