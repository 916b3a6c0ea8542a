using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Which device is opened, and what a person is told when none is.</summary>
public class HidConnectorTests
{
    [Fact]
    public async Task No_device_is_told()
    {
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.NoDevice, () => new EmulatedUsb().Endpoint().ConnectAsync());

        Assert.Contains("No Ledger was found on USB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_devices_are_listed_and_one_is_opened_by_its_path()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        using EmulatedHidDevice nano = new(emulator, slot: 1);
        using EmulatedHidDevice stax = new(emulator, slot: 2) { Model = 0x60 };
        EmulatedUsb usb = new(nano, stax);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.SeveralDevices, () => usb.Endpoint().ConnectAsync());
        Assert.Contains("Ledger Nano S Plus (hid:/dev/hidraw1.1, serial number 0001)", exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("Ledger Stax (hid:/dev/hidraw2.1", exception.Message, StringComparison.Ordinal);

        await using ILedgerTransport transport = await usb.Endpoint("/dev/hidraw2.1").ConnectAsync();
        Assert.Equal((0, 1), (nano.OpenHandles, stax.OpenHandles));
    }

    [Fact]
    public async Task Serial_number_chooses_a_device_unless_another_has_the_same()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        using EmulatedHidDevice first = new(emulator, slot: 1);
        using EmulatedHidDevice second = new(emulator, slot: 2);
        using EmulatedHidDevice third = new(emulator, slot: 3) { Serial = "0042" };
        EmulatedUsb usb = new(first, second, third);

        await using ILedgerTransport transport = await usb.Endpoint("0042").ConnectAsync();

        Assert.Equal(1, third.OpenHandles);
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.SeveralDevices, () => usb.Endpoint("0001").ConnectAsync());
        Assert.DoesNotContain("0042", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_is_not_there_is_refused_with_what_is()
    {
        await using UsbDevice device = UsbDevice.Start();

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.NoDevice, () => device.Usb.Endpoint("/dev/hidraw9").ConnectAsync());

        Assert.Contains("No Ledger \"/dev/hidraw9\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("hid:/dev/hidraw0.1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task U2f_interface_is_never_opened_even_by_its_path()
    {
        await using UsbDevice device = UsbDevice.Start();

        await Expect.ReasonAsync(
            LedgerReason.NoDevice, () => device.Usb.Endpoint(device.Hid.Path + "-u2f").ConnectAsync());
    }

    [Theory]
    [InlineData(0x0001, "Ledger Nano S")]
    [InlineData(0x0004, "Ledger Nano X")]
    [InlineData(0x0005, "Ledger Nano S Plus")]
    [InlineData(0x0006, "Ledger Stax")]
    [InlineData(0x0007, "Ledger Flex")]
    [InlineData(0x0008, "Ledger Nano Gen5")]
    public async Task Bootloader_is_refused_by_name(ushort productId, string name)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        using EmulatedHidDevice device = new(emulator) { FixedProductId = productId };

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.NoDevice, () => new EmulatedUsb(device).Endpoint().ConnectAsync());

        Assert.Contains($"The {name} is in its bootloader", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PermissionDenied", LedgerReason.PermissionDenied)]
    [InlineData("Busy", LedgerReason.DeviceBusy)]
    [InlineData("Gone", LedgerReason.NoDevice)]
    [InlineData("LibraryMissing", LedgerReason.LibraryMissing)]
    [InlineData("Other", LedgerReason.Disconnected)]
    public async Task Device_that_does_not_open_is_told_with_the_words_of_the_system(string fault, LedgerReason reason)
    {
        await using UsbDevice device = UsbDevice.Start();
        device.Hid.OpenFault = fault;

        LedgerException exception = await Expect.ReasonAsync(reason, () => device.ConnectAsync());

        Assert.Contains($"The emulated system said {fault}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_permission_names_the_rule_that_helps()
    {
        await using UsbDevice device = UsbDevice.Start();
        device.Hid.OpenFault = "PermissionDenied";

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.PermissionDenied, () => device.ConnectAsync());

        Assert.Contains(
            OperatingSystem.IsLinux() ? "udev rule of docs/ledger.md" : "docs/ledger.md", exception.WhatToDo,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_library_names_the_package()
    {
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.LibraryMissing, () => new EmulatedUsb { IsLibraryMissing = true }.Endpoint().ConnectAsync());

        Assert.Contains("libhidapi-hidraw0", exception.WhatToDo, StringComparison.Ordinal);
    }
}
