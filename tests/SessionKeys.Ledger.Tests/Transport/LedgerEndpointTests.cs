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

        Assert.Equal(new LedgerEndpoint(host, port), endpoint);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("hid")]
    [InlineData("hid:0001")]
    public void Hid_is_refused_because_this_version_has_no_usb(string text)
    {
        LedgerException exception = Expect.Reason(LedgerReason.UnsupportedEndpoint, () => LedgerEndpoint.Parse(text));

        Assert.Contains("USB HID is not part of this version", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("usb")]
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
        Assert.Contains("tcp:HOST:PORT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_text_is_shortened_in_the_message()
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.UnsupportedEndpoint, () => LedgerEndpoint.Parse(new string('x', 100_000)));

        Assert.True(exception.Message.Length < 400);
    }
}
