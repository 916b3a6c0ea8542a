namespace SessionKeys.Ledger;

/// <summary>Carries single commands to a device and brings back the replies.</summary>
/// <remarks>
/// One command is in flight at a time. When an exchange is cancelled or fails, the connection is closed for good,
/// because the device may still answer and that answer must never be taken for the reply to a later command.
/// </remarks>
public interface ILedgerTransport : IAsyncDisposable
{
    /// <summary>Gets how the device shows what it asks.</summary>
    /// <value>Null where the transport does not tell, as with Speculos.</value>
    DeviceDisplay? Display => null;

    /// <summary>Sends one command and waits for its reply, as long as the person needs to decide.</summary>
    /// <param name="apdu">The command: 5 to 260 bytes, header, length and data.</param>
    /// <param name="cancellationToken">Ends the wait and closes the connection.</param>
    /// <returns>The reply: its data followed by the two bytes of the status word.</returns>
    /// <exception cref="LedgerException">The connection ended, or what came back is not a reply.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default);
}
