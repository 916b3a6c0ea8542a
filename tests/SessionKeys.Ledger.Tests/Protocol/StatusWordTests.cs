namespace SessionKeys.Ledger.Tests;

public class StatusWordTests
{
    private const string EthereumIsOpen = "0108" + "457468657265756d" + "06" + "312e32322e30" + "0100" + "9000";
    private const string DashboardIsOpen = "0105" + "424f4c4f53" + "05" + "312e312e31" + "0100" + "9000";

    [Theory]
    [InlineData("6985", LedgerReason.Rejected)]
    [InlineData("6982", LedgerReason.Rejected)]
    [InlineData("5501", LedgerReason.Rejected)]
    [InlineData("5515", LedgerReason.Locked)]
    [InlineData("6804", LedgerReason.Locked)]
    [InlineData("5303", LedgerReason.Locked)]
    [InlineData("5502", LedgerReason.Locked)]
    [InlineData("6d07", LedgerReason.Locked)]
    [InlineData("6611", LedgerReason.Locked)]
    [InlineData("6a84", LedgerReason.TooLargeForDevice)]
    [InlineData("6a80", LedgerReason.BadData)]
    [InlineData("6b00", LedgerReason.BadData)]
    [InlineData("6a15", LedgerReason.PathNotAllowed)]
    [InlineData("6a87", LedgerReason.ProtocolViolation)]
    [InlineData("6980", LedgerReason.DeviceError)]
    [InlineData("6a00", LedgerReason.DeviceError)]
    [InlineData("6001", LedgerReason.DeviceError)]
    [InlineData("6501", LedgerReason.DeviceError)]
    [InlineData("6502", LedgerReason.DeviceError)]
    [InlineData("6983", LedgerReason.ProtocolViolation)]
    [InlineData("6984", LedgerReason.DeviceError)]
    [InlineData("6a88", LedgerReason.BadData)]
    [InlineData("6801", LedgerReason.DeviceError)]
    [InlineData("6f00", LedgerReason.DeviceError)]
    [InlineData("6fff", LedgerReason.DeviceError)]
    [InlineData("911c", LedgerReason.DeviceError)]
    [InlineData("9001", LedgerReason.DeviceError)]
    public async Task Status_of_a_personal_message_is_told_by_reason(string status, LedgerReason reason)
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder(status));

        LedgerException exception = await Expect.ReasonAsync(
            reason, () => app.SignPersonalMessageAsync(DerivationPath.Default, "hello"u8.ToArray()));

        Assert.Contains(status == "6a15" ? "44'/60'" : status, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6d00")]
    [InlineData("6e00")]
    [InlineData("6d02")]
    [InlineData("6e01")]
    [InlineData("6511")]
    public async Task Unknown_command_in_the_dashboard_means_wrong_app(string status)
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder(status, DashboardIsOpen));

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.WrongApp, () => app.GetConfigurationAsync());

        Assert.Contains("Open is the dashboard.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stray_bytes_before_an_error_are_ignored()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("00006a87"));

        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => app.GetConfigurationAsync());
    }

    /// <summary>The original Nano S has the version and not the command.</summary>
    [Theory]
    [InlineData("312e31302e30", "1.10.0 knows DEFINE STRUCT from 1.10.0 on, but not on this model")]
    [InlineData("312e392e3138", "1.9.18 does not know DEFINE STRUCT; needed is 1.10.0 or later")]
    public async Task Typed_message_that_the_app_does_not_know_names_the_versions(string version, string words)
    {
        string open = "0108" + "457468657265756d" + "06" + version + "0100" + "9000";
        await using EthereumApp app = new(ScriptedTransport.InOrder("020116009000", "6d00", open));

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.AppTooOld,
            () => app.SignTypedDataAsync(DerivationPath.Default, Samples.Nested(1, 1)));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_command_in_the_ethereum_app_means_that_it_is_old()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("6d00", EthereumIsOpen));

        await Expect.ReasonAsync(LedgerReason.AppTooOld, () => app.GetConfigurationAsync());
    }

    [Fact]
    public async Task Device_that_is_locked_while_asked_for_its_app_is_locked()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("6e00", "5515"));

        await Expect.ReasonAsync(LedgerReason.Locked, () => app.GetConfigurationAsync());
    }
}
