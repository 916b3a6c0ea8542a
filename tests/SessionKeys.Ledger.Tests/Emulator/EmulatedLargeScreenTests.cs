using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>What was measured on Stax, and is other than on a Nano.</summary>
public class EmulatedLargeScreenTests
{
    private static readonly string[] Message = Wire.Message([Wire.Field("4201", "amount")], Wire.Value("07"));

    [Fact]
    public async Task Blind_signing_is_refused_at_the_root_of_the_domain()
    {
        await using EthereumAppEmulator large = Start();
        await using EthereumAppEmulator nano = EthereumAppEmulator.Start();

        Assert.Equal(("6a80", 5), await Wire.SendAsync(large, Message));
        Assert.Equal(("6a80", 6), await Wire.SendAsync(nano, Message));
    }

    [Fact]
    public async Task Host_tells_there_too_that_blind_signing_is_off()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.Model = EmulatedModel.LargeScreen;

        await Expect.ReasonAsync(
            LedgerReason.BlindSigningDisabled,
            () => device.App.SignTypedDataAsync(DerivationPath.Default, Samples.Nested(1, 1)));
    }

    [Fact]
    public async Task Blind_signing_shows_all_fields()
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.Settings.BlindSigning = true;
        emulator.AutoAnswer = EmulatorAnswer.Approve;

        await Wire.SendAsync(emulator, Message);

        Assert.Equal("7", Wire.Shown(emulator, "amount"));
        Assert.Equal("Accept risk and sign", emulator.Screens[^1].Title);
    }

    [Fact]
    public async Task Text_is_signed_whether_or_not_more_was_opened()
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.AutoAnswer = EmulatorAnswer.Approve;

        (string reply, _) = await Wire.SendAsync(emulator, Lines(13));

        Assert.Equal(2 * 67, reply.Length);
        DeviceScreen first = emulator.Screens.Single(screen => screen.Title == "Message");
        Assert.Equal(["line 1", "line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "More"], first.Lines);
        Assert.DoesNotContain(emulator.Screens, screen => screen.Title == "More");
    }

    [Fact]
    public async Task More_shows_the_whole_text()
    {
        await using EthereumAppEmulator emulator = Start();
        Task<(string Reply, int)> request = await OpenMoreAsync(emulator, lines: 13);

        Assert.Equal("line 12", emulator.CurrentScreen.Lines[^1]);
        emulator.PressRight();
        Assert.Equal(["line 13"], emulator.CurrentScreen.Lines);
        emulator.PressRight();
        Assert.Equal(["line 13"], emulator.CurrentScreen.Lines);
        emulator.PressLeft();
        emulator.PressLeft();
        Assert.Equal("Message", emulator.CurrentScreen.Title);
        emulator.PressRight();
        emulator.PressBoth();

        Assert.Equal(2 * 67, (await request).Reply.Length);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(36)]
    [InlineData(60)]
    [InlineData(72)]
    public async Task Going_on_from_a_full_last_page_ends_the_app(int lines)
    {
        await using EthereumAppEmulator emulator = Start();
        Task<(string Reply, int)> request = await OpenMoreAsync(emulator, lines);

        for (int page = 0; page < lines / 12; page++)
        {
            emulator.PressRight();
        }

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => request);
        Assert.Equal(AppAndVersion.Dashboard, emulator.OpenApp);
    }

    private static async Task<Task<(string Reply, int)>> OpenMoreAsync(EthereumAppEmulator emulator, int lines)
    {
        Task<(string Reply, int)> request = Wire.SendAsync(emulator, Lines(lines));
        while (emulator.CurrentScreen.Title != "Review message")
        {
            await Task.Delay(5);
        }

        emulator.PressRight();
        emulator.PressBoth();
        return request;
    }

    private static string[] Lines(int count)
    {
        byte[] text = Encoding.ASCII.GetBytes(
            string.Join('\n', Enumerable.Range(1, count).Select(i => $"line {i}")));
        return Wire.Personal(text, (uint)text.Length);
    }

    private static EthereumAppEmulator Start()
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.Model = EmulatedModel.LargeScreen;
        return emulator;
    }
}
