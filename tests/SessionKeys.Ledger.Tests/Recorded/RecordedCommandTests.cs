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
}
