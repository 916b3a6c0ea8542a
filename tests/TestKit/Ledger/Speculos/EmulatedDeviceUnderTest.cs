using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>The emulator as device under test.</summary>
/// <param name="emulator">The emulator, disposed of with this.</param>
public sealed class EmulatedDeviceUnderTest(EthereumAppEmulator emulator) : IDeviceUnderTest
{
    /// <inheritdoc/>
    public LedgerEndpoint Endpoint => emulator.Endpoint;

    /// <inheritdoc/>
    public Task ApproveAsync(CancellationToken cancellationToken = default)
        => emulator.ApproveAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task RejectAsync(CancellationToken cancellationToken = default)
        => emulator.RejectAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task ToggleRawMessagesAsync(CancellationToken cancellationToken = default)
    {
        emulator.Settings.RawMessages = !emulator.Settings.RawMessages;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => emulator.DisposeAsync();
}
