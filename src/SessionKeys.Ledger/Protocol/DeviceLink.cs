namespace SessionKeys.Ledger;

/// <summary>Sends commands, limits the silent ones in time, and explains the status words that need a second
/// look.</summary>
internal sealed class DeviceLink(ILedgerTransport transport, TimeSpan silentLimit, TimeProvider timeProvider)
{
    public async Task<AppAndVersion> GetAppAndVersionAsync(CancellationToken cancellationToken)
    {
        Reply reply = await SendAsync(Apdu.AppAndVersion, isSilent: true, cancellationToken).ConfigureAwait(false);
        return reply.IsOk
            ? AppAndVersion.Parse(reply.Data)
            : throw StatusErrors.Explain(Apdu.AppAndVersion, reply.Status, path: null);
    }

    public async Task<AppConfiguration> GetConfigurationAsync(CancellationToken cancellationToken)
        => AppConfiguration.Parse(
            await RequestAsync(Apdu.Configuration, null, isSilent: true, cancellationToken).ConfigureAwait(false));

    /// <summary>Sends a command that stands alone.</summary>
    public async Task<byte[]> RequestAsync(
        Apdu apdu, DerivationPath? path, bool isSilent, CancellationToken cancellationToken)
    {
        Reply reply = await SendAsync(apdu, isSilent, cancellationToken).ConfigureAwait(false);
        return reply.IsOk
            ? reply.Data
            : throw await ExplainAsync(apdu, reply.Status, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a command and returns whatever status comes.</summary>
    public async Task<Reply> SendAsync(Apdu apdu, bool isSilent, CancellationToken cancellationToken)
    {
        if (!isSilent)
        {
            return Reply.Parse(
                await transport.ExchangeAsync(apdu.ToBytes(), cancellationToken).ConfigureAwait(false), apdu.Name);
        }

        using CancellationTokenSource limit = new(silentLimit, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, cancellationToken);
        try
        {
            return Reply.Parse(
                await transport.ExchangeAsync(apdu.ToBytes(), either.Token).ConfigureAwait(false), apdu.Name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw LedgerErrors.NoAnswer(apdu.Name, silentLimit);
        }
    }

    /// <summary>An unknown command means another app or an old one: the operating system knows which.</summary>
    public async Task<LedgerException> ExplainAsync(
        Apdu apdu, ushort status, DerivationPath? path, CancellationToken cancellationToken)
    {
        if (!StatusWord.IsUnknownCommand(status))
        {
            return StatusErrors.Explain(apdu, status, path);
        }

        AppAndVersion app = await GetAppAndVersionAsync(cancellationToken).ConfigureAwait(false);
        return app.Name == AppAndVersion.Ethereum
            ? LedgerErrors.AppTooOld(apdu.Name, app.Version, CommandVersions.FirstWith(apdu))
            : LedgerErrors.WrongApp(app);
    }
}
