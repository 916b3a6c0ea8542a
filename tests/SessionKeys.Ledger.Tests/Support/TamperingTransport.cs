namespace SessionKeys.Ledger.Tests;

/// <summary>A hostile cable: changes what a device answers, or what it is asked.</summary>
internal sealed class TamperingTransport(
    ILedgerTransport inner, Func<byte[], byte[]>? command = null, Func<byte[], byte[], byte[]>? reply = null)
    : ILedgerTransport
{
    public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
    {
        byte[] sent = command is null ? apdu.ToArray() : command(apdu.ToArray());
        byte[] received = await inner.ExchangeAsync(sent, cancellationToken);
        return reply is null ? received : reply(sent, received);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
