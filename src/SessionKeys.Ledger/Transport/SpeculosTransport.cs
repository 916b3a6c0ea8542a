using System.Net.Sockets;

namespace SessionKeys.Ledger;

/// <summary>Speaks to Speculos, or to anything with the same TCP framing.</summary>
/// <remarks>
/// Safe for use from several threads: exchanges queue. The wait for a reply has no limit, since a person decides; but
/// once the first byte has come the rest must follow within <see cref="FrameTimeout"/>, so that a wrong server cannot
/// hang a caller. Speculos answers only its newest client, and it may hand that client the late answer to a command of
/// an earlier one; such a reply is refused by what is expected of it, at the latest when the signature is checked.
/// </remarks>
public sealed class SpeculosTransport : ILedgerTransport
{
    /// <summary>How long a connection attempt may take: 10 seconds.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the rest of a reply may take after its first byte: 5 seconds.</summary>
    public static readonly TimeSpan FrameTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneInFlight = new(1, 1);
    private readonly Stream _stream;
    private readonly string _peer;
    private readonly TimeProvider _timeProvider;
    private volatile bool _isClosed;

    internal SpeculosTransport(Stream stream, string peer, TimeProvider timeProvider)
    {
        _stream = stream;
        _peer = peer;
        _timeProvider = timeProvider;
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="host">A host name or address.</param>
    /// <param name="port">The port of the APDU server, 1 to 65535; Speculos' own default is 9999.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The open transport, which the caller disposes.</returns>
    /// <exception cref="LedgerException">Nobody accepts connections there.</exception>
    public static async Task<SpeculosTransport> ConnectAsync(
        string host, int port, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            return new SpeculosTransport(
                new NetworkStream(socket, ownsSocket: true), $"{host}:{port}", TimeProvider.System);
        }
        catch (Exception exception) when (
            exception is SocketException || (
                exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw LedgerErrors.NotConnected($"{host}:{port}", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
    {
        await _oneInFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isClosed)
            {
                throw LedgerErrors.AlreadyClosed(_peer);
            }

            return await ExchangeOnceAsync(apdu, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _oneInFlight.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private async Task<byte[]> ExchangeOnceAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken)
    {
        try
        {
            byte[] header = new byte[SpeculosFraming.HeaderLength];
            await _stream.WriteAsync(SpeculosFraming.EncodeCommand(apdu.Span), cancellationToken).ConfigureAwait(false);
            await _stream.ReadExactlyAsync(header.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
            return await ReadRestAsync(header, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw LedgerErrors.ConnectionEnded(_peer, exception);
        }
    }

    private async Task<byte[]> ReadRestAsync(byte[] header, CancellationToken cancellationToken)
    {
        using CancellationTokenSource frameLimit = new(FrameTimeout, _timeProvider);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(frameLimit.Token, cancellationToken);
        try
        {
            await _stream.ReadExactlyAsync(header.AsMemory(1), either.Token).ConfigureAwait(false);
            if (!SpeculosFraming.TryReadReplyLength(header, out int bodyLength, out uint announced))
            {
                throw LedgerErrors.ReplyTooLong(_peer, announced);
            }

            byte[] reply = new byte[bodyLength];
            await _stream.ReadExactlyAsync(reply, either.Token).ConfigureAwait(false);
            return reply;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw LedgerErrors.ReplyIncomplete(_peer);
        }
    }

    private async ValueTask CloseAsync()
    {
        _isClosed = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
    }
}
