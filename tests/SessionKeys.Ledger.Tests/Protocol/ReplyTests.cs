namespace SessionKeys.Ledger.Tests;

public class ReplyTests
{
    private const string PublicKey = // of the secret 1
        "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    private const string AddressText = "7E5F4552091A69125d5DfCb7b8C2659029395Bdf";

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    public async Task Reply_without_a_whole_status_word_is_refused(string reply)
        => await RefusedAsync(reply, app => app.GetConfigurationAsync());

    [Theory]
    [InlineData("9000")]
    [InlineData("0201169000")]
    [InlineData("02011600009000")]
    public async Task Configuration_of_another_length_is_refused(string reply)
        => await RefusedAsync(reply, app => app.GetConfigurationAsync());

    [Theory]
    [InlineData("020116009000", false, "1.22.0")]
    [InlineData("030116009000", true, "1.22.0")]
    [InlineData("320109139000", false, "1.9.19")]
    public async Task Configuration_is_read(string reply, bool isBlindSigningEnabled, string version)
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder(reply));

        AppConfiguration configuration = await app.GetConfigurationAsync();

        Assert.Equal(new AppConfiguration(isBlindSigningEnabled, Version.Parse(version)), configuration);
    }

    [Theory]
    [InlineData("9000")]
    [InlineData("019000")]
    [InlineData("02054254435354019000")]
    [InlineData("0100050102030405009000")]
    [InlineData("0105424f4c4f9000")]
    [InlineData("0105424f4c4f539000")]
    [InlineData("0105424f4c4f0a01319000")]
    [InlineData("0121414141414141414141414141414141414141414141414141414141414141414141410131019000")]
    public async Task App_name_of_another_form_is_refused(string reply)
        => await RefusedAsync(reply, app => app.GetAppAndVersionAsync());

    [Fact]
    public async Task App_name_is_read()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("0108457468657265756d06312e32322e3001009000"));

        Assert.Equal(new AppAndVersion("Ethereum", "1.22.0"), await app.GetAppAndVersionAsync());
    }

    [Fact]
    public async Task Address_is_read()
    {
        await using EthereumApp app = new(
            ScriptedTransport.InOrder(AddressReplyHex("41", "04", PublicKey, AddressText)));

        Assert.Equal("0x" + AddressText, (await app.GetAddressAsync(DerivationPath.Default)).ToString());
    }

    [Theory]
    [InlineData("40", "04", AddressText)]
    [InlineData("41", "02", AddressText)]
    [InlineData("41", "04", "7E5F4552091A69125d5DfCb7b8C2659029395Bde")]
    [InlineData("41", "04", "7e5F4552091A69125d5DfCb7b8C2659029395Bdf")]
    [InlineData("41", "04", "7E5F4552091A69125d5DfCb7b8C2659029395Bd")]
    [InlineData("41", "04", "zz5F4552091A69125d5DfCb7b8C2659029395Bdf")]
    public async Task Address_that_does_not_belong_to_its_key_is_refused(string length, string prefix, string address)
        => await RefusedAsync(
            AddressReplyHex(length, prefix, PublicKey, address), app => app.GetAddressAsync(DerivationPath.Default));

    [Theory]
    [InlineData(0, 27)]
    [InlineData(64, 27)]
    [InlineData(66, 27)]
    [InlineData(65, 0)]
    [InlineData(65, 1)]
    [InlineData(65, 26)]
    [InlineData(65, 29)]
    public async Task Signature_of_another_form_is_refused(int length, byte v)
    {
        byte[] data = [.. Enumerable.Repeat((byte)1, length)];
        data.AsSpan(0, Math.Min(1, length)).Fill(v);

        await RefusedAsync(
            Convert.ToHexString(data) + "9000", app => app.SignPersonalMessageAsync(
                DerivationPath.Default, "hello"u8.ToArray()));
    }

    [Fact]
    public async Task Data_before_the_last_part_of_a_message_is_refused()
        => await RefusedAsync(
            "019000",
            app => app.SignPersonalMessageAsync(
                DerivationPath.Default, new string('a', 300).Select(c => (byte)c).ToArray()));

    private static async Task RefusedAsync(string reply, Func<EthereumApp, Task> request)
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder(reply));

        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => request(app));
    }

    private static string AddressReplyHex(string length, string prefix, string key, string address)
        => length + prefix + key + "28" + Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(address)) + "9000";
}
