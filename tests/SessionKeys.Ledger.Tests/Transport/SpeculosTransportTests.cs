using System.Net;
using System.Net.Sockets;

namespace SessionKeys.Ledger.Tests;

public class SpeculosTransportTests
{
    private static readonly byte[] Command = Apdu.AppAndVersion.ToBytes();

    [Fact]
    public async Task Exchange_returns_data_and_status_word()
    {
        await using RawServer server = RawServer.Sending(0, 0, 0, 3, 1, 2, 3, 0x90, 0x00);
        await using SpeculosTransport transport = await ConnectAsync(server);

        byte[] reply = await transport.ExchangeAsync(Command);

        Assert.Equal([1, 2, 3, 0x90, 0x00], reply);
    }

    [Fact]
    public async Task Exchange_with_a_web_server_is_refused_at_once()
    {
        await using RawServer server = RawServer.Sending("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        await using SpeculosTransport transport = await ConnectAsync(server);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => transport.ExchangeAsync(Command));

        Assert.Contains("1213486160 data bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_cut_off_inside_a_reply_is_a_disconnect()
    {
        await using RawServer server = RawServer.SendingAndClosing(0, 0, 0, 3, 1);
        await using SpeculosTransport transport = await ConnectAsync(server);

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => transport.ExchangeAsync(Command));
    }

    [Fact]
    public async Task Exchange_cut_off_before_a_reply_is_a_disconnect_and_the_transport_stays_closed()
    {
        await using RawServer server = RawServer.SendingAndClosing();
        await using SpeculosTransport transport = await ConnectAsync(server);
        await Expect.ReasonAsync(LedgerReason.Disconnected, () => transport.ExchangeAsync(Command));

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => transport.ExchangeAsync(Command));

        Assert.Contains("is closed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_that_stops_in_the_middle_ends_with_its_own_limit()
    {
        await using RawServer server = RawServer.Sending(0, 0, 0, 3, 1);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        ManualTime time = new();
        await using SpeculosTransport transport = new(client.GetStream(), "test", time);

        Task<byte[]> exchange = transport.ExchangeAsync(Command);
        await time.AdvanceWhenTimerRunsAsync(SpeculosTransport.FrameTimeout);

        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => exchange);
    }

    [Fact]
    public async Task Cancelled_exchange_closes_the_transport_so_that_a_late_reply_reaches_nobody()
    {
        await using RawServer server = RawServer.Sending();
        await using SpeculosTransport transport = await ConnectAsync(server);
        using CancellationTokenSource cancel = new();
        Task<byte[]> exchange = transport.ExchangeAsync(Command, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exchange);
        await Expect.ReasonAsync(LedgerReason.Disconnected, () => transport.ExchangeAsync(Command));
    }

    [Fact]
    public async Task Connecting_where_nobody_listens_says_so()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => SpeculosTransport.ConnectAsync("127.0.0.1", port));

        Assert.Contains($"127.0.0.1:{port}", exception.Message, StringComparison.Ordinal);
    }

    private static Task<SpeculosTransport> ConnectAsync(RawServer server)
        => SpeculosTransport.ConnectAsync("127.0.0.1", server.Port);
}
