using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Names where a device is reached: <see cref="LedgerHidEndpoint"/> or
/// <see cref="LedgerTcpEndpoint"/>.</summary>
public abstract record LedgerEndpoint
{
    private const string Allowed =
        "Allowed are hid, hid:PATH-OR-SERIAL, and tcp:HOST:PORT with a port of 1 to 65535, such as tcp:127.0.0.1:9999.";

    private protected LedgerEndpoint()
    {
    }

    /// <summary>Reads an endpoint from the text a person gave.</summary>
    /// <param name="text"><c>hid</c> for the only Ledger on USB, <c>hid:PATH-OR-SERIAL</c> for one of several, or
    /// <c>tcp:HOST:PORT</c> for Speculos; an IPv6 address stands in brackets.</param>
    /// <returns>The endpoint; nothing is opened yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="LedgerException">The text names something else;
    /// <see cref="LedgerReason.UnsupportedEndpoint"/>.</exception>
    public static LedgerEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "hid")
        {
            return new LedgerHidEndpoint();
        }

        if (text.StartsWith("hid:", StringComparison.Ordinal))
        {
            return ParseHid(text);
        }

        return text.StartsWith("tcp:", StringComparison.Ordinal)
            ? ParseTcp(text)
            : throw Refuse(text, "Write the kind of connection in front.");
    }

    /// <summary>Opens a connection to the device, whatever app is open there.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The open transport, which the caller disposes.</returns>
    /// <exception cref="LedgerException">The device is not there or cannot be opened, or nobody accepts connections
    /// there.</exception>
    public abstract Task<ILedgerTransport> ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Connects again with a device that ended the previous connection to open or close an app.</summary>
    internal abstract Task<ILedgerTransport> ReconnectAsync(
        ILedgerTransport previous, CancellationToken cancellationToken);

    private static LedgerHidEndpoint ParseHid(string text)
    {
        string device = text[4..];
        bool isName = device.Length is > 0 and <= 1000 && !device.Any(char.IsControl) && device.Trim() == device;
        return isName
            ? new LedgerHidEndpoint(device)
            : throw Refuse(text, "Write the path or the serial number behind hid:, or only hid.");
    }

    private static LedgerTcpEndpoint ParseTcp(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon > 4 ? text[4..colon] : string.Empty;
        bool isBracketed = host.Length > 2 && host[0] == '[' && host[^1] == ']';
        UriHostNameType kind = Uri.CheckHostName(host);
        bool isHost = isBracketed
            ? kind == UriHostNameType.IPv6
            : kind is UriHostNameType.Dns or UriHostNameType.IPv4;
        bool isPort = int.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return isHost && isPort && port is >= 1 and <= 65535
            ? new LedgerTcpEndpoint(isBracketed ? host[1..^1] : host, port)
            : throw Refuse(text, "Correct the host or the port.");
    }

    private static LedgerException Refuse(string text, string whatToDo)
        => new(
            LedgerReason.UnsupportedEndpoint, $"The Ledger endpoint \"{Shorten(text)}\" was refused.", Allowed,
            whatToDo);

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
