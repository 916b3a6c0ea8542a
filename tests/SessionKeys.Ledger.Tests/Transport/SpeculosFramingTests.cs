namespace SessionKeys.Ledger.Tests;

public class SpeculosFramingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(260)]
    public void Command_of_any_length_has_its_length_in_front(int length)
    {
        byte[] apdu = [.. Enumerable.Repeat((byte)0xe0, length)];

        byte[] frame = SpeculosFraming.EncodeCommand(apdu);

        Assert.Equal([0, 0, (byte)(length >> 8), (byte)(length & 0xff), .. apdu], frame);
    }

    [Theory]
    [InlineData("00000000", 2)]
    [InlineData("00000004", 6)]
    [InlineData("000000ff", 257)]
    [InlineData("00000102", 260)]
    public void Reply_length_counts_the_status_word_on_top(string header, int expected)
    {
        Assert.True(SpeculosFraming.TryReadReplyLength(Convert.FromHexString(header), out int length, out _));
        Assert.Equal(expected, length);
    }

    [Theory]
    [InlineData("00000103", 259u)]
    [InlineData("7fffffff", 0x7fffffffu)]
    [InlineData("ffffffff", 0xffffffffu)]
    [InlineData("48545450", 0x48545450u)]
    public void Reply_longer_than_a_device_sends_is_refused(string header, uint expected)
    {
        Assert.False(SpeculosFraming.TryReadReplyLength(Convert.FromHexString(header), out _, out uint announced));
        Assert.Equal(expected, announced);
    }
}
