using System.Text;

namespace SessionKeys.Ledger.Tests;

public class DeviceScreensTests
{
    [Fact]
    public void Text_is_shown_in_lines_of_17_and_three_lines_a_screen()
    {
        IReadOnlyList<DeviceScreen> screens = DeviceScreens.ForPersonalMessage(
            Encoding.ASCII.GetBytes("Account: 0x5fbdb2315678afecb367f032d93f642f64180aa3;\nChain: 31337;"));

        Assert.Equal(
            [
                "Review message",
                "Message (1/2) | Account: 0x5fbdb2 | 315678afecb367f03 | 2d93f642f64180aa3",
                "Message (2/2) | ; Chain: 31337;",
                "Sign message",
                "Reject message",
            ],
            screens.Select(screen => screen.ToString()));
    }

    [Fact]
    public void Text_on_one_screen_has_no_page_number()
        => Assert.Equal("Message | hello", DeviceScreens.ForPersonalMessage("hello"u8)[1].ToString());

    [Fact]
    public void Screens_of_a_text_are_the_promised_presses_and_the_rejection()
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('x', 2000));

        Assert.Equal(
            PersonalMessageReview.Check(text).PressesAtMost + 1, DeviceScreens.ForPersonalMessage(text).Count);
    }

    [Fact]
    public void Typed_message_is_shown_value_by_value_behind_a_warning()
    {
        IReadOnlyList<DeviceScreen> screens = DeviceScreens.ForTypedData(
            Samples.Flat(
                ("amount", "uint256", (UInt256)1_000_000), ("note", "string", string.Empty),
                ("none", "uint8[]", Samples.List())));

        Assert.Equal(
            [
                "Blind signing ahead | To accept risk, | press both | buttons",
                "Review typed message",
                "Review struct | EIP712Domain",
                "name | SessionKeys",
                "version | 1",
                "chainId | 31337",
                "verifyingContract | 0x5FbDB2315678afe | cb367f032d93F642f | 64180aa3",
                "Review struct | Order",
                "amount | 1000000",
                "note",
                "Sign message",
                "Reject message",
            ],
            screens.Where(screen => screen.Kind != DeviceScreenKind.SkipOffer).Select(screen => screen.ToString()));
        Assert.Equal(8, screens.Count(screen => screen.Kind == DeviceScreenKind.SkipOffer));
    }

    [Fact]
    public void Screens_with_the_same_lines_are_equal()
    {
        DeviceScreen screen = new(DeviceScreenKind.Content, "a", ["b"]);

        Assert.Equal(screen, new DeviceScreen(DeviceScreenKind.Content, "a", ["b"]));
        Assert.Equal(screen.GetHashCode(), new DeviceScreen(DeviceScreenKind.Content, "a", ["b"]).GetHashCode());
        Assert.NotEqual(screen, new DeviceScreen(DeviceScreenKind.Content, "a", ["c"]));
        Assert.NotEqual(screen, new DeviceScreen(DeviceScreenKind.Intro, "a", ["b"]));
    }
}
