using System.Globalization;
using System.Numerics;

namespace SessionKeys.Ledger.Tests;

public class LeafEncoderTests
{
    [Theory]
    [InlineData("uint256", "0", "00")]
    [InlineData("uint256", "1", "01")]
    [InlineData("uint8", "255", "ff")]
    [InlineData("uint256", "256", "0100")]
    [InlineData("uint128", "128", "80")]
    [InlineData("int8", "127", "7f")]
    [InlineData("int8", "-1", "ff")]
    [InlineData("int8", "-128", "80")]
    [InlineData("int16", "128", "80")]
    [InlineData("int16", "-1", "ffff")]
    [InlineData("int32", "-300", "fffffed4")]
    [InlineData("int64", "0", "00")]
    public void Integer_is_short_unless_it_is_negative(string type, string value, string expected)
    {
        TypedLeaf leaf = Encode(type, BigInteger.Parse(value, CultureInfo.InvariantCulture));

        Assert.Equal(expected, Convert.ToHexStringLower(leaf.Encoded));
        Assert.Equal(value, leaf.Shown);
    }

    [Fact]
    public void Largest_and_smallest_numbers_fill_32_bytes()
    {
        Assert.Equal(new string('f', 64), Convert.ToHexStringLower(Encode("uint256", UInt256.MaxValue).Encoded));
        Assert.Equal(
            "80" + new string('0', 62), Convert.ToHexStringLower(Encode("int256", -BigInteger.Pow(2, 255)).Encoded));
    }

    [Theory]
    [InlineData("uint8", "256")]
    [InlineData("uint8", "-1")]
    [InlineData("int8", "128")]
    [InlineData("int8", "-129")]
    [InlineData("int64", "9223372036854775808")]
    public void Integer_outside_its_type_is_refused(string type, string value)
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.BadData, () => Encode(type, BigInteger.Parse(value, CultureInfo.InvariantCulture)));

        Assert.Contains($"{value} does not fit into {type}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Simple_kinds_have_their_exact_width()
    {
        Assert.Equal("01", Convert.ToHexStringLower(Encode("bool", true).Encoded));
        Assert.Equal("00", Convert.ToHexStringLower(Encode("bool", false).Encoded));
        Assert.Equal(20, Encode("address", Samples.DeviceAddress).Encoded.Length);
        Assert.Equal(Samples.DeviceAddress.ToString(), Encode("address", Samples.DeviceAddress).Shown);
        Assert.Equal("0xA9059CBB", Encode("bytes4", Selector.Parse("0xa9059cbb")).Shown);
        Assert.Empty(Encode("string", string.Empty).Encoded);
        Assert.Equal("0x", Encode("bytes", Array.Empty<byte>()).Shown);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("é")]
    [InlineData("\u202e")]
    [InlineData("\u007f")]
    public void Text_that_a_device_would_not_show_as_it_is_is_refused(string text)
        => Expect.Reason(LedgerReason.BadData, () => Encode("string", text));

    [Fact]
    public void Text_beyond_what_is_shown_is_refused()
    {
        Assert.Equal(379, Encode("string", new string('a', 379)).Shown.Length);
        Expect.Reason(LedgerReason.TooLargeForDevice, () => Encode("string", new string('a', 380)));
    }

    [Fact]
    public void Bytes_beyond_what_is_shown_are_marked_in_the_preview()
    {
        Assert.DoesNotContain("...", Encode("bytes", new byte[188]).Shown, StringComparison.Ordinal);
        Assert.EndsWith("...", Encode("bytes", new byte[189]).Shown, StringComparison.Ordinal);
        Assert.Equal(65535, Encode("bytes", new byte[65535]).Encoded.Length);
        Expect.Reason(LedgerReason.TooLargeForDevice, () => Encode("bytes", new byte[65536]));
    }

    [Fact]
    public void Value_of_another_kind_is_refused()
    {
        Expect.Reason(LedgerReason.BadData, () => Encode("uint8", "1"));
        Expect.Reason(LedgerReason.BadData, () => Encode("address", "0x00"));
        Expect.Reason(LedgerReason.BadData, () => Encode("bool", UInt256.One));
        Expect.Reason(LedgerReason.BadData, () => Encode("string", new byte[1]));
        Expect.Reason(LedgerReason.BadData, () => Encode("bytes4", new byte[3]));
        Expect.Reason(LedgerReason.BadData, () => Encode("bytes4", new byte[5]));
        Expect.Reason(LedgerReason.BadData, () => Encode("bytes", "00"));
    }

    private static TypedLeaf Encode(string type, object value) => LeafEncoder.Encode(
        "key", FieldType.Parse(type), value, "Order.key");
}
