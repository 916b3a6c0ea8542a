namespace SessionKeys.Ledger.Tests;

/// <summary>Single commands that real devices answered, from the unit tests of Ledger's own package.</summary>
public class RecordedCommandTests
{
    private static readonly DerivationPath OldPath = DerivationPath.Parse("m/44'/60'/0'/0'/0");

    [Fact]
    public async Task Recorded_address_is_asked_for_and_read()
    {
        LedgerRecordings.Exchange recorded = Assert.Single(LedgerRecordings.OfTest("getAddress"));
        ScriptedTransport device = new(_ => recorded.Reply);
        await using EthereumApp app = new(device);

        Address address = await app.GetAddressAsync(OldPath);

        Assert.Equal(Address.Parse("0xCbA98362e199c41E1864D0923AF9646d3A648451"), address);
        Assert.Equal(recorded.Command, Assert.Single(device.Sent));
    }

    [Theory]
    [InlineData(0, 137)]
    [InlineData(1, 5)]
    public async Task Recorded_address_on_a_chain_is_asked_for_and_read(int index, ulong chainId)
    {
        LedgerRecordings.Exchange recorded = LedgerRecordings.OfTest("getAddress with chain ID")[index];
        ScriptedTransport device = new(_ => recorded.Reply);
        await using EthereumApp app = new(device);

        Address address = await app.ConfirmAddressAsync(DerivationPath.Default, chainId);

        Assert.Equal(Address.Parse("0x6cBCD73CD8e8a42844662f0A0e76D7F79Afd933d"), address);
        Assert.Contains(recorded.Command, device.Sent);
    }

    /// <summary>The package does not say which address signed, so only the parts of the reply are compared.</summary>
    [Fact]
    public async Task Recorded_personal_message_is_sent_and_its_signature_is_read()
    {
        LedgerRecordings.Exchange recorded = Assert.Single(LedgerRecordings.OfTest("signPersonalMessage"));
        ScriptedTransport device = new(_ => recorded.Reply);
        await using EthereumApp app = new(device);

        EcdsaSignature signature = await app.SignPersonalMessageAsync(OldPath, "test"u8.ToArray());

        Assert.Equal(recorded.Command, device.Sent[^1]);
        Assert.Equal(27, signature.V);
        Assert.Equal(
            "0x8beafdd56521af1213d6d668a2aed262cc840e7174b642215aec013a1c88b2bd", Hex.Format(signature.R.ToArray()));
        Assert.Equal(
            "0x3a407b9125f1bfc015df6983ae8b87a34d54be367b4275834c3039622a73ee00", Hex.Format(signature.S.ToArray()));
    }

    /// <summary>What was hashed is not recorded, so only the command and the parts of the reply are compared.</summary>
    [Fact]
    public async Task Recorded_hashes_of_a_typed_message_are_sent_and_their_signature_is_read()
    {
        LedgerRecordings.Exchange recorded = Assert.Single(LedgerRecordings.OfTest("signEIP712HashedMessage"));
        ScriptedTransport device = new(
            apdu => apdu[1] == 0x06 ? Convert.FromHexString("030116009000") : recorded.Reply);
        DeviceLink link = new(device, EthereumApp.DefaultSilentLimit, TimeProvider.System);
        HashedTypedDataFlow flow = new(
            link,
            OldPath,
            Hash32.Parse("0xc24f499b8c957196651b13edd64aaccc3980009674b2aea0966c8a56ba81278e"),
            Hash32.Parse("0x9d96be8a7cca396e711a3ba356bd9878df02a726d753ddb6cda3c507d888bc77"));

        EcdsaSignature signature = await flow.RunAsync(CancellationToken.None);

        Assert.Equal(recorded.Command, device.Sent[^1]);
        Assert.Equal(28, signature.V);
        Assert.Equal(
            "0x47937d12e45197f2f4c47fe34e88944ee10c8e9ee1faf7aa4658f5aab8e0d2bb", Hex.Format(signature.R.ToArray()));
        Assert.Equal(
            "0x026c0d81290478fbc45d5bc1308c4b7119ab43d986805413e7f85da5d94597e7", Hex.Format(signature.S.ToArray()));
    }
}
