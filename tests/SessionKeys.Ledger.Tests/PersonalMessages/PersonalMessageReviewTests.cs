using System.Text;

namespace SessionKeys.Ledger.Tests;

public class PersonalMessageReviewTests
{
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(17, 1, 3)]
    [InlineData(18, 2, 3)]
    [InlineData(51, 3, 3)]
    [InlineData(52, 4, 4)]
    [InlineData(534, 32, 13)]
    [InlineData(4000, 236, 81)]
    public void Text_is_counted_in_lines_and_presses(int length, int lines, int presses)
    {
        PersonalMessageReview review = PersonalMessageReview.Check(Encoding.ASCII.GetBytes(new string('x', length)));

        Assert.Equal(lines, review.DisplayLines);
        Assert.Equal(presses, review.PressesAtMost);
        Assert.False(review.IsShownAsHex);
    }

    /// <summary>Measured on the real app: characters and screens, which its wider lines keep below the
    /// promise.</summary>
    [Theory]
    [InlineData(534, 12)]
    [InlineData(990, 20)]
    [InlineData(1500, 29)]
    [InlineData(2500, 46)]
    [InlineData(4000, 72)]
    public void Presses_promised_are_never_fewer_than_a_real_device_needs(int length, int measured)
        => Assert.True(
            PersonalMessageReview.Check(Encoding.ASCII.GetBytes(new string('x', length))).PressesAtMost >= measured);

    [Fact]
    public void Longest_text_stays_within_the_lines_that_a_device_shows()
    {
        byte[] longest = [.. Enumerable.Repeat((byte)'x', PersonalMessageReview.MaxCharacters)];

        Assert.InRange(PersonalMessageReview.Check(longest).DisplayLines, 1, PersonalMessageReview.MaxDisplayLines);
    }

    [Fact]
    public void Newline_is_shown_as_a_space()
        => Assert.Equal("one two ", PersonalMessageReview.Check("one\ntwo\n"u8).ShownText);

    [Fact]
    public void Empty_message_is_refused()
        => Expect.Reason(LedgerReason.BadData, () => PersonalMessageReview.Check([]));

    [Fact]
    public void Text_of_4001_characters_is_refused()
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.TooLargeForDevice, () => PersonalMessageReview.Check(
                Encoding.ASCII.GetBytes(new string('x', 4001))));

        Assert.Contains("4001 characters", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x09)]
    [InlineData(0x0d)]
    [InlineData(0x1b)]
    [InlineData(0x1f)]
    [InlineData(0x7f)]
    [InlineData(0x80)]
    [InlineData(0xc3)]
    [InlineData(0xff)]
    public void Byte_outside_printable_ascii_is_refused_and_named(byte value)
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.BadData, () => PersonalMessageReview.Check([(byte)'a', value, (byte)'b']));

        Assert.Contains($"Byte 1 is {value:x2}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x20)]
    [InlineData(0x7e)]
    [InlineData(0x0a)]
    public void Byte_at_the_edge_of_printable_ascii_is_accepted(byte value)
        => Assert.Equal(1, PersonalMessageReview.Check([value]).DisplayLines);

    [Fact]
    public void Hash_of_32_bytes_is_shown_as_digits()
    {
        byte[] hash = [.. Enumerable.Range(0xe0, 32).Select(i => (byte)i)];

        PersonalMessageReview review = PersonalMessageReview.Check(hash);

        Assert.True(review.IsShownAsHex);
        Assert.Equal(Hex.Format(hash), review.ShownText);
    }

    /// <summary>The device would show 32 such bytes as a text, and a terminal beside it another one.</summary>
    [Theory]
    [InlineData(0x09)]
    [InlineData(0x0b)]
    [InlineData(0x0c)]
    [InlineData(0x0d)]
    public void Bytes_of_the_length_of_a_hash_that_are_shown_as_text_must_be_text(byte control)
    {
        byte[] message = [.. Enumerable.Repeat((byte)'a', 31), control];

        LedgerException exception = Expect.Reason(LedgerReason.BadData, () => PersonalMessageReview.Check(message));

        Assert.Contains($"Byte 31 is {control:x2}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_the_length_of_a_hash_is_shown_as_text()
    {
        PersonalMessageReview review = PersonalMessageReview.Check([.. Enumerable.Repeat((byte)'a', 32)]);

        Assert.False(review.IsShownAsHex);
        Assert.Equal(new string('a', 32), review.ShownText);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void Bytes_of_another_length_than_a_hash_are_refused(int length)
        => Expect.Reason(
            LedgerReason.BadData, () => PersonalMessageReview.Check([.. Enumerable.Repeat((byte)0xff, length)]));
}
