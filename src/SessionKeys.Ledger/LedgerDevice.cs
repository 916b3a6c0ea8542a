namespace SessionKeys.Ledger;

/// <summary>Brings a Ledger to where the Ethereum app is open.</summary>
public static class LedgerDevice
{
    /// <summary>How long a device may take to come back after an app opened or closed: 10 seconds.</summary>
    public static readonly TimeSpan ReconnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>Connects, closes another app, opens the Ethereum app, and connects with it.</summary>
    /// <param name="endpoint">Where the device is.</param>
    /// <param name="timeProvider">The clock of all limits; null is the system's.</param>
    /// <param name="cancellationToken">Ends the wait and closes the connection.</param>
    /// <returns>The Ethereum app, which the caller disposes.</returns>
    /// <exception cref="LedgerException">No device is there or it is locked, the app is not installed
    /// (<see cref="LedgerReason.AppNotInstalled"/>), the person refused to open it
    /// (<see cref="LedgerReason.Rejected"/>), or the device did not come back in time
    /// (<see cref="LedgerReason.Timeout"/>).</exception>
    /// <remarks>
    /// The device may ask the person whether to open the app; that wait has no limit but the token. Between two apps
    /// the device leaves USB and comes back with another product id, and maybe another path: the same model is found
    /// again, and never a Ledger that was there beside it.
    /// </remarks>
    public static async Task<EthereumApp> OpenEthereumAppAsync(
        LedgerEndpoint endpoint, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        AppSwitch app = new(endpoint, clock);
        ILedgerTransport transport = await app.OpenAsync(AppAndVersion.Ethereum, cancellationToken)
            .ConfigureAwait(false);
        return new EthereumApp(transport, timeProvider: clock);
    }
}
