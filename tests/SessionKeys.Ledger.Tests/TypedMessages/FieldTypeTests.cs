namespace SessionKeys.Ledger.Tests;

public class FieldTypeTests
{
    [Theory]
    [InlineData("address", "03")]
    [InlineData("bool", "04")]
    [InlineData("string", "05")]
    [InlineData("bytes", "07")]
    [InlineData("uint8", "4201")]
    [InlineData("uint48", "4206")]
    [InlineData("uint256", "4220")]
    [InlineData("int8", "4101")]
    [InlineData("int256", "4120")]
    [InlineData("bytes1", "4601")]
    [InlineData("bytes32", "4620")]
    [InlineData("Rule", "0004" + "52756c65")]
    [InlineData("uint8[]", "c201" + "0100")]
    [InlineData("address[3]", "83" + "010103")]
    [InlineData("string[2][]", "85" + "02010200")]
    [InlineData("bool[][255]", "84" + "020001ff")]
    [InlineData("uint8[][][][][][][][]", "c201" + "08" + "0000000000000000")]
    [InlineData("Permission[]", "800a" + "5065726d697373696f6e" + "0100")]
    [InlineData("integer", "0007" + "696e7465676572")]
    [InlineData("bytes32x", "0008" + "6279746573333278")]
    public void Type_is_described_as_the_protocol_says(string type, string expected)
        => Assert.Equal(expected, Convert.ToHexStringLower(FieldType.Parse(type).ToBytes()));

    [Theory]
    [InlineData("uint")]
    [InlineData("int")]
    [InlineData("uint0")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("uint99999999999")]
    [InlineData("int24")]
    [InlineData("int48")]
    [InlineData("int512")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[256]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8[x]")]
    [InlineData("uint8]")]
    [InlineData("[]")]
    public void Type_that_a_device_does_not_know_is_refused(string type)
    {
        LedgerException exception = Expect.Reason(LedgerReason.BadData, () => FieldType.Parse(type));

        Assert.Contains($"\"{type}\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nine_dimensions_are_too_many()
        => Expect.Reason(LedgerReason.TooLargeForDevice, () => FieldType.Parse("uint8[][][][][][][][][]"));
}
