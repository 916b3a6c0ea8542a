namespace SessionKeys.Ledger.Tests;

public class TypedDataFlowTests
{
    private const string Factory = "020116009000";
    private const string BlindSigningOn = "030116009000";

    private static readonly TypedData Data = Samples.Flat(
        ("amount", "uint256", (UInt256)5), ("text", "string", new string('a', 300)));

    [Theory]
    [InlineData("EIP712Domain")]
    [InlineData("first value")]
    public async Task Refusal_where_settings_are_checked_means_blind_signing_is_off(string where)
    {
        await using EthereumApp app = FailingAt(where, "6a80", Factory);

        LedgerException exception = await SignAsync(app, LedgerReason.BlindSigningDisabled);

        Assert.Contains("text form", exception.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("Raw messages", exception.WhatToDo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first value", BlindSigningOn)]
    [InlineData("later value", Factory)]
    [InlineData("later value", BlindSigningOn)]
    [InlineData("sign", Factory)]
    public async Task Refusal_elsewhere_means_bad_data(string where, string configuration)
    {
        await using EthereumApp app = FailingAt(where, "6a80", configuration);

        await SignAsync(app, LedgerReason.BadData);
    }

    [Theory]
    [InlineData("definition", "6980")]
    [InlineData("definition", "6a00")]
    [InlineData("first value", "6a00")]
    [InlineData("later value", "6a00")]
    [InlineData("later value", "6980")]
    [InlineData("later value", "6a84")]
    [InlineData("sign", "6980")]
    [InlineData("sign", "6a00")]
    public async Task Memory_errors_mean_too_large_for_the_device(string where, string status)
    {
        await using EthereumApp app = FailingAt(where, status, Factory);

        await SignAsync(app, LedgerReason.TooLargeForDevice);
    }

    [Theory]
    [InlineData("definition", "5515", LedgerReason.Locked)]
    [InlineData("later value", "6985", LedgerReason.Rejected)]
    [InlineData("sign", "6985", LedgerReason.Rejected)]
    [InlineData("sign", "6a15", LedgerReason.PathNotAllowed)]
    public async Task Other_statuses_keep_their_meaning(string where, string status, LedgerReason reason)
    {
        await using EthereumApp app = FailingAt(where, status, Factory);

        await SignAsync(app, reason);
    }

    [Fact]
    public async Task App_before_typed_messages_is_told_to_be_old()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("020109129000"));

        await SignAsync(app, LedgerReason.AppTooOld);
    }

    [Fact]
    public async Task Data_before_the_signature_is_refused()
    {
        await using EthereumApp app = FailingAt("later value", "019000", Factory);

        await SignAsync(app, LedgerReason.ProtocolViolation);
    }

    [Theory]
    [InlineData("definition")]
    [InlineData("EIP712Domain")]
    public async Task Leftovers_of_an_earlier_flow_are_cleared_by_one_new_attempt(string where)
    {
        int failures = 0;
        string signature = "1b" + new string('1', 128) + "9000";
        ScriptedTransport transport = new(apdu => Convert.FromHexString(
            apdu[1] == 0x06 ? Factory
            : Where(apdu) == where && failures++ == 0 ? "6a00"
            : apdu[1] == 0x0c ? signature : "9000"));
        await using EthereumApp app = new(transport);

        EcdsaSignature result = await app.SignTypedDataAsync(DerivationPath.Default, Data);

        Assert.Equal(27, result.V);
        Assert.Equal(2, transport.Sent.Count(apdu => apdu[1] == 0x1a && apdu[3] == 0x00 && apdu[5] == (byte)'E'));
    }

    /// <summary>Before 1.19 the person has seen values already.</summary>
    [Theory]
    [InlineData("020113009000", 2)]
    [InlineData("020112099000", 1)]
    public async Task Refused_value_is_sent_again_only_when_no_screen_was_up(string configuration, int attempts)
    {
        ScriptedTransport transport = new(apdu => Convert.FromHexString(
            apdu[1] == 0x06 ? configuration : Where(apdu) == "later value" ? "6a80" : "9000"));
        await using EthereumApp app = new(transport);

        await SignAsync(app, LedgerReason.BadData);

        Assert.Equal(
            attempts, transport.Sent.Count(apdu => apdu[1] == 0x1a && apdu[3] == 0x00 && apdu[5] == (byte)'E'));
    }

    [Fact]
    public async Task Error_that_stays_is_not_tried_a_third_time()
    {
        ScriptedTransport transport = new(apdu => Convert.FromHexString(apdu[1] == 0x06 ? Factory : "6a00"));
        await using EthereumApp app = new(transport);

        await SignAsync(app, LedgerReason.TooLargeForDevice);

        Assert.Equal(3, transport.Sent.Count);
    }

    [Fact]
    public async Task App_that_ends_while_signing_means_too_large_for_the_device()
    {
        ScriptedTransport transport = new(apdu => apdu[1] == 0x0c
            ? throw new LedgerException(LedgerReason.Disconnected, "It ended.", "No reply.", "Look.")
            : Convert.FromHexString(apdu[1] == 0x06 ? Factory : "9000"));
        await using EthereumApp app = new(transport);

        await SignAsync(app, LedgerReason.TooLargeForDevice);
    }

    [Fact]
    public async Task Nothing_falls_back_to_hashes_or_text()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await Expect.ReasonAsync(
            LedgerReason.BlindSigningDisabled, () => device.App.SignTypedDataAsync(DerivationPath.Default, Data));

        Assert.DoesNotContain(device.Emulator.ReceivedApdus, apdu => apdu[1] is 0x08 or 0x0c);
        Assert.Equal("Blind signing", device.Emulator.CurrentScreen.Title);
    }

    [Fact]
    public async Task Blind_signing_alone_shows_the_message_as_a_hash()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.BlindSigning = true;

        await device.App.SignTypedDataAsync(DerivationPath.Default, Data);

        Assert.Contains(
            device.Emulator.Screens, screen => screen.Title.StartsWith("Message hash", StringComparison.Ordinal));
        Assert.DoesNotContain(device.Emulator.Screens, screen => screen.Title == "amount");
    }

    private static Task<LedgerException> SignAsync(EthereumApp app, LedgerReason reason)
        => Expect.ReasonAsync(reason, () => app.SignTypedDataAsync(DerivationPath.Default, Data));

    private static EthereumApp FailingAt(string where, string reply, string configuration)
        => new(new ScriptedTransport(apdu => Convert.FromHexString(
            apdu[1] == 0x06 ? configuration : Where(apdu) == where ? reply : "9000")));

    private static string Where(byte[] apdu) => (apdu[1], apdu[3]) switch
    {
        (0x1a, _) => "definition",
        (0x0c, _) => "sign",
        (0x1c, 0x00) when apdu[5] == (byte)'E' => "EIP712Domain",
        (0x1c, 0xff) when apdu.Length == 5 + 2 + "SessionKeys".Length => "first value",
        (0x1c, 0xff) => "later value",
        _ => "other",
    };
}
