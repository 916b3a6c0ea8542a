using System.Security.Cryptography;

namespace SessionKeys.Ledger.Tests;

/// <summary>Packets against bytes written out by hand, at every length where one more packet begins.</summary>
public class HidFramingTests
{
    private const ushort Channel = 0x1a2b;

    [Fact]
    public void Empty_message_is_one_packet_of_header_and_zeros()
    {
        byte[] report = Assert.Single(HidFraming.Encode(Channel, []));

        Assert.Equal("00" + "1a2b" + "05" + "0000" + "0000" + new string('0', 114), Hex(report));
    }

    [Fact]
    public void Smallest_command_is_written_byte_for_byte()
    {
        byte[] report = Assert.Single(HidFraming.Encode(0x0101, Apdu.AppAndVersion.ToBytes()));

        Assert.Equal("00" + "0101" + "05" + "0000" + "0005" + "b001000000" + new string('0', 104), Hex(report));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(56, 1)]
    [InlineData(57, 1)]
    [InlineData(58, 2)]
    [InlineData(59, 2)]
    [InlineData(116, 2)]
    [InlineData(117, 3)]
    [InlineData(118, 3)]
    [InlineData(175, 3)]
    [InlineData(176, 4)]
    [InlineData(260, 5)]
    [InlineData(65_535, 1_111)]
    public void Message_fills_57_bytes_of_the_first_packet_and_59_of_each_further_one(int length, int packets)
    {
        byte[] message = RandomNumberGenerator.GetBytes(length);

        byte[][] reports = HidFraming.Encode(Channel, message);

        Assert.Equal(packets, reports.Length);
        Assert.Equal(Expected(message, packets), reports.Select(Hex));
    }

    [Fact]
    public void Message_longer_than_its_length_can_say_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => HidFraming.Encode(Channel, new byte[65_536]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(59)]
    [InlineData(116)]
    [InlineData(117)]
    [InlineData(118)]
    [InlineData(65_535)]
    public void Reply_of_any_length_is_put_together_and_cut_at_its_length(int length)
    {
        byte[] reply = RandomNumberGenerator.GetBytes(length);
        string[] packets = [.. Expected(reply, Math.Max(1, (length + 2 + 58) / 59))];
        HidReplyReader reader = new(Channel, HidFraming.MaxMessage);

        byte[]?[] results = [.. packets.Select(packet => reader.Add(Convert.FromHexString(packet[2..])))];

        Assert.All(results.SkipLast(1), Assert.Null);
        Assert.Equal(reply, results[^1]);
    }

    [Fact]
    public void Rubbish_behind_the_announced_length_is_cut_off()
    {
        byte[] packet = Convert.FromHexString("1a2b" + "05" + "0000" + "0002" + "9000" + new string('f', 110));

        Assert.Equal([0x90, 0x00], new HidReplyReader(Channel, 260).Add(packet));
    }

    [Theory]
    [InlineData("1a2c050000", "channel is 1a2c; expected: 1a2b")]
    [InlineData("2b1a050000", "channel is 2b1a")]
    [InlineData("1a2b020000", "tag is 02; expected: 05")]
    [InlineData("1a2b050001", "sequence number is 1; expected: 0")]
    [InlineData("1a2b05ffff", "sequence number is 65535; expected: 0")]
    public void First_packet_of_something_else_is_refused(string header, string finding)
        => Refuses(new HidReplyReader(Channel, 260), header + "0002" + "9000", finding);

    [Theory]
    [InlineData("1a2c050001", "channel is 1a2c")]
    [InlineData("1a2b010001", "tag is 01")]
    [InlineData("1a2b050000", "sequence number is 0; expected: 1")]
    [InlineData("1a2b050002", "sequence number is 2; expected: 1")]
    [InlineData("1a2b050100", "sequence number is 256; expected: 1")]
    public void Further_packet_of_something_else_is_refused(string header, string finding)
    {
        HidReplyReader reader = new(Channel, 260);
        Assert.Null(reader.Add(Padded("1a2b050000" + "003a")));

        Refuses(reader, header, finding);
    }

    [Fact]
    public void Longest_reply_of_the_bound_is_taken_and_one_byte_more_refused()
    {
        Assert.Null(new HidReplyReader(Channel, 260).Add(Padded("1a2b050000" + "0104")));

        Refuses(new HidReplyReader(Channel, 260), "1a2b050000" + "0105", "a reply of 261 bytes; expected: at most 260");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(63)]
    [InlineData(65)]
    public void Packet_that_is_cut_off_or_too_long_is_refused(int length)
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.ProtocolViolation, () => new HidReplyReader(Channel, 260).Add(new byte[length]));

        Assert.Contains($"it has {length} bytes; expected: 64", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The packets by the description of the format, with the report's id in front.</summary>
    private static IEnumerable<string> Expected(byte[] message, int packets)
    {
        string rest = message.Length.ToString("x4") + Hex(message);
        rest = rest.PadRight(packets * 118, '0');
        return Enumerable.Range(0, packets).Select(
            i => "00" + "1a2b" + "05" + i.ToString("x4") + rest.Substring(i * 118, 118));
    }

    private static void Refuses(HidReplyReader reader, string packet, string finding)
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.ProtocolViolation, () => reader.Add(Padded(packet)));
        Assert.Contains(finding, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Padded(string hex) => Convert.FromHexString(hex.PadRight(128, '0'));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
