using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>An emulated device and a connected client.</summary>
internal sealed class EmulatedDevice : IAsyncDisposable
{
    private EmulatedDevice(EthereumAppEmulator emulator, EthereumApp app)
    {
        Emulator = emulator;
        App = app;
    }

    public EthereumAppEmulator Emulator { get; }

    public EthereumApp App { get; }

    public static async Task<EmulatedDevice> StartAsync(
        EmulatorAnswer answer = EmulatorAnswer.Approve, bool rawMessages = false, EmulatorOptions? options = null)
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start(options);
        emulator.AutoAnswer = answer;
        emulator.Settings.RawMessages = rawMessages;
        return new EmulatedDevice(emulator, new EthereumApp(await emulator.Endpoint.ConnectAsync()));
    }

    public Task<LedgerApprover> ApproverAsync() => LedgerApprover.CreateAsync(
        App, DerivationPath.Default, Samples.DeviceAddress);

    /// <summary>A second client through a hostile cable.</summary>
    public async Task<EthereumApp> TamperedAsync(
        Func<byte[], byte[]>? command = null, Func<byte[], byte[], byte[]>? reply = null)
        => new(new TamperingTransport(await Emulator.Endpoint.ConnectAsync(), command, reply));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
