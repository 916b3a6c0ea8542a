using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Pins what the facts say of opening and closing apps.</summary>
public class EmulatedDashboardTests
{
    [Theory]
    [InlineData("", "670a")]
    [InlineData("Dogecoin", "6807")]
    [InlineData("ethereum", "6807")]
    public async Task App_that_cannot_be_opened_has_its_own_status(string name, string status)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = AppAndVersion.Dashboard });
        await using ILedgerTransport transport = await emulator.Endpoint.ConnectAsync();

        byte[] reply = await transport.ExchangeAsync(Apdu.OpenApp(name).ToBytes());

        Assert.Equal(status, Convert.ToHexStringLower(reply));
        Assert.Equal(AppAndVersion.Dashboard, emulator.OpenApp);
    }

    [Fact]
    public async Task App_opens_after_the_reply_and_the_connection_ends()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = AppAndVersion.Dashboard });
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        await using ILedgerTransport transport = await emulator.Endpoint.ConnectAsync();

        byte[] open = [0xe0, 0xd8, 0, 0, 8, .. Encoding.ASCII.GetBytes("Ethereum")];
        byte[] reply = await transport.ExchangeAsync(open);

        Assert.Equal("9000", Convert.ToHexStringLower(reply));
        await Expect.SoonAsync(() => emulator.OpenApp == AppAndVersion.Ethereum);
        await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => transport.ExchangeAsync(Apdu.AppAndVersion.ToBytes()));
    }

    [Fact]
    public async Task Refusal_to_open_is_5501_and_another_app_closes_into_the_dashboard()
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { OpenApp = "Bitcoin" });
        emulator.AutoAnswer = EmulatorAnswer.Reject;
        await using (ILedgerTransport first = await emulator.Endpoint.ConnectAsync())
        {
            byte[] close = [0xb0, 0xa7, 0, 0, 0];
            Assert.Equal("9000", Convert.ToHexStringLower(await first.ExchangeAsync(close)));
        }

        await Expect.SoonAsync(() => emulator.OpenApp == AppAndVersion.Dashboard);
        await using ILedgerTransport second = await emulator.Endpoint.ConnectAsync();
        await Expect.SoonAsync(() => emulator.AcceptedClients == 2);

        byte[] reply = await second.ExchangeAsync(Apdu.OpenApp("Ethereum").ToBytes());

        Assert.Equal("5501", Convert.ToHexStringLower(reply));
    }
}
