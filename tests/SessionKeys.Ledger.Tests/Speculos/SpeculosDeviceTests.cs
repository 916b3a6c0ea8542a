using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>What drives the real Speculos is tried on the emulator behind the same REST interface.</summary>
public sealed class SpeculosDeviceTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(new string('a', 300));

    private static readonly TypedData Data = Samples.All["structs in structs in arrays"];

    [Fact]
    public async Task Text_is_read_to_the_end_and_signed()
        => await RunAsync(async (device, driver, app) =>
        {
            Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, Text);
            await driver.ApproveAsync();

            await signing;
            Assert.Equal(DeviceScreens.ForPersonalMessage(Text).SkipLast(1), device.Screens);
        });

    [Fact]
    public async Task Text_is_rejected()
        => await RunAsync(async (device, driver, app) =>
        {
            Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, Text);
            await driver.RejectAsync();

            await Expect.ReasonAsync(LedgerReason.Rejected, () => signing);
            Assert.Equal(DeviceScreenKind.Reject, device.Screens[^1].Kind);
        });

    [Fact]
    public async Task Setting_is_switched_and_a_typed_message_is_read_without_skipping()
        => await RunAsync(async (device, driver, app) =>
        {
            await driver.ToggleRawMessagesAsync();
            Assert.True(device.Settings.RawMessages);
            Task<EcdsaSignature> signing = app.SignTypedDataAsync(DerivationPath.Default, Data);
            await driver.ApproveAsync();

            await signing;
            Assert.Equal(DeviceScreens.ForTypedData(Data).SkipLast(1), device.Screens);
        });

    private static async Task RunAsync(Func<EthereumAppEmulator, SpeculosDevice, EthereumApp, Task> test)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        await using EmulatedSpeculosApi api = EmulatedSpeculosApi.Start(emulator);
        await using SpeculosDevice driver = new($"127.0.0.1:{emulator.Port}", api.Address);
        await using EthereumApp app = new(await driver.Endpoint.ConnectAsync());

        await test(emulator, driver, app).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
