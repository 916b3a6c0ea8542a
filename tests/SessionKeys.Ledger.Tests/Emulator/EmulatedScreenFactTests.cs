using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>One test for each measured fact about what the app shows.</summary>
public class EmulatedScreenFactTests
{
    [Theory]
    [InlineData(379)]
    [InlineData(380)]
    [InlineData(1000)]
    public async Task Text_beyond_379_characters_is_signed_but_not_shown(int length)
    {
        await using EthereumAppEmulator emulator = Start();
        string text = new('x', length);

        (string reply, _) = await Wire.SendAsync(
            emulator, Wire.Message([Wire.Field("05", "note")], Wire.Text(text)));

        Assert.Equal(
            length <= 379 ? text : new string('x', 379) + "...", Wire.Shown(emulator, "note"));
        Assert.Equal(2 * 67, reply.Length);
    }

    [Fact]
    public async Task Bytes_beyond_188_are_signed_but_not_shown()
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(
            emulator,
            Wire.Message([Wire.Field("07", "blob")], Wire.Bytes([.. Enumerable.Repeat((byte)0xab, 189)])));

        string shown = Wire.Shown(emulator, "blob");
        Assert.EndsWith("...", shown, StringComparison.Ordinal);
        Assert.InRange((shown.Length - "0x...".Length) / 2, 188, 188);
    }

    [Fact]
    public async Task Empty_array_shows_nothing()
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(
            emulator,
            Wire.Message(
                [Wire.Field("c2010100", "none"), Wire.Field("4201", "next")], Wire.Length(0), Wire.Value("07")));

        Assert.DoesNotContain(emulator.Screens, screen => screen.Title.StartsWith("none", StringComparison.Ordinal));
        Assert.Equal("7", Wire.Shown(emulator, "next"));
    }

    [Fact]
    public async Task Newline_in_a_typed_text_makes_lines_of_its_own()
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(emulator, Wire.Message([Wire.Field("05", "note")], Wire.Text("one\ntwo")));

        Assert.Equal(["one", "two"], emulator.Screens.Single(screen => screen.Title == "note").Lines);
    }

    [Fact]
    public async Task Letters_outside_ascii_vanish_from_a_typed_text()
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(emulator, Wire.Message([Wire.Field("05", "note")], Wire.Text("a\u00e9b")));

        Assert.Equal("ab", Wire.Shown(emulator, "note"));
    }

    [Theory]
    [InlineData("verifyingContract", "verifyingContract")]
    [InlineData("Expires at exactly", "Expires at exactly")]
    [InlineData("Expires at this time exactly", "Expires... exactly")]
    public async Task Long_title_loses_its_middle(string key, string title)
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(emulator, Wire.Message([Wire.Field("4201", key)], Wire.Value("07")));

        Assert.Equal("7", Wire.Shown(emulator, title));
    }

    [Theory]
    [InlineData("03", "dad77910dbdfde764fc21fcd4e74d71bbaca6d8d", "0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D")]
    [InlineData("4220", "0f4240", "1000000")]
    [InlineData("4220", "00", "0")]
    [InlineData("4101", "ff", "-1")]
    [InlineData("4120", "05", "5")]
    [InlineData("04", "01", "true")]
    [InlineData("04", "00", "false")]
    [InlineData("4604", "a9059cbb", "0xA9059CBB")]
    [InlineData("07", "abcd", "0xABCD")]
    public async Task Value_is_shown_raw(string description, string value, string shown)
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(emulator, Wire.Message([Wire.Field(description, "a")], Wire.Value(value)));

        Assert.Equal(shown, Wire.Shown(emulator, "a"));
    }

    [Fact]
    public async Task Blind_signing_alone_shows_the_domain_and_the_hash_of_the_message()
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.Settings.RawMessages = false;
        emulator.Settings.BlindSigning = true;

        await Wire.SendAsync(emulator, Wire.Message([Wire.Field("4201", "amount")], Wire.Value("07")));

        Assert.Equal(
            ["Blind signing ahead", "Review typed message", "name", "Message hash (1/2)", "Message hash (2/2)",
                "Sign message"],
            emulator.Screens.Select(screen => screen.Title));
    }

    [Fact]
    public async Task Newline_and_tab_of_a_personal_message_are_shown_as_spaces()
    {
        await using EthereumAppEmulator emulator = Start();

        await Wire.SendAsync(emulator, Wire.Personal("a\nb\tc"u8.ToArray(), 5));

        Assert.Equal("a b c", Wire.Shown(emulator, "Message"));
    }

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(300, 3)]
    public async Task Text_of_256_display_lines_loses_up_to_three_and_is_signed(int lines, int missing)
    {
        await using EthereumAppEmulator emulator = Start();
        byte[] message = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Range(0, lines).Select(i => $"{i:00000000000000000}")));

        (string reply, _) = await Wire.SendAsync(emulator, Wire.Personal(message, (uint)message.Length));

        Assert.Equal(2 * 67, reply.Length);
        Assert.Equal((lines - missing) * 17, Wire.Shown(emulator, "Message").Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Person_rejects_after_reading_or_after_skipping(bool skips)
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.AutoAnswer = EmulatorAnswer.Wait;
        Task<(string Reply, int)> request = Wire.SendAsync(
            emulator, Wire.Message([Wire.Field("4201", "amount")], Wire.Value("07")));
        while (emulator.CurrentScreen.Kind != DeviceScreenKind.Warning)
        {
            await Task.Delay(5);
        }

        if (skips)
        {
            emulator.PressBoth();
            while (emulator.CurrentScreen.Kind != DeviceScreenKind.SkipOffer)
            {
                emulator.PressRight();
            }

            emulator.PressBoth();
            emulator.PressRight();
            emulator.PressBoth();
        }
        else
        {
            await emulator.RejectAsync();
        }

        Assert.Equal("6985", (await request).Reply);
    }

    private static EthereumAppEmulator Start()
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.RawMessages = true;
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        return emulator;
    }
}
