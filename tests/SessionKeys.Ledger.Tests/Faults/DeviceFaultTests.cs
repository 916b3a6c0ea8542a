using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>FI-30: what goes wrong at the device gives no signature, and trying again is safe.</summary>
public class DeviceFaultTests
{
    private static readonly byte[] Text = "SessionKeys v1: revoke all sessions;"u8.ToArray();
    private static readonly TypedData Data = Samples.Nested(1, 1);

    [Theory]
    [InlineData(false, LedgerReason.Disconnected)]
    [InlineData(true, LedgerReason.TooLargeForDevice)]
    public async Task App_that_is_closed_while_it_asks_gives_no_signature(bool isTyped, LedgerReason reason)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        LedgerApprover approver = await device.ApproverAsync();
        device.Emulator.AutoAnswer = EmulatorAnswer.Wait;
        Task<EcdsaSignature> request = SignAsync(approver, isTyped);
        while (device.Emulator.CurrentScreen.Title is not ("Review message" or "Blind signing ahead"))
        {
            await Task.Delay(5);
        }

        device.Emulator.CutPower();
        device.Emulator.OpenApp = AppAndVersion.Dashboard;

        await Expect.ReasonAsync(reason, () => request);
        await using EthereumApp dashboard = new(await device.Emulator.Endpoint.ConnectAsync());
        await Expect.ReasonAsync(
            LedgerReason.WrongApp, () => LedgerApprover.CreateAsync(dashboard, DerivationPath.Default));
        device.Emulator.OpenApp = AppAndVersion.Ethereum;
        device.Emulator.AutoAnswer = EmulatorAnswer.Approve;
        await SignsRightAsync(dashboard, isTyped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rejection_gives_no_signature_and_may_be_tried_again(bool isTyped)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Reject, rawMessages: true);
        LedgerApprover approver = await device.ApproverAsync();

        await Expect.ReasonAsync(LedgerReason.Rejected, () => SignAsync(approver, isTyped));

        device.Emulator.AutoAnswer = EmulatorAnswer.Approve;
        await SignsRightAsync(device.App, isTyped);
    }

    [Fact]
    public async Task Blind_signing_that_is_off_gives_no_signature_and_may_be_tried_again()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = await device.ApproverAsync();

        await Expect.ReasonAsync(LedgerReason.BlindSigningDisabled, () => SignAsync(approver, isTyped: true));

        device.Emulator.Settings.RawMessages = true;
        await SignsRightAsync(device.App, isTyped: true);
    }

    [Fact]
    public async Task Lock_while_a_message_is_sent_gives_no_signature_and_may_be_tried_again()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        int values = 0;
        await using EthereumApp app = await device.TamperedAsync(command: apdu =>
        {
            device.Emulator.IsLocked = apdu[1] == 0x1c && ++values == 4;
            return apdu;
        });
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        await Expect.ReasonAsync(LedgerReason.Locked, () => SignAsync(approver, isTyped: true));

        device.Emulator.IsLocked = false;
        await SignsRightAsync(app, isTyped: true);
    }

    [Theory]
    [InlineData(0x08)]
    [InlineData(0x0c)]
    [InlineData(0x34)]
    public async Task Response_of_an_earlier_request_gives_no_signature_and_may_be_tried_again(byte instruction)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.BlindSigning = true;
        device.Emulator.Settings.SmartAccounts = true;
        byte[]? earlier = null;
        bool isLate = false;
        await using EthereumApp app = await device.TamperedAsync(reply: (sent, reply) =>
        {
            byte[] given = sent[1] == instruction && isLate ? earlier! : reply;
            earlier = sent[1] == instruction ? reply : earlier;
            return given;
        });
        LedgerApprover approver = await LedgerApprover.CreateAsync(
            app, DerivationPath.Default, options: new LedgerApproverOptions { AllowBlindSigning = true });
        await AskAsync(approver, instruction, number: 1);

        isLate = true;
        await Expect.ReasonAsync(LedgerReason.SignatureMismatch, () => AskAsync(approver, instruction, number: 2));

        isLate = false;
        await AskAsync(approver, instruction, number: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task Command_that_is_cut_off_on_the_way_gives_no_signature_and_may_be_tried_again(int position)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        int sent = 0;
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => sent++ == position ? apdu[..^1] : apdu);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => SignAsync(approver, isTyped: true));

        await SignsRightAsync(app, isTyped: true);
    }

    private static Task<EcdsaSignature> AskAsync(LedgerApprover approver, byte instruction, byte number)
        => instruction switch
        {
            0x08 => approver.SignMessageAsync(new[] { (byte)('0' + number) }).AsTask(),
            0x0c => approver.SignTypedDataAsHashesAsync(Samples.Flat(("n", "uint8", (UInt256)number))).AsTask(),
            _ => approver.SignDelegationAsync(new(1, LedgerDelegates.Simple7702Account, number)).AsTask(),
        };

    private static Task<EcdsaSignature> SignAsync(LedgerApprover approver, bool isTyped)
        => isTyped ? approver.SignTypedDataAsync(Data).AsTask() : approver.SignMessageAsync(Text).AsTask();

    private static async Task SignsRightAsync(EthereumApp app, bool isTyped)
    {
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default, Samples.DeviceAddress);

        EcdsaSignature signature = await SignAsync(approver, isTyped);

        Hash32 digest = isTyped ? Data.Digest() : PersonalMessage.Digest(Text);
        Assert.True(Secp256k1.TryRecover(digest, signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }
}
