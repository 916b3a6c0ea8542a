using System.Text;
using System.Text.RegularExpressions;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public class EthereumAppTests
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public async Task Address_of_the_emulated_seed_is_the_one_of_speculos()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        Assert.Equal(Samples.DeviceAddress, await device.App.GetAddressAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Address_is_confirmed_or_refused_on_the_device()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        Assert.Equal(Samples.DeviceAddress, await device.App.GetAddressAsync(DerivationPath.Default, display: true));
        Assert.Contains(
            device.Emulator.Screens,
            screen => screen.ToString() == "Address | 0xDad77910DbDFdE7 | 64fC21FCD4E74D71b | BACA6D8D");
        device.Emulator.AutoAnswer = EmulatorAnswer.Reject;
        await Expect.ReasonAsync(
            LedgerReason.Rejected, () => device.App.GetAddressAsync(DerivationPath.Default, display: true));
    }

    [Fact]
    public async Task Path_of_another_coin_is_refused_by_the_device()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await Expect.ReasonAsync(
            LedgerReason.PathNotAllowed, () => device.App.GetAddressAsync(DerivationPath.Parse("m/44'/0'/0'/0/0")));
    }

    [Fact]
    public async Task App_and_configuration_are_those_of_the_measured_version()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        Assert.Equal(new AppAndVersion("Ethereum", "1.22.0"), await device.App.GetAppAndVersionAsync());
        Assert.Equal(new AppConfiguration(false, new Version(1, 22, 0)), await device.App.GetConfigurationAsync());
        device.Emulator.Settings.BlindSigning = true;
        Assert.True((await device.App.GetConfigurationAsync()).IsBlindSigningEnabled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(230)]
    [InlineData(231)]
    [InlineData(485)]
    [InlineData(486)]
    [InlineData(4000)]
    public async Task Text_of_any_length_is_signed_over_the_right_digest(int length)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        byte[] message = [.. Enumerable.Range(0, length).Select(i => (byte)(0x20 + (i % 95)))];

        EcdsaSignature signature = await device.App.SignPersonalMessageAsync(DerivationPath.Default, message);

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(message), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Locked_device_is_told()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.IsLocked = true;

        await Expect.ReasonAsync(
            LedgerReason.Locked, () => device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello));
        await Expect.ReasonAsync(LedgerReason.Locked, () => device.App.GetAppAndVersionAsync());
        device.Emulator.IsLocked = false;
        await device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello);
    }

    [Theory]
    [InlineData("BOLOS", "the dashboard")]
    [InlineData("Bitcoin", "the app Bitcoin")]
    public async Task Wrong_app_is_named(string openApp, string words)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { OpenApp = openApp });

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.WrongApp, () => device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_app_is_told_for_typed_messages_only()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { AppVersion = new Version(1, 9, 18) });

        await device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello);
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.AppTooOld, () => device.App.SignTypedDataAsync(DerivationPath.Default, Samples.Nested(1, 1)));

        Assert.Contains("1.9.18", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_leaves_the_connection_usable()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Reject);

        await Expect.ReasonAsync(
            LedgerReason.Rejected, () => device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello));
        device.Emulator.AutoAnswer = EmulatorAnswer.Approve;

        await device.App.SignPersonalMessageAsync(DerivationPath.Default, Hello);
    }

    [Fact]
    public async Task Requests_of_two_threads_do_not_mix_their_commands()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        byte[] text = Encoding.ASCII.GetBytes(new string('x', 900));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? device.App.SignPersonalMessageAsync(DerivationPath.Default, text)
            : device.App.SignTypedDataAsync(DerivationPath.Default, Samples.Nested(1, 1))));

        string instructions = string.Join(' ', device.Emulator.ReceivedApdus.Select(apdu => $"{apdu[1]:x2}"));
        Assert.Equal(4, Regex.Count(instructions, "06( 1a| 1c)+ 0c"));
        Assert.Equal(4, Regex.Count(instructions, "08 08 08 08"));
        Assert.Equal(4 + 16, Regex.Count(instructions, "0c|08"));
    }

    [Fact]
    public async Task Personal_message_after_a_left_typed_flow_is_sent_once_more()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        await using ILedgerTransport other = await device.Emulator.Endpoint.ConnectAsync();
        await other.ExchangeAsync(Convert.FromHexString("e01a000005" + "4f72646572"));
        await using EthereumApp app = new(await device.Emulator.Endpoint.ConnectAsync());

        EcdsaSignature signature = await app.SignPersonalMessageAsync(DerivationPath.Default, Hello);

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(Hello), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Typed_message_after_a_left_typed_flow_is_sent_once_more()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        await using ILedgerTransport other = await device.Emulator.Endpoint.ConnectAsync();
        await other.ExchangeAsync(Convert.FromHexString("e01a00000c" + "454950373132446f6d61696e"));
        await other.ExchangeAsync(Convert.FromHexString("e01a00ff06" + "05" + "046e616d65"));
        await using EthereumApp app = new(await device.Emulator.Endpoint.ConnectAsync());
        TypedData data = Samples.Nested(1, 1);

        EcdsaSignature signature = await app.SignTypedDataAsync(DerivationPath.Default, data);

        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Silent_command_without_an_answer_ends_in_time()
    {
        await using RawServer server = RawServer.Sending();
        ManualTime time = new();
        await using EthereumApp app = new(
            await SpeculosTransport.ConnectAsync("127.0.0.1", server.Port), TimeSpan.FromSeconds(3), time);

        Task<AppConfiguration> request = app.GetConfigurationAsync();
        await time.AdvanceWhenTimerRunsAsync(TimeSpan.FromSeconds(3));

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.Timeout, () => request);
        Assert.Contains("3 s", exception.Message, StringComparison.Ordinal);
        await Expect.ReasonAsync(LedgerReason.Disconnected, () => app.GetConfigurationAsync());
    }

    [Fact]
    public async Task Disposing_the_client_closes_the_connection()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await device.App.DisposeAsync();

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => device.App.GetConfigurationAsync());
    }
}
