using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>FI-30 as far as USB goes: after every fault there is no signature, nothing hangs, and a new connection
/// works.</summary>
public class HidFaultTests
{
    private static readonly byte[] Command = Apdu.AppAndVersion.ToBytes();
    private static readonly byte[] LongText = [.. Enumerable.Range(0, 2_000).Select(i => (byte)(0x20 + (i % 95)))];

    [Fact]
    public async Task Unplugged_while_the_person_reads_gives_no_signature_and_can_be_done_again()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait);
        await using EthereumApp app = await device.AppAsync();
        Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, LongText);
        await device.UntilAskedAsync();

        device.Hid.Unplug();

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => Expect.EndsAsync(signing));
        Assert.Contains("no signature came", exception.Message, StringComparison.Ordinal);
        await Expect.ReasonAsync(LedgerReason.NoDevice, device.AppAsync);
        device.Hid.PlugIn();
        device.Emulator.AutoAnswer = EmulatorAnswer.Approve;
        await using EthereumApp again = await LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint());
        LedgerApprover approver = await LedgerApprover.CreateAsync(again, DerivationPath.Default);
        await approver.SignMessageAsync(LongText);
    }

    [Fact]
    public async Task Unplugged_between_two_commands_is_a_disconnect()
    {
        await using UsbDevice device = UsbDevice.Start();
        await using HidTransport transport = await device.ConnectAsync();
        await transport.ExchangeAsync(Command);

        device.Hid.Unplug();

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => Expect.EndsAsync(transport.ExchangeAsync(Command)));
    }

    [Fact]
    public async Task App_that_ends_while_it_signs_is_told_as_a_disconnect()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait);
        await using EthereumApp app = await device.AppAsync();
        Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, LongText);
        await device.UntilAskedAsync();

        device.Emulator.CutPower();

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => Expect.EndsAsync(signing));
    }

    [Fact]
    public async Task Second_connection_is_refused_where_programs_have_devices_for_themselves()
    {
        await using UsbDevice device = UsbDevice.Start(isLikeWindows: true);
        await using HidTransport first = await device.ConnectAsync();

        await Expect.ReasonAsync(LedgerReason.DeviceBusy, () => device.ConnectAsync());

        await first.ExchangeAsync(Command);
    }

    [Fact]
    public async Task Cancelled_exchange_frees_the_device_and_its_late_reply_reaches_nobody()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait, isLikeWindows: true);
        using CancellationTokenSource cancel = new();
        await using EthereumApp app = await device.AppAsync();
        Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, LongText, cancel.Token);
        await device.UntilAskedAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Expect.EndsAsync(signing));
        Assert.Equal(0, device.Hid.OpenHandles);
        await using EthereumApp second = await device.AppAsync();
        Task<LedgerApprover> approver = LedgerApprover.CreateAsync(second, DerivationPath.Default);
        await Expect.SoonAsync(() => device.Hid.PendingCommands == 2);
        await device.Emulator.ApproveAsync();
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => Expect.EndsAsync(approver));
        Assert.Contains("its channel is", exception.Message, StringComparison.Ordinal);
        await Expect.SoonAsync(() => device.Hid.PendingCommands == 0);
        await using EthereumApp third = await device.AppAsync();
        Assert.Equal(Samples.DeviceAddress, await third.GetAddressAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Two_connections_never_take_each_others_replies()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait);
        await using EthereumApp first = await device.AppAsync();
        await using EthereumApp second = await device.AppAsync();
        Task<EcdsaSignature> signing = first.SignPersonalMessageAsync(DerivationPath.Default, LongText);
        await device.UntilAskedAsync();
        Task<Address> address = second.GetAddressAsync(DerivationPath.Default);
        await Expect.SoonAsync(() => device.Hid.PendingCommands == 2);

        await device.Emulator.ApproveAsync();

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(LongText), await signing, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => Expect.EndsAsync(address));
    }

    [Fact]
    public async Task Command_of_which_a_packet_is_lost_ends_in_time_and_the_next_connection_works()
    {
        await using UsbDevice device = UsbDevice.Start();
        await using EthereumApp app = new(await device.ConnectAsync(), silentLimit: TimeSpan.FromMilliseconds(300));
        byte[] message = LongText[..100];
        device.Hid.Reports = report => report[5] > 0 ? null : report;

        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Expect.EndsAsync(app.SignPersonalMessageAsync(DerivationPath.Default, message, cancel.Token)));

        device.Hid.Reports = report => report;
        Assert.Empty(device.Emulator.ReceivedApdus);
        await using EthereumApp again = await device.AppAsync();
        await again.SignPersonalMessageAsync(DerivationPath.Default, message);
    }

    [Fact]
    public async Task Silent_command_whose_packets_are_lost_is_a_timeout()
    {
        await using UsbDevice device = UsbDevice.Start();
        await using EthereumApp app = new(await device.ConnectAsync(), silentLimit: TimeSpan.FromMilliseconds(300));
        device.Hid.Reports = _ => null;

        await Expect.ReasonAsync(
            LedgerReason.Timeout, () => Expect.EndsAsync(app.GetAddressAsync(DerivationPath.Default)));
    }
}
