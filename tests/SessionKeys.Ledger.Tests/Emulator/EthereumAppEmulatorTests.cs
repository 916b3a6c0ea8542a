using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>The emulated device answers as the real app was measured to; no client of ours is in between.</summary>
public class EthereumAppEmulatorTests
{
    private const string Path = "058000002c8000003c800000000000000000000000";
    private const string DomainDefinition = "e01a00000c454950373132446f6d61696e";
    private const string NameField = "e01a00ff0605046e616d65";
    private const string DomainRoot = "e01c00000c454950373132446f6d61696e";
    private const string NameValue = "e01c00ff03000141";

    [Theory]
    [InlineData("b001000000", "0108457468657265756d06312e32322e3001009000")]
    [InlineData("e006000000", "020116009000")]
    [InlineData("e0060000", "020116009000")]
    [InlineData("e006000001", "00006a87")]
    [InlineData("e0990000", "6d00")]
    [InlineData("e1060000", "6e00")]
    [InlineData("b0990000", "6e00")]
    [InlineData("e00202000100", "6b00")]
    [InlineData("e00200000100", "6a80")]
    [InlineData("e0020000058000002c", "6a87")]
    [InlineData("e002000005018000002c", "6a15")]
    [InlineData("e0080000", "6a80")]
    [InlineData("e0080100", "6b00")]
    [InlineData("e0088000", "6a80")]
    [InlineData("e008000019" + Path + "00000000", "422e")]
    [InlineData("e00800001b" + Path + "000000016161", "6a80")]
    [InlineData("e00c000115" + Path, "6980")]
    [InlineData("e00c000055" + Path + "1111111111111111111111111111111111111111111111111111111111111111"
        + "2222222222222222222222222222222222222222222222222222222222222222", "6a80")]
    [InlineData("e01c000001" + "41", "6980")]
    public async Task Command_is_answered_as_measured(string command, string expected)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();

        string reply = await ExchangeAsync(emulator, command);

        Assert.EndsWith(expected, reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_code_follows_the_address_when_asked_for()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();

        string plain = await ExchangeAsync(emulator, "e002000015" + Path);
        string withCode = await ExchangeAsync(emulator, "e002000115" + Path);

        Assert.Equal(plain.Length + 64, withCode.Length);
        Assert.Equal("41", plain[..2]);
        Assert.Equal("28" + Convert.ToHexStringLower("Dad77910DbDFdE764fC21FCD4E74D71bBACA6D8D"u8), plain[132..^4]);
    }

    [Theory]
    // Definition after values.
    [InlineData("6a00", DomainDefinition, NameField, DomainRoot, DomainDefinition)]
    // Struct defined twice.
    [InlineData("6a80", DomainDefinition, NameField, DomainDefinition, NameField, DomainRoot)]
    // Unknown root.
    [InlineData("6a80", DomainDefinition, NameField, "e01c00000141")]
    // Domain without members.
    [InlineData("6a80", DomainDefinition, DomainRoot)]
    // Array length where a value is due.
    [InlineData("6a80", DomainDefinition, NameField, DomainRoot, "e01c000f0101")]
    // Value after the last member.
    [InlineData("6a80", DomainDefinition, NameField, DomainRoot, NameValue, NameValue)]
    // Value shorter than announced.
    [InlineData("6a80", DomainDefinition, NameField, DomainRoot, "e01c00ff03000241")]
    // Signature before the message.
    [InlineData("6a80", DomainDefinition, NameField, DomainRoot, NameValue, "e00c000115" + Path)]
    // Personal message in between.
    [InlineData("6980", DomainDefinition, "e00800001a" + Path + "0000000161")]
    public async Task Command_out_of_order_is_refused_and_ends_the_message(string expected, params string[] commands)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.RawMessages = true;

        string[] replies = await ExchangeAllAsync(emulator, commands);

        Assert.All(replies.SkipLast(1), reply => Assert.Equal("9000", reply));
        Assert.Equal(expected, replies[^1]);
        Assert.Equal("6980", await ExchangeAsync(emulator, DomainRoot));
    }

    [Fact]
    public async Task Value_in_parts_must_be_text_or_bytes()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.RawMessages = true;

        string[] replies = await ExchangeAllAsync(
            emulator, DomainDefinition, "e01a00ff0a422007636861696e4964", DomainRoot, "e01c01ff03002001");

        Assert.Equal("6a80", replies[^1]);
    }

    [Fact]
    public async Task Hashes_alone_are_signed_when_blind_signing_is_on()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.BlindSigning = true;
        emulator.AutoAnswer = EmulatorAnswer.Approve;

        string reply = await ExchangeAsync(emulator, "e00c000055" + Path + new string('1', 64) + new string('2', 64));

        Assert.Equal(2 * 67, reply.Length);
        Assert.Contains(emulator.Screens, screen => screen.Title.StartsWith("Domain hash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task App_that_runs_out_of_memory_while_building_the_review_ends_without_an_answer()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        await Expect.ReasonAsync(
            LedgerReason.Disconnected,
            () => SendTypedAsync(device, TypedDataHeapCostTests.Permissions(60)));

        Assert.Equal(AppAndVersion.Dashboard, device.Emulator.OpenApp);
        Assert.Empty(device.Emulator.Screens);
    }

    [Fact]
    public async Task App_that_runs_out_of_memory_among_the_values_says_6a00()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        string last = await SendTypedAsync(device, TypedDataHeapCostTests.Permissions(80));

        Assert.Equal("6a00", last);
        Assert.Contains(device.Emulator.ReceivedApdus, apdu => apdu[1] == 0x1c);
        Assert.DoesNotContain(device.Emulator.ReceivedApdus, apdu => apdu[1] == 0x0c);
    }

    [Fact]
    public async Task Text_of_7700_characters_is_refused_for_lack_of_memory()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using ILedgerTransport transport = await device.Emulator.Endpoint.ConnectAsync();
        string status = string.Empty;

        byte[] text = Encoding.ASCII.GetBytes(new string('x', 7700));
        foreach (Apdu apdu in PersonalMessageApdus.Split(DerivationPath.Default, text))
        {
            status = Convert.ToHexStringLower(await transport.ExchangeAsync(apdu.ToBytes()));
        }

        Assert.Equal("6a84", status);
    }

    [Fact]
    public async Task Buttons_move_through_the_screens_and_decide()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait, rawMessages: true);
        List<string> shown = [];
        device.Emulator.ScreenShown += screen => shown.Add(screen.Title);
        Task<EcdsaSignature> request = device.App.SignTypedDataAsync(
            DerivationPath.Default, Samples.Flat(("amount", "uint8", (UInt256)1)));
        while (device.Emulator.CurrentScreen.Kind != DeviceScreenKind.Warning)
        {
            await Task.Delay(5);
        }

        device.Emulator.PressRight();
        Assert.Equal(DeviceScreenKind.Warning, device.Emulator.CurrentScreen.Kind);
        device.Emulator.PressBoth();
        Assert.Equal(DeviceScreenKind.Intro, device.Emulator.CurrentScreen.Kind);
        device.Emulator.PressBoth();
        device.Emulator.PressRight();
        device.Emulator.PressRight();
        Assert.Equal(DeviceScreenKind.SkipOffer, device.Emulator.CurrentScreen.Kind);
        device.Emulator.PressBoth();
        Assert.Equal(DeviceScreenKind.Sign, device.Emulator.CurrentScreen.Kind);
        device.Emulator.PressRight();
        device.Emulator.PressRight();
        device.Emulator.PressLeft();
        device.Emulator.PressRight();
        device.Emulator.PressBoth();

        await Expect.ReasonAsync(LedgerReason.Rejected, () => request);
        Assert.Equal(
            [
                "Blind signing ahead", "Review typed message", "Review struct", "Press right button", "Sign message",
                "Reject message", "Sign message", "Reject message",
            ],
            shown);
        Assert.Equal("app is ready", device.Emulator.CurrentScreen.Lines[0]);
    }

    [Fact]
    public async Task Approving_reads_every_screen_and_reports_it()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        List<DeviceScreen> printed = [];
        Task<EcdsaSignature> request = device.App.SignPersonalMessageAsync(DerivationPath.Default, "hello"u8.ToArray());

        IReadOnlyList<DeviceScreen> seen = await device.Emulator.ApproveAsync(printed.Add);

        await request;
        Assert.Equal(["Review message", "Message", "Sign message"], seen.Select(screen => screen.Title));
        Assert.Equal(seen, printed);
    }

    [Fact]
    public async Task Rejecting_reads_every_screen_too()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        Task<EcdsaSignature> request = device.App.SignPersonalMessageAsync(DerivationPath.Default, "hello"u8.ToArray());

        IReadOnlyList<DeviceScreen> seen = await device.Emulator.RejectAsync();

        await Expect.ReasonAsync(LedgerReason.Rejected, () => request);
        Assert.Equal(
            ["Review message", "Message", "Sign message", "Reject message"], seen.Select(screen => screen.Title));
    }

    [Fact]
    public async Task Frame_of_impossible_length_ends_that_connection_only()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        using System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", emulator.Port);
        await client.GetStream().WriteAsync(new byte[] { 0xff, 0xff, 0xff, 0xff });

        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        Assert.EndsWith("9000", await ExchangeAsync(emulator, "b001000000"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_of_the_emulator_ends_every_connection_and_is_told_when_it_is_disposed_of()
    {
        InvalidOperationException failure = new("a handler of the test failed");
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        emulator.ScreenShown += _ => throw failure;

        await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => Expect.EndsAsync(ExchangeAsync(emulator, "e002010015" + Path)));
        await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => Expect.EndsAsync(ExchangeAsync(emulator, "b001000000")));

        Assert.Same(
            failure, await Assert.ThrowsAsync<InvalidOperationException>(() => emulator.DisposeAsync().AsTask()));
    }

    private static async Task<string> ExchangeAsync(EthereumAppEmulator emulator, string command)
        => (await ExchangeAllAsync(emulator, command))[0];

    private static async Task<string[]> ExchangeAllAsync(EthereumAppEmulator emulator, params string[] commands)
    {
        await using ILedgerTransport transport = await emulator.Endpoint.ConnectAsync();
        List<string> replies = [];
        foreach (string command in commands)
        {
            replies.Add(Convert.ToHexStringLower(await transport.ExchangeAsync(Convert.FromHexString(command))));
        }

        return [.. replies];
    }

    /// <summary>Sends a typed message without the check of its size, until something is refused.</summary>
    private static async Task<string> SendTypedAsync(EmulatedDevice device, TypedData data)
    {
        await using ILedgerTransport transport = await device.Emulator.Endpoint.ConnectAsync();
        string reply = string.Empty;
        foreach (TypedDataCommand command in TypedDataApdus.Build(DerivationPath.Default, TypedDataPlanner.Plan(data)))
        {
            reply = Convert.ToHexStringLower(await transport.ExchangeAsync(command.Apdu.ToBytes()));
            if (reply != "9000")
            {
                return reply;
            }
        }

        return reply;
    }
}
