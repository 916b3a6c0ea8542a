using System.Globalization;
using System.Numerics;
using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public class LedgerApproverTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(
        "SessionKeys v1: revoke all sessions;\nEpoch: 1;\nEnd of revocation.");

    public static TheoryData<string> SampleNames => [.. Samples.All.Keys];

    [Fact]
    public async Task Text_is_signed_by_the_device_and_shown_as_predicted()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = await device.ApproverAsync();

        EcdsaSignature signature = await approver.SignMessageAsync(Text);

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(Text), signature, out Address signer));
        Assert.Equal(approver.Address, signer);
        Assert.Equal(DeviceScreens.ForPersonalMessage(Text).SkipLast(1), device.Emulator.Screens);
    }

    [Fact]
    public async Task Hash_is_signed_and_shown_as_predicted()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = await device.ApproverAsync();
        byte[] hash = Keccak256.Hash(Text).ToArray();

        await approver.SignMessageAsync(hash);

        Assert.Equal(DeviceScreens.ForPersonalMessage(hash).SkipLast(1), device.Emulator.Screens);
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public async Task Typed_message_hashes_on_the_device_as_here_and_is_shown_as_predicted(string name)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        LedgerApprover approver = await device.ApproverAsync();

        EcdsaSignature signature = await approver.SignTypedDataAsync(Samples.All[name]);

        Assert.True(Secp256k1.TryRecover(Samples.All[name].Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        Assert.Equal(DeviceScreens.ForTypedData(Samples.All[name]).SkipLast(1), device.Emulator.Screens);
    }

    [Fact]
    public async Task Example_of_the_specification_is_signed_over_its_public_digest()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        EcdsaSignature signature = await device.App.SignTypedDataAsync(
            DerivationPath.Default, Samples.All["mail of the specification"]);

        Hash32 digest = Hash32.Parse("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
        Assert.True(Secp256k1.TryRecover(digest, signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Device_with_another_seed_is_refused_before_anybody_is_asked()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { Passphrase = "other" });

        LedgerException exception = await Expect.ReasonAsync(LedgerReason.UnexpectedAddress, device.ApproverAsync);

        Assert.Contains(Samples.DeviceAddress.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Empty(device.Emulator.Screens);
    }

    [Fact]
    public async Task Device_that_is_exchanged_later_is_refused_before_anybody_is_asked()
    {
        await using EmulatedDevice right = await EmulatedDevice.StartAsync();
        await using EmulatedDevice wrong = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { Passphrase = "other" });
        SwitchedTransport transport = new(
            await right.Emulator.Endpoint.ConnectAsync(), await wrong.Emulator.Endpoint.ConnectAsync());
        await using EthereumApp app = new(transport);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
        transport.UseSecond = true;

        await Expect.ReasonAsync(LedgerReason.UnexpectedAddress, () => approver.SignMessageAsync(Text).AsTask());
        await Expect.ReasonAsync(
            LedgerReason.UnexpectedAddress, () => approver.SignTypedDataAsync(Samples.Nested(1, 1)).AsTask());

        Assert.Empty(wrong.Emulator.Screens);
    }

    [Fact]
    public async Task Without_an_expected_address_the_devices_is_taken()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        LedgerApprover approver = await LedgerApprover.CreateAsync(
            device.App, DerivationPath.Parse("m/44'/60'/0'/0/1"));

        Assert.NotEqual(Samples.DeviceAddress, approver.Address);
        Assert.False(approver.Address.IsZero);
    }

    [Fact]
    public async Task Changed_signature_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            reply: (sent, reply) => sent[1] == 0x08 ? Flip(reply, 40) : reply);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        await Expect.ReasonAsync(LedgerReason.SignatureMismatch, () => approver.SignMessageAsync(Text).AsTask());
    }

    [Fact]
    public async Task Signature_with_a_high_s_is_refused_although_it_recovers()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        byte[]? changed = null;
        await using EthereumApp app = await device.TamperedAsync(
            reply: (sent, reply) => sent[1] == 0x08 ? changed = WithHighS(reply) : reply);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.SignatureMismatch, () => approver.SignMessageAsync(Text).AsTask());

        Assert.Contains("above half", exception.Message, StringComparison.Ordinal);
        EcdsaSignature high = SignatureReply.Parse(changed![..65], "test");
        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(Text), high, out Address signer));
        Assert.Equal(approver.Address, signer);
    }

    [Fact]
    public async Task Signature_that_no_key_can_have_made_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            reply: (sent, reply) => sent[1] == 0x08 ? [27, .. new byte[64], 0x90, 0x00] : reply);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        await Expect.ReasonAsync(LedgerReason.SignatureMismatch, () => approver.SignMessageAsync(Text).AsTask());
    }

    [Fact]
    public async Task Message_changed_on_the_way_gives_a_signature_that_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => apdu[1] == 0x08 ? Flip(apdu, apdu.Length - 1) : apdu);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.SignatureMismatch, () => approver.SignMessageAsync(Text).AsTask());

        Assert.Contains("It recovers to", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_value_changed_on_the_way_gives_a_signature_that_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => apdu[1] == 0x1c && apdu.AsSpan(5).SequenceEqual<byte>([0, 1, 5]) ? Flip(apdu, 7) : apdu);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        await Expect.ReasonAsync(
            LedgerReason.SignatureMismatch,
            () => approver.SignTypedDataAsync(Samples.Flat(("amount", "uint8", (UInt256)5))).AsTask());
    }

    [Fact]
    public async Task Late_answer_to_somebody_elses_question_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        using CancellationTokenSource cancel = new();
        Task<EcdsaSignature> first = device.App.SignPersonalMessageAsync(
            DerivationPath.Default, "first"u8.ToArray(), cancel.Token);
        await WaitForAsync(() => device.Emulator.CurrentScreen.Title == "Review message");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await using EthereumApp second = new(await device.Emulator.Endpoint.ConnectAsync());
        await WaitForAsync(() => device.Emulator.AcceptedClients == 2);
        Task<LedgerApprover> approver = LedgerApprover.CreateAsync(second, DerivationPath.Default);

        await device.Emulator.ApproveAsync();

        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => approver);
    }

    [Fact]
    public async Task Late_signature_of_another_message_is_refused()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        LedgerApprover approver = await LedgerApprover.CreateAsync(
            new EthereumApp(new LateTransport(await device.Emulator.Endpoint.ConnectAsync())), DerivationPath.Default);
        device.Emulator.AutoAnswer = EmulatorAnswer.Approve;

        await Expect.ReasonAsync(LedgerReason.SignatureMismatch, () => approver.SignMessageAsync(Text).AsTask());
    }

    [Fact]
    public async Task Refused_content_reaches_no_device()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = await device.ApproverAsync();
        int before = device.Emulator.ReceivedApdus.Count;

        await Expect.ReasonAsync(LedgerReason.BadData, () => approver.SignMessageAsync(Array.Empty<byte>()).AsTask());
        await Expect.ReasonAsync(LedgerReason.BadData, () => approver.SignMessageAsync("\u00e9"u8.ToArray()).AsTask());

        Assert.Equal(before, device.Emulator.ReceivedApdus.Count);
    }

    private static byte[] Flip(byte[] bytes, int index)
    {
        byte[] changed = [.. bytes];
        changed[index] ^= 1;
        return changed;
    }

    /// <summary>The other valid form of the same signature: s becomes n - s, and v the other parity.</summary>
    private static byte[] WithHighS(byte[] reply)
    {
        BigInteger order = BigInteger.Parse(
            "0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture);
        BigInteger s = order - new BigInteger(reply.AsSpan(33, 32), isUnsigned: true, isBigEndian: true);
        byte[] highS = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(55 - reply[0]), .. reply[1..33], .. highS, .. reply[65..]];
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5);
        }
    }

    /// <summary>A cable behind which the device is exchanged.</summary>
    private sealed class SwitchedTransport(ILedgerTransport first, ILedgerTransport second) : ILedgerTransport
    {
        public bool UseSecond { get; set; }

        public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
            => (UseSecond ? second : first).ExchangeAsync(apdu, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    /// <summary>Answers a request to sign with the device's signature of another message, as if that came
    /// late.</summary>
    private sealed class LateTransport(ILedgerTransport inner) : ILedgerTransport
    {
        public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
        {
            byte[] sent = apdu.Span[1] == 0x08
                ? PersonalMessageApdus.Split(DerivationPath.Default, "an earlier message"u8)[0].ToBytes()
                : apdu.ToArray();
            return inner.ExchangeAsync(sent, cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
