using System.Numerics;

namespace SessionKeys.Tests;

public sealed class AbiEncoderTests
{
    [Theory]
    [MemberData(nameof(AbiVectors.Names), MemberType = typeof(AbiVectors))]
    public void Encoding_matches_the_vector(string name)
    {
        (string types, object[] values, string encoded) = AbiVectors.All[name];

        Assert.Equal($"0x{encoded}", Hex.Format(AbiEncoder.Encode(types, values)));
    }

    [Fact]
    public void Words_and_selectors_stand_for_bytes()
    {
        Selector selector = Selector.Parse("0x01020304");
        Hash32 hash = Keccak256.Hash([]);

        Assert.Equal(
            AbiEncoder.Encode("(bytes4,bytes32)", [selector.ToArray(), hash.ToArray()]),
            AbiEncoder.Encode("(bytes4,bytes32)", [selector, hash]));
    }

    [Fact]
    public void Either_integer_type_serves_for_either_sign()
    {
        Assert.Equal(
            AbiEncoder.Encode("(uint8,int8)", [(UInt256)127, (UInt256)127]),
            AbiEncoder.Encode("(uint8,int8)", [new BigInteger(127), new BigInteger(127)]));
    }

    [Theory]
    [InlineData("uint8", 0, true)]
    [InlineData("uint8", 255, true)]
    [InlineData("uint8", 256, false)]
    [InlineData("uint8", -1, false)]
    [InlineData("int8", 127, true)]
    [InlineData("int8", 128, false)]
    [InlineData("int8", -128, true)]
    [InlineData("int8", -129, false)]
    public void Integer_must_be_in_range(string type, int number, bool isAllowed)
    {
        AssertAllowed(type, new BigInteger(number), isAllowed);
        if (number >= 0)
        {
            AssertAllowed(type, (UInt256)(ulong)number, isAllowed);
        }
    }

    [Theory]
    [InlineData("uint256")]
    [InlineData("int256")]
    public void Integer_of_more_than_256_bits_is_refused(string type)
    {
        AssertAllowed(type, BigInteger.One << 256, isAllowed: false);
        AssertAllowed(type, -(BigInteger.One << 256), isAllowed: false);
        AssertAllowed(type, BigInteger.One << 5000, isAllowed: false);
    }

    [Theory]
    [InlineData("uint8", "text", "a String", "from 0 to 2^8 - 1")]
    [InlineData("int8", true, "a Boolean", "from -2^7 to 2^7 - 1")]
    [InlineData("address", "0x00", "a String", "an Address")]
    [InlineData("bool", "true", "a String", "a bool")]
    [InlineData("bytes3", new byte[] { 1, 2 }, "a byte[] of 2 bytes", "a byte[] of 3 bytes")]
    [InlineData("bytes4", new byte[] { 1, 2 }, "a byte[] of 2 bytes", "a Selector or a byte[] of 4 bytes")]
    [InlineData("bytes32", new byte[] { 1, 2 }, "a byte[] of 2 bytes", "a Hash32 or a byte[] of 32 bytes")]
    [InlineData("bytes", "text", "a String", "a byte[]")]
    [InlineData("string", null, "null", "well-formed UTF-16")]
    [InlineData("bool[]", true, "a Boolean", "a list of objects")]
    [InlineData("bool[2]", true, "a Boolean", "a list of 2 objects")]
    [InlineData("(bool,bool)", true, "a Boolean", "a list of 2 objects")]
    public void Refusal_names_the_place_the_value_and_what_is_allowed(
        string type, object? value, string actual, string allowed)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => AbiEncoder.Encode($"(bool,{type})", [true, value!]));

        Assert.Contains($"values[1] of type {type} is {actual}", error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_half_a_surrogate_pair_is_refused()
    {
        string half = char.ToString('\ud800');

        Assert.Throws<ArgumentException>(() => AbiEncoder.Encode("(string)", [half]));
    }

    [Fact]
    public void Refusal_names_the_place_in_nested_values()
    {
        object[] items = [new object[] { true, AbiVectors.Numbers(1, 256) }];

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => AbiEncoder.Encode("((bool,uint8[])[])", [items]));

        Assert.Contains("values[0][0][1][1] of type uint8 is 256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_number_of_values_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AbiEncoder.Encode("(bool)", []));
        Assert.Throws<ArgumentException>(() => AbiEncoder.Encode("(bool)", [true, true]));
        Assert.Throws<ArgumentException>(() => AbiEncoder.Encode("(bool[2])", [new object[] { true }]));
    }

    [Fact]
    public void Types_that_are_no_tuple_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => AbiEncoder.Encode("uint8", [UInt256.One]));

        Assert.Contains("'(uint8)'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => AbiEncoder.Encode((string)null!, []));
        Assert.Throws<ArgumentNullException>(() => AbiEncoder.Encode((AbiType)null!, []));
        Assert.Throws<ArgumentNullException>(() => AbiEncoder.Encode("()", null!));
    }

    private static void AssertAllowed(string type, object value, bool isAllowed) =>
        Assert.Equal(isAllowed, Record.Exception(() => AbiEncoder.Encode($"({type})", [value])) is null);
}
