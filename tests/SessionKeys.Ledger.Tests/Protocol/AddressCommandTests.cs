using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public class AddressCommandTests
{
    [Fact]
    public async Task Chain_code_comes_with_the_key_and_derives_the_next_address()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        Bip32Key expected = Bip32Key.Master(Bip39.Seed(Bip39.SpeculosDefault)).Derive(DerivationPath.Default.Indexes);

        ExtendedPublicKey key = await device.App.GetExtendedPublicKeyAsync(DerivationPath.Default);

        Assert.Equal(Samples.DeviceAddress, key.Address);
        Assert.Equal(expected.ChainCode, key.ChainCode.ToArray());
        Assert.Equal(Secp256k1.GetPublicKey(expected.Secret), key.PublicKey.ToArray());
        Assert.Equal(Samples.DeviceAddress.ToString(), key.ToString());
        Assert.Empty(device.Emulator.Screens);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public async Task Chain_code_of_another_length_is_refused(int length)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            reply: (_, reply) => [.. reply[..^34], .. new byte[length], 0x90, 0x00]);

        await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => app.GetExtendedPublicKeyAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Chain_code_that_nobody_asked_for_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => [.. apdu[..3], 0x01, .. apdu[4..]]);

        await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => app.GetAddressAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Network_is_named_when_the_address_is_confirmed()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        Address address = await device.App.ConfirmAddressAsync(DerivationPath.Default, 137);

        Assert.Equal(Samples.DeviceAddress, address);
        Assert.Equal("Verify Polygon address", device.Emulator.Screens[0].Title);
        device.Emulator.AutoAnswer = EmulatorAnswer.Reject;
        await Expect.ReasonAsync(
            LedgerReason.Rejected, () => device.App.ConfirmAddressAsync(DerivationPath.Default, 137));
    }
}
