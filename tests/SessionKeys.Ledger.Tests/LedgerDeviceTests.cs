using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>From whatever is open on a device to the Ethereum app.</summary>
public class LedgerDeviceTests
{
    [Theory]
    [InlineData(AppAndVersion.Ethereum, "b001")]
    [InlineData(AppAndVersion.Dashboard, "b001 e0d8 b001")]
    [InlineData("Bitcoin", "b001 b0a7 b001 e0d8 b001")]
    public async Task Ethereum_app_is_opened_from_anywhere(string openApp, string commands)
    {
        await using UsbDevice device = UsbDevice.Start(openApp: openApp);

        await using EthereumApp app = await LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint());

        Assert.Equal(
            commands, string.Join(' ', device.Emulator.ReceivedApdus.Select(apdu => $"{apdu[0]:x2}{apdu[1]:x2}")));
        Assert.Equal(new AppAndVersion("Ethereum", "1.22.0"), await app.GetAppAndVersionAsync());
        Assert.Equal(Samples.DeviceAddress, await app.GetAddressAsync(DerivationPath.Default));
        Assert.Equal(1, device.Hid.OpenHandles);
    }

    [Fact]
    public async Task Ethereum_app_is_opened_over_tcp_too()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = "Bitcoin" });
        emulator.AutoAnswer = EmulatorAnswer.Approve;

        await using EthereumApp app = await LedgerDevice.OpenEthereumAppAsync(emulator.Endpoint);

        Assert.Equal(Samples.DeviceAddress, await app.GetAddressAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Device_is_found_again_at_another_place_under_another_id_and_never_another_device()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = AppAndVersion.Dashboard });
        await using EthereumAppEmulator otherEmulator = EthereumAppEmulator.Start();
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        using EmulatedHidDevice device = new(emulator, slot: 1) { LooksUntilBack = 3 };
        using EmulatedHidDevice other = new(otherEmulator, slot: 2);
        EmulatedUsb usb = new(device, other);
        (string path, ushort id) = (device.Path, device.ProductId);

        await using EthereumApp app = await LedgerDevice.OpenEthereumAppAsync(usb.Endpoint(path));

        Assert.NotEqual((path, id), (device.Path, device.ProductId));
        Assert.Equal(id >> 8, device.ProductId >> 8);
        Assert.NotEqual(id, device.ProductId);
        Assert.Equal(1, device.OpenHandles);
        Assert.Empty(otherEmulator.ReceivedApdus);
    }

    [Fact]
    public async Task App_that_is_not_installed_is_told()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = AppAndVersion.Dashboard, InstalledApps = ["Bitcoin"] });

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.AppNotInstalled, () => LedgerDevice.OpenEthereumAppAsync(emulator.Endpoint));

        Assert.Contains("6807", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_may_refuse_to_open_the_app()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Reject, openApp: AppAndVersion.Dashboard);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Rejected, () => LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint()));

        Assert.Contains("5501 to OPEN APP", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Hid.OpenHandles);
        Assert.Equal(AppAndVersion.Dashboard, device.Emulator.OpenApp);
    }

    [Fact]
    public async Task Locked_device_is_told_at_once()
    {
        await using UsbDevice device = UsbDevice.Start(openApp: AppAndVersion.Dashboard);
        device.Emulator.IsLocked = true;

        await Expect.ReasonAsync(
            LedgerReason.Locked, () => LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint()));

        Assert.Equal(0, device.Hid.OpenHandles);
    }

    [Fact]
    public async Task Device_that_stays_away_is_told_after_ten_seconds()
    {
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using UsbDevice device = UsbDevice.Start(openApp: AppAndVersion.Dashboard);
        device.Hid.LooksUntilBack = int.MaxValue;
        Task<EthereumApp> opening = LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint(), time);
        await Expect.SoonAsync(() => device.Emulator.OpenApp == AppAndVersion.Ethereum);

        while (!opening.IsCompleted)
        {
            if (time.PendingTimers > 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(250));
            }

            await Task.Delay(1);
        }

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.Timeout, () => opening);
        Assert.Contains("ledger-no-device; it must take at most 10 s", exception.Message, StringComparison.Ordinal);
        Assert.InRange(
            time.GetUtcNow() - DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task App_that_does_not_say_that_it_closes_is_told_after_ten_seconds()
    {
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using UsbDevice device = UsbDevice.Start(openApp: "Bitcoin");
        bool isClosing = false;
        device.Hid.Reports = report =>
        {
            isClosing |= report.AsSpan(8, 2).SequenceEqual((byte[])[0xb0, 0xa7]);
            return isClosing ? null : report;
        };
        Task<EthereumApp> opening = LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint(timeProvider: time), time);
        await Expect.SoonAsync(() => isClosing);

        time.Advance(EthereumApp.DefaultSilentLimit);

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.Timeout, () => Expect.EndsAsync(opening));
        Assert.Contains("CLOSE APP", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Hid.OpenHandles);
    }

    [Fact]
    public async Task Device_that_comes_back_locked_is_told()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait, openApp: AppAndVersion.Dashboard);
        Task<EthereumApp> opening = LedgerDevice.OpenEthereumAppAsync(device.Usb.Endpoint());
        await Expect.SoonAsync(() => device.Emulator.CurrentScreen.Title == "Open app");
        device.Emulator.IsLocked = true;

        await device.Emulator.ApproveAsync();

        await Expect.ReasonAsync(LedgerReason.Locked, () => Expect.EndsAsync(opening));
    }

    [Fact]
    public async Task Wait_for_the_person_is_cancelled()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait, openApp: AppAndVersion.Dashboard);
        using CancellationTokenSource cancel = new();
        Task<EthereumApp> opening = LedgerDevice.OpenEthereumAppAsync(
            device.Usb.Endpoint(), cancellationToken: cancel.Token);
        await Expect.SoonAsync(() => device.Emulator.CurrentScreen.Title == "Open app");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Expect.EndsAsync(opening));
        Assert.Equal(0, device.Hid.OpenHandles);
    }

    [Fact]
    public async Task Wait_for_the_device_is_cancelled()
    {
        await using UsbDevice device = UsbDevice.Start(openApp: AppAndVersion.Dashboard);
        device.Hid.LooksUntilBack = int.MaxValue;
        using CancellationTokenSource cancel = new();
        Task<EthereumApp> opening = LedgerDevice.OpenEthereumAppAsync(
            device.Usb.Endpoint(), cancellationToken: cancel.Token);
        await Expect.SoonAsync(() => device.Emulator.OpenApp == AppAndVersion.Ethereum);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Expect.EndsAsync(opening));
    }
}
