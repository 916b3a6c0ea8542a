namespace SessionKeys.Ledger.Tests;

public class LedgerEndpointTests
{
    [Theory]
    [InlineData("tcp:127.0.0.1:9999", "127.0.0.1", 9999)]
    [InlineData("tcp:localhost:1", "localhost", 1)]
    [InlineData("tcp:[::1]:65535", "::1", 65535)]
    public void Tcp_endpoint_is_read_and_written_back(string text, string host, int port)
    {
        LedgerEndpoint endpoint = LedgerEndpoint.Parse(text);

        Assert.Equal(new LedgerTcpEndpoint(host, port), endpoint);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("hid", null)]
    [InlineData("hid:0001", "0001")]
    [InlineData("hid:/dev/hidraw3", "/dev/hidraw3")]
    [InlineData("hid:1-4:1.0", "1-4:1.0")]
    public void Hid_endpoint_is_read_and_written_back(string text, string? device)
    {
        LedgerEndpoint endpoint = LedgerEndpoint.Parse(text);

        Assert.Equal(new LedgerHidEndpoint(device), endpoint);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("usb")]
    [InlineData("HID")]
    [InlineData("hid:")]
    [InlineData("hid: 0001")]
    [InlineData("hid:0001\n")]
    [InlineData("hid0001")]
    [InlineData("127.0.0.1:9999")]
    [InlineData("tcp:")]
    [InlineData("tcp::")]
    [InlineData("tcp:9999")]
    [InlineData("tcp::9999")]
    [InlineData("tcp:host")]
    [InlineData("tcp:host:")]
    [InlineData("tcp:host:0")]
    [InlineData("tcp:host:65536")]
    [InlineData("tcp:host:-1")]
    [InlineData("tcp:host: 1")]
    [InlineData("tcp:host:9999x")]
    [InlineData("tcp:ho st:9999")]
    [InlineData("tcp:::1:9999")]
    [InlineData("tcp:[host]:9999")]
    [InlineData("tcp:[]:9999")]
    [InlineData("TCP:host:9999")]
    public void Other_text_is_refused_with_what_is_allowed(string text)
    {
        LedgerException exception = Expect.Reason(LedgerReason.UnsupportedEndpoint, () => LedgerEndpoint.Parse(text));

        Assert.Contains($"\"{text}\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("hid:PATH-OR-SERIAL, and tcp:HOST:PORT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_text_is_shortened_in_the_message()
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.UnsupportedEndpoint, () => LedgerEndpoint.Parse(new string('x', 100_000)));

        Assert.True(exception.Message.Length < 400);
    }
}
