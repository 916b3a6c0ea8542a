using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Names where a device is reached.</summary>
/// <param name="Host">A host name, or an IP address (IPv6 in brackets when written as text).</param>
/// <param name="Port">The port of the APDU server, 1 to 65535.</param>
public sealed record LedgerEndpoint(string Host, int Port)
{
    private const string Allowed = "Allowed is tcp:HOST:PORT with a port of 1 to 65535, such as tcp:127.0.0.1:9999.";

    /// <summary>Reads an endpoint from the text a person gave.</summary>
    /// <param name="text"><c>tcp:HOST:PORT</c>; an IPv6 address stands in brackets.</param>
    /// <returns>The endpoint; nothing is opened yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="LedgerException">The text names something else;
    /// <see cref="LedgerReason.UnsupportedEndpoint"/>.</exception>
    public static LedgerEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "hid" || text.StartsWith("hid:", StringComparison.Ordinal))
        {
            throw Refuse(text, "USB HID is not part of this version.", "Run Speculos and pass tcp:HOST:PORT instead.");
        }

        if (!text.StartsWith("tcp:", StringComparison.Ordinal))
        {
            throw Refuse(text, Allowed, "Write the kind of connection in front.");
        }

        int colon = text.LastIndexOf(':');
        string host = colon > 4 ? text[4..colon] : string.Empty;
        bool isBracketed = host.Length > 2 && host[0] == '[' && host[^1] == ']';
        UriHostNameType kind = Uri.CheckHostName(host);
        bool isHost = isBracketed
            ? kind == UriHostNameType.IPv6
            : kind is UriHostNameType.Dns or UriHostNameType.IPv4;
        bool isPort = int.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        if (!isHost || !isPort || port is < 1 or > 65535)
        {
            throw Refuse(text, Allowed, "Correct the host or the port.");
        }

        return new LedgerEndpoint(isBracketed ? host[1..^1] : host, port);
    }

    /// <summary>Opens a connection to the device.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The open transport, which the caller disposes.</returns>
    /// <exception cref="LedgerException">Nobody accepts connections there.</exception>
    public async Task<ILedgerTransport> ConnectAsync(CancellationToken cancellationToken = default)
        => await SpeculosTransport.ConnectAsync(Host, Port, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the endpoint in the form that <see cref="Parse"/> reads.</summary>
    /// <returns><c>tcp:HOST:PORT</c>.</returns>
    public override string ToString()
        => Host.Contains(':', StringComparison.Ordinal) ? $"tcp:[{Host}]:{Port}" : $"tcp:{Host}:{Port}";

    private static LedgerException Refuse(string text, string values, string whatToDo)
        => new(
            LedgerReason.UnsupportedEndpoint, $"The Ledger endpoint \"{Shorten(text)}\" was refused.", values,
            whatToDo);

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
