namespace SessionKeys.Ledger;

/// <summary>Opens an app on a device, which reconnects for it. Serves one request.</summary>
internal sealed class AppSwitch(LedgerEndpoint endpoint, TimeProvider timeProvider)
{
    private const ushort UnknownApp = 0x6807;

    private static readonly TimeSpan SilentLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects with a device in which the app is open, after opening it if need be.</summary>
    public async Task<ILedgerTransport> OpenAsync(string name, CancellationToken cancellationToken)
    {
        ILedgerTransport transport = await endpoint.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            AppAndVersion app = await AskAsync(transport, EthereumApp.DefaultSilentLimit, cancellationToken)
                .ConfigureAwait(false);
            if (app.Name != name && app.Name != AppAndVersion.Dashboard)
            {
                transport = await SwitchAsync(
                    transport, Apdu.CloseApp, AppAndVersion.Dashboard, cancellationToken).ConfigureAwait(false);
            }

            return app.Name == name
                ? transport
                : await SwitchAsync(transport, Apdu.OpenApp(name), name, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a command after which the device leaves, and waits until it is back with the expected
    /// app.</summary>
    private async Task<ILedgerTransport> SwitchAsync(
        ILedgerTransport transport, Apdu command, string expected, CancellationToken cancellationToken)
    {
        await using (transport.ConfigureAwait(false))
        {
            try
            {
                // Closing asks nobody, opening may.
                Reply reply = await new DeviceLink(transport, EthereumApp.DefaultSilentLimit, timeProvider)
                    .SendAsync(command, isSilent: command == Apdu.CloseApp, cancellationToken).ConfigureAwait(false);
                if (!reply.IsOk)
                {
                    throw reply.Status == UnknownApp
                        ? HidErrors.AppNotInstalled(expected, reply.Status)
                        : StatusErrors.Explain(command, reply.Status, path: null);
                }
            }
            catch (LedgerException exception) when (exception.Reason == LedgerReason.Disconnected)
            {
                // The device may leave before its reply is read; which app is open afterwards tells what happened.
            }
        }

        return await WaitAsync(transport, expected, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ILedgerTransport> WaitAsync(
        ILedgerTransport previous, string expected, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        string seen = "No device was seen";
        LedgerException? cause = null;
        while (timeProvider.GetElapsedTime(start) < LedgerDevice.ReconnectLimit)
        {
            await Task.Delay(PollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                ILedgerTransport transport = await endpoint.ReconnectAsync(previous, cancellationToken)
                    .ConfigureAwait(false);
                AppAndVersion app = await AskOrCloseAsync(transport, cancellationToken).ConfigureAwait(false);
                if (app.Name == expected)
                {
                    return transport;
                }

                (seen, cause) = ($"Open is {app.Name} {app.Version}", null);
                await transport.DisposeAsync().ConfigureAwait(false);
            }
            catch (LedgerException exception) when (IsPassing(exception.Reason))
            {
                (seen, cause) = ($"The last attempt gave {exception.Id}", exception);
            }
        }

        throw HidErrors.NotBack(expected, seen, LedgerDevice.ReconnectLimit, cause);
    }

    private async Task<AppAndVersion> AskOrCloseAsync(ILedgerTransport transport, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(transport, SilentLimit, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<AppAndVersion> AskAsync(
        ILedgerTransport transport, TimeSpan limit, CancellationToken cancellationToken)
        => new DeviceLink(transport, limit, timeProvider).GetAppAndVersionAsync(cancellationToken);

    /// <summary>What a device that is about to come back may look like: gone, not yet permitted to this user by the
    /// operating system, or still starting.</summary>
    private static bool IsPassing(LedgerReason reason) => reason is
        LedgerReason.NoDevice or LedgerReason.Disconnected or LedgerReason.DeviceBusy or LedgerReason.PermissionDenied
        or LedgerReason.Timeout or LedgerReason.DeviceError;
}
