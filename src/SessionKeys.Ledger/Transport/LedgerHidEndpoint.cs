namespace SessionKeys.Ledger;

/// <summary>A device on USB.</summary>
/// <param name="Device">The path of the device, or its serial number if no other Ledger has the same; null for the only
/// Ledger that is connected. The path can change when an app opens or closes.</param>
public sealed record LedgerHidEndpoint(string? Device = null) : LedgerEndpoint
{
    internal HidConnector Connector { get; init; } = HidConnector.ForThisSystem;

    /// <inheritdoc/>
    public override async Task<ILedgerTransport> ConnectAsync(CancellationToken cancellationToken = default)
        => await Connector.ConnectAsync(Device, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the endpoint in the form that <see cref="LedgerEndpoint.Parse"/> reads.</summary>
    /// <returns><c>hid</c> or <c>hid:PATH-OR-SERIAL</c>.</returns>
    public override string ToString() => Device is null ? "hid" : $"hid:{Device}";

    internal override async Task<ILedgerTransport> ReconnectAsync(
        ILedgerTransport previous, CancellationToken cancellationToken)
        => previous is HidTransport transport
            ? await Connector.ReconnectAsync(transport, cancellationToken).ConfigureAwait(false)
            : await ConnectAsync(cancellationToken).ConfigureAwait(false);
}
