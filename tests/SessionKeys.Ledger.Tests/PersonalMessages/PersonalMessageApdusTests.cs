namespace SessionKeys.Ledger.Tests;

public class PersonalMessageApdusTests
{
    private const int HeadLength = 21 + 4;

    [Theory]
    [InlineData(1, new[] { 26 })]
    [InlineData(229, new[] { 254 })]
    [InlineData(230, new[] { 255 })]
    [InlineData(231, new[] { 255, 1 })]
    [InlineData(484, new[] { 255, 254 })]
    [InlineData(485, new[] { 255, 255 })]
    [InlineData(486, new[] { 255, 255, 1 })]
    [InlineData(4000, new[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 200 })]
    public void Message_is_cut_where_a_command_is_full(int length, int[] dataLengths)
    {
        byte[] message = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

        IReadOnlyList<Apdu> apdus = PersonalMessageApdus.Split(DerivationPath.Default, message);

        Assert.Equal(dataLengths, apdus.Select(apdu => apdu.Data.Length));
        Assert.Equal(message, apdus.SelectMany((apdu, i) => i == 0 ? apdu.Data[HeadLength..] : apdu.Data));
        Assert.All(apdus, apdu => Assert.Equal(5 + apdu.Data.Length, apdu.ToBytes().Length));
    }

    [Fact]
    public void First_command_carries_path_and_length_and_the_next_say_that_they_are_more()
    {
        IReadOnlyList<Apdu> apdus = PersonalMessageApdus.Split(DerivationPath.Default, new byte[300]);

        Assert.Equal(
            "e0080000ff" + "058000002c8000003c800000000000000000000000" + "0000012c" + new string('0', 2 * 230),
            Convert.ToHexStringLower(apdus[0].ToBytes()));
        Assert.Equal("e008800046" + new string('0', 2 * 70), Convert.ToHexStringLower(apdus[1].ToBytes()));
    }

    [Fact]
    public void Longest_path_still_leaves_room_for_the_message()
    {
        DerivationPath path = DerivationPath.Parse("m/44'/60'/1/2/3/4/5/6/7/8");

        IReadOnlyList<Apdu> apdus = PersonalMessageApdus.Split(path, new byte[211]);

        Assert.Equal([255, 1], apdus.Select(apdu => apdu.Data.Length));
    }
}
