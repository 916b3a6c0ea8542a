namespace SessionKeys.Tests;

public sealed class AbiTypeTests
{
    [Theory]
    [InlineData("uint8", AbiKind.UnsignedInteger, 8, false)]
    [InlineData("uint256", AbiKind.UnsignedInteger, 256, false)]
    [InlineData("int24", AbiKind.SignedInteger, 24, false)]
    [InlineData("address", AbiKind.Address, 0, false)]
    [InlineData("bool", AbiKind.Boolean, 0, false)]
    [InlineData("bytes1", AbiKind.FixedBytes, 1, false)]
    [InlineData("bytes32", AbiKind.FixedBytes, 32, false)]
    [InlineData("bytes", AbiKind.Bytes, 0, true)]
    [InlineData("string", AbiKind.String, 0, true)]
    [InlineData("uint8[]", AbiKind.Array, 0, true)]
    [InlineData("uint8[3]", AbiKind.Array, 0, false)]
    [InlineData("string[3]", AbiKind.Array, 0, true)]
    [InlineData("()", AbiKind.Tuple, 0, false)]
    [InlineData("(uint8,bool)", AbiKind.Tuple, 0, false)]
    [InlineData("(uint8,(bool,bytes))", AbiKind.Tuple, 0, true)]
    [InlineData("((address,uint256)[2][],bytes4)[1]", AbiKind.Array, 0, true)]
    public void Canonical_type_is_parsed(string text, AbiKind kind, int size, bool isDynamic)
    {
        AbiType type = AbiType.Parse(text);

        Assert.Equal(kind, type.Kind);
        Assert.Equal(size, type.Size);
        Assert.Equal(isDynamic, type.IsDynamic);
        Assert.Equal(text, type.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint")]
    [InlineData("int")]
    [InlineData("byte")]
    [InlineData("uint0")]
    [InlineData("uint7")]
    [InlineData("uint08")]
    [InlineData("uint264")]
    [InlineData("uint99999999999")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("Address")]
    [InlineData(" uint8")]
    [InlineData("uint8 ")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[01]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8[")]
    [InlineData("uint8]")]
    [InlineData("[]")]
    [InlineData("uint8[999999999]")]
    [InlineData("uint8[1000000]")]
    [InlineData("(uint8[500000],uint8[500000])")]
    [InlineData("(uint8")]
    [InlineData("(uint8,)")]
    [InlineData("(,uint8)")]
    [InlineData("(uint8))")]
    [InlineData("()[]")]
    [InlineData("((),uint8)")]
    [InlineData("tuple(uint8)")]
    public void Other_text_is_refused(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => AbiType.Parse(text));

        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => AbiType.Parse(null!));
    }

    [Fact]
    public void Parts_of_a_nested_type_can_be_read()
    {
        AbiType type = AbiType.Parse("(uint8,bytes4[3][])");

        Assert.Equal(["uint8", "bytes4[3][]"], type.Components.Select(component => component.Name));
        Assert.Null(type.Components[1].FixedCount);
        Assert.Equal("bytes4[3]", type.Components[1].Element!.Name);
        Assert.Equal(3, type.Components[1].Element!.FixedCount);
    }

    [Theory]
    [InlineData(AbiType.MaximumDepth, true)]
    [InlineData(AbiType.MaximumDepth + 1, false)]
    [InlineData(100_000, false)]
    public void Nesting_is_limited(int depth, bool isAllowed)
    {
        string arrays = "uint8" + string.Concat(Enumerable.Repeat("[]", depth));
        string tuples = new string('(', depth) + "uint8" + new string(')', depth);

        Assert.Equal(isAllowed, Record.Exception(() => AbiType.Parse(arrays)) is null);
        Assert.Equal(isAllowed, Record.Exception(() => AbiType.Parse(tuples)) is null);
    }

    [Fact]
    public void Nesting_of_arrays_and_tuples_is_counted_together()
    {
        string half = string.Concat(Enumerable.Repeat("[]", AbiType.MaximumDepth / 2));
        string inner = $"(uint8{half})";

        Assert.Equal(AbiType.MaximumDepth, AbiType.Parse($"{inner}{half[2..]}").Depth);
        Assert.Throws<FormatException>(() => AbiType.Parse($"{inner}{half}"));
    }
}
