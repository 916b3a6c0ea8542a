namespace SessionKeys.Ledger.Tests;

public class HashedTypedDataTests
{
    private static readonly TypedData Data = Samples.All["mail of the specification"];

    [Fact]
    public async Task Hashes_are_signed_only_with_the_option_and_over_our_digest()
    {
        await using EmulatedDevice device = await StartAsync(blindSigning: true);
        LedgerApprover approver = await PermittedAsync(device.App);

        EcdsaSignature signature = await approver.SignTypedDataAsHashesAsync(Data);

        Assert.True(Secp256k1.TryRecover(Data.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        string shown = string.Concat(device.Emulator.Screens.SelectMany(screen => screen.Lines));
        Assert.Contains(Data.DomainSeparator().ToString()[2..].ToUpperInvariant(), shown, StringComparison.Ordinal);
        Assert.Contains(Data.MessageHash().ToString()[2..].ToUpperInvariant(), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashes_are_refused_without_the_option_and_nothing_is_sent()
    {
        await using EmulatedDevice device = await StartAsync(blindSigning: true);
        LedgerApprover approver = await device.ApproverAsync();
        LedgerApprover explicitly = await LedgerApprover.CreateAsync(
            device.App, DerivationPath.Default, options: new LedgerApproverOptions());
        int before = device.Emulator.ReceivedApdus.Count;

        await Expect.ReasonAsync(
            LedgerReason.BlindSigningNotAllowed, () => approver.SignTypedDataAsHashesAsync(Data).AsTask());
        await Expect.ReasonAsync(
            LedgerReason.BlindSigningNotAllowed, () => explicitly.SignTypedDataAsHashesAsync(Data).AsTask());

        Assert.Equal(before, device.Emulator.ReceivedApdus.Count);
    }

    [Fact]
    public async Task Option_alone_turns_no_other_request_into_hashes()
    {
        await using EmulatedDevice device = await StartAsync(blindSigning: false);
        LedgerApprover approver = await PermittedAsync(device.App);

        await Expect.ReasonAsync(
            LedgerReason.BlindSigningDisabled, () => approver.SignTypedDataAsync(Data).AsTask());
        await Expect.ReasonAsync(
            LedgerReason.TooLargeForDevice,
            () => approver.SignTypedDataAsync(TypedDataHeapCostTests.Selectors(200)).AsTask());

        Assert.DoesNotContain(device.Emulator.ReceivedApdus, apdu => apdu[1] is 0x0c or 0x08);
    }

    [Fact]
    public async Task Setting_that_is_off_is_named_at_once()
    {
        await using EmulatedDevice device = await StartAsync(blindSigning: false);
        LedgerApprover approver = await PermittedAsync(device.App);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.BlindSigningDisabled, () => approver.SignTypedDataAsHashesAsync(Data).AsTask());

        Assert.Contains("setting Blind signing is off", exception.Message, StringComparison.Ordinal);
        Assert.Single(device.Emulator.ReceivedApdus, apdu => apdu[1] == 0x0c);
    }

    [Fact]
    public async Task Invalid_data_with_the_setting_on_is_invalid_data()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("030116009000", "6a80"));

        await Expect.ReasonAsync(LedgerReason.BadData, () => SignAsync(app));
    }

    [Fact]
    public async Task App_before_hashes_is_told_to_be_old()
    {
        await using EthereumApp app = new(ScriptedTransport.InOrder("030104099000"));

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.AppTooOld, () => SignAsync(app));

        Assert.Contains("1.4.9 does not know", exception.Message, StringComparison.Ordinal);
        Assert.Contains("needed is 1.5.0", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The control: the same cable that changes nothing gives a signature.</summary>
    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x80, true)]
    public async Task Hash_changed_on_the_way_gives_a_signature_that_is_refused(byte change, bool isRefused)
    {
        await using EmulatedDevice device = await StartAsync(blindSigning: true);
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => apdu[1] == 0x0c ? [.. apdu[..^1], (byte)(apdu[^1] ^ change)] : apdu);
        LedgerApprover approver = await PermittedAsync(app);

        Task<EcdsaSignature> request = approver.SignTypedDataAsHashesAsync(Data).AsTask();

        if (isRefused)
        {
            await Expect.ReasonAsync(LedgerReason.SignatureMismatch, () => request);
        }
        else
        {
            Assert.True((await request).IsLowS);
        }
    }

    private static Task<EcdsaSignature> SignAsync(EthereumApp app) => app.SignHashesAsync(
        DerivationPath.Default, Data.DomainSeparator(), Data.MessageHash(), CancellationToken.None);

    private static Task<LedgerApprover> PermittedAsync(EthereumApp app) => LedgerApprover.CreateAsync(
        app, DerivationPath.Default, options: new LedgerApproverOptions { AllowBlindSigning = true });

    private static async Task<EmulatedDevice> StartAsync(bool blindSigning)
    {
        EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.BlindSigning = blindSigning;
        return device;
    }
}
