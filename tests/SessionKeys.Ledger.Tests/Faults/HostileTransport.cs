using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>A cable that answers one of a few commands with something else than the device's reply.</summary>
internal sealed class HostileTransport(ILedgerTransport inner, DeterministicBytes random) : ILedgerTransport
{
    private static readonly ushort[] Statuses =
        [0x9000, 0x6985, 0x6982, 0x5501, 0x5515, 0x6804, 0x6a80, 0x6980, 0x6a00, 0x6a84, 0x6a88, 0x6a87, 0x6a15,
            0x6b00, 0x6d00, 0x6e00, 0x6511, 0x6001, 0x6983, 0x6f00, 0x911c, 0x0000, 0xffff];

    private readonly List<byte[]> _earlier = [];
    private byte[]? _late;

    /// <summary>The number of replies that were not the device's.</summary>
    public int Changed { get; private set; }

    public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
    {
        int choice = random.Below(24);
        if (choice == 0)
        {
            Changed++;
            throw LedgerErrors.ConnectionEnded("test", new IOException("The cable was pulled."));
        }

        if (choice == 1)
        {
            Changed++;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        byte[] reply = await inner.ExchangeAsync(apdu, cancellationToken);
        byte[] given = Change(choice, reply);
        _earlier.Add(reply);
        Changed += given.AsSpan().SequenceEqual(reply) ? 0 : 1;
        return given;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private byte[] Change(int choice, byte[] reply) => choice switch
    {
        2 => reply[..random.Below(reply.Length)],
        3 => [.. reply, .. random.Next(1 + random.Below(4))],
        4 => random.Next(random.Below(300)),
        5 => Flip(reply),
        6 => _earlier.Count > 0 ? _earlier[random.Below(_earlier.Count)] : reply,
        7 => [.. random.Next(random.Below(3)), .. Status()],
        8 => [.. reply[..^2], .. Status()],
        9 => [.. reply, .. reply],
        10 => TakeLate(reply),
        11 => [27, .. random.Next(64), 0x90, 0x00],
        _ => reply,
    };

    private byte[] Flip(byte[] reply)
    {
        byte[] changed = [.. reply];
        changed[random.Below(changed.Length)] ^= (byte)(1 << random.Below(8));
        return changed;
    }

    private byte[] Status()
    {
        ushort status = Statuses[random.Below(Statuses.Length)];
        return [(byte)(status >> 8), (byte)(status & 0xff)];
    }

    /// <summary>The reply is held back for the next time, and the one that was held back comes now.</summary>
    private byte[] TakeLate(byte[] reply)
    {
        byte[] given = _late ?? [0x90, 0x00];
        _late = reply;
        return given;
    }
}
