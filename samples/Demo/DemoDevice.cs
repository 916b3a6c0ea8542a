using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>The Ledger of the demo: the emulator, whose buttons the demo presses, or a device of its own.</summary>
internal sealed class DemoDevice : IAsyncDisposable
{
    private readonly EthereumAppEmulator? _emulator;
    private readonly EthereumApp _app;

    private DemoDevice(EthereumAppEmulator? emulator, EthereumApp app, LedgerApprover approver, string name)
    {
        _emulator = emulator;
        _app = app;
        Approver = approver;
        Name = name;
    }

    public LedgerApprover Approver { get; }

    public string Name { get; }

    /// <summary>How the device shows what it asks, or null if that is not known.</summary>
    public DeviceDisplay? Display => IsEmulator ? DeviceDisplay.Nano : Approver.Display;

    /// <summary>Whether the demo can change the device's settings itself.</summary>
    public bool IsEmulator => _emulator is not null;

    public static async Task<DemoDevice> ConnectAsync(LedgerEndpoint? endpoint, CancellationToken cancellationToken)
    {
        EthereumAppEmulator? emulator = endpoint is null ? EthereumAppEmulator.Start() : null;
        EthereumApp? app = null;
        try
        {
            LedgerEndpoint target = endpoint ?? emulator!.Endpoint;
            app = await LedgerDevice
                .OpenEthereumAppAsync(target, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            LedgerApprover approver = await LedgerApprover
                .CreateAsync(app, DerivationPath.Default, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            string name = emulator is null ? $"device at {target}" : "emulator of the Ethereum app 1.22.0, Nano S Plus";
            return new DemoDevice(emulator, app, approver, name);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync().ConfigureAwait(false);
            }

            if (emulator is not null)
            {
                await emulator.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Waits for a signature while a person (or the demo, on the emulator) reads and confirms.</summary>
    /// <returns>The signature and the screens that were read; none if it is not the emulator.</returns>
    public async Task<(EcdsaSignature Signature, IReadOnlyList<DeviceScreen> Screens)> ConfirmAsync(
        Func<Task<EcdsaSignature>> request, CancellationToken cancellationToken)
    {
        if (_emulator is null)
        {
            return (await request().ConfigureAwait(false), []);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<DeviceScreen>> person = _emulator.ApproveAsync(cancellationToken: ended.Token);
        try
        {
            EcdsaSignature signature = await request().ConfigureAwait(false);
            return (signature, await person.ConfigureAwait(false));
        }
        catch
        {
            // The device refused before it asked: nobody has a question to answer any more.
            await ended.CancelAsync().ConfigureAwait(false);
            await ((Task)person).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Switches the setting that shows every field of typed data.</summary>
    public void SetRawMessages(bool isOn)
    {
        if (_emulator is not null)
        {
            _emulator.Settings.RawMessages = isOn;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
