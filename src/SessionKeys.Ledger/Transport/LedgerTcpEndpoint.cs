namespace SessionKeys.Ledger;

/// <summary>A device behind the TCP port of Speculos.</summary>
/// <param name="Host">A host name, or an IP address without brackets.</param>
/// <param name="Port">The port of the APDU server, 1 to 65535.</param>
public sealed record LedgerTcpEndpoint(string Host, int Port) : LedgerEndpoint
{
    /// <inheritdoc/>
    public override async Task<ILedgerTransport> ConnectAsync(CancellationToken cancellationToken = default)
        => await SpeculosTransport.ConnectAsync(Host, Port, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the endpoint in the form that <see cref="LedgerEndpoint.Parse"/> reads.</summary>
    /// <returns><c>tcp:HOST:PORT</c>, an IPv6 address in brackets.</returns>
    public override string ToString()
        => Host.Contains(':', StringComparison.Ordinal) ? $"tcp:[{Host}]:{Port}" : $"tcp:{Host}:{Port}";

    internal override Task<ILedgerTransport> ReconnectAsync(
        ILedgerTransport previous, CancellationToken cancellationToken) => ConnectAsync(cancellationToken);
}
