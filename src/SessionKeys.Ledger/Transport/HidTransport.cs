using System.Security.Cryptography;

namespace SessionKeys.Ledger;

/// <summary>Speaks to a Ledger on USB, through hidapi.</summary>
/// <remarks>
/// Safe for use from several threads: exchanges queue. The wait for a reply has no limit, since a person decides; but
/// once the first packet has come the rest must follow within <see cref="FrameTimeout"/>. Each connection has a random
/// channel, so that the reply to another connection, or another program, is refused instead of taken. Cancelling takes
/// effect within a twentieth of a second, after which the device is free for others.
/// </remarks>
public sealed class HidTransport : ILedgerTransport
{
    /// <summary>How long the rest of a reply may take after its first packet: 5 seconds.</summary>
    public static readonly TimeSpan FrameTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of a reply: 258 of data, as with Speculos, and the status word.</summary>
    internal const int MaxReply = SpeculosFraming.MaxReplyData + SpeculosFraming.StatusLength;

    private static readonly TimeSpan ReadSlice = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _oneInFlight = new(1, 1);
    private readonly Lock _closingLock = new();
    private readonly HidWorker _worker = new("Ledger on USB");
    private readonly IHidDevice _device;
    private readonly TimeProvider _timeProvider;
    private readonly ushort _channel = (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue);
    private volatile Task? _closing;

    internal HidTransport(
        IHidDevice device, HidDeviceEntry entry, IReadOnlySet<string> others, TimeProvider timeProvider)
    {
        _device = device;
        _timeProvider = timeProvider;
        Entry = entry;
        Others = others;
    }

    /// <inheritdoc/>
    public DeviceDisplay? Display => Entry.Model.Display;

    /// <summary>The device as it was found.</summary>
    internal HidDeviceEntry Entry { get; }

    /// <summary>The paths of the other Ledgers that were there when this one was chosen.</summary>
    internal IReadOnlySet<string> Others { get; }

    /// <summary>Opens a connection.</summary>
    /// <param name="device">A path or serial number; null for the only Ledger that is connected.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The open transport, which the caller disposes.</returns>
    /// <exception cref="LedgerException">No device fits or several do, this user may not open it, another program has
    /// it, or hidapi is missing.</exception>
    public static Task<HidTransport> ConnectAsync(
        string? device = null, CancellationToken cancellationToken = default)
        => HidConnector.ForThisSystem.ConnectAsync(device, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
    {
        await _oneInFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await BeginExchange(apdu, cancellationToken).ConfigureAwait(false);
        }
        catch (HidException exception)
        {
            await CloseAsync().ConfigureAwait(false);
            throw HidErrors.ConnectionEnded(Entry.ToString(), exception);
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

    private Task<byte[]> BeginExchange(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken)
    {
        byte[][] reports = HidFraming.Encode(_channel, apdu.Span);
        lock (_closingLock)
        {
            ThrowIfClosed();
            return _worker.RunAsync(() => Exchange(reports, cancellationToken));
        }
    }

    private byte[] Exchange(byte[][] reports, CancellationToken cancellationToken)
    {
        foreach (byte[] report in reports)
        {
            ThrowIfEnded(cancellationToken);
            _device.Write(report);
        }

        HidReplyReader reader = new(_channel, MaxReply);
        byte[] packet = new byte[HidFraming.ReportLength];
        long? begun = null;
        while (true)
        {
            ThrowIfEnded(cancellationToken);
            int read = _device.Read(packet, ReadSlice);
            if (begun is { } since && _timeProvider.GetElapsedTime(since) >= FrameTimeout)
            {
                throw HidErrors.ReplyIncomplete(Entry.ToString());
            }

            if (read > 0)
            {
                begun ??= _timeProvider.GetTimestamp();
                if (reader.Add(packet.AsSpan(0, read)) is { } reply)
                {
                    return reply;
                }
            }
        }
    }

    private void ThrowIfEnded(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfClosed();
    }

    private void ThrowIfClosed()
    {
        if (_closing is not null)
        {
            throw LedgerErrors.AlreadyClosed(Entry.ToString());
        }
    }

    private Task CloseAsync()
    {
        lock (_closingLock)
        {
            if (_closing is null)
            {
                _closing = _worker.RunAsync(() =>
                {
                    _device.Dispose();
                    return true;
                });
                _worker.Complete();
            }

            return _closing;
        }
    }
}
