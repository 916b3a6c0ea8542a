using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>An emulated device on emulated USB.</summary>
internal sealed class UsbDevice : IAsyncDisposable
{
    private UsbDevice(EthereumAppEmulator emulator, bool isLikeWindows)
    {
        Emulator = emulator;
        Hid = new EmulatedHidDevice(emulator);
        Usb = new EmulatedUsb(Hid) { IsLikeWindows = isLikeWindows };
    }

    public EthereumAppEmulator Emulator { get; }

    public EmulatedHidDevice Hid { get; }

    public EmulatedUsb Usb { get; }

    public static UsbDevice Start(
        EmulatorAnswer answer = EmulatorAnswer.Approve,
        bool rawMessages = false,
        string openApp = AppAndVersion.Ethereum,
        bool isLikeWindows = false)
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start(new EmulatorOptions { OpenApp = openApp });
        emulator.AutoAnswer = answer;
        emulator.Settings.RawMessages = rawMessages;
        return new UsbDevice(emulator, isLikeWindows);
    }

    public async Task<HidTransport> ConnectAsync(TimeProvider? timeProvider = null)
        => (HidTransport)await Usb.Endpoint(timeProvider: timeProvider).ConnectAsync();

    public async Task<EthereumApp> AppAsync() => new(await ConnectAsync());

    /// <summary>Waits until the device shows its question.</summary>
    public Task UntilAskedAsync() => Expect.SoonAsync(() => Emulator.CurrentScreen.Title == "Review message");

    public async ValueTask DisposeAsync()
    {
        Hid.Dispose();
        await Emulator.DisposeAsync();
    }
}
