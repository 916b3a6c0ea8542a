using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Whole exchanges over packets with the emulated device.</summary>
public class HidTransportTests
{
    private static readonly byte[] Command = Apdu.AppAndVersion.ToBytes();
    private static readonly byte[] Address = Apdu.Address(DerivationPath.Default, display: false).ToBytes();
    private static readonly byte[] LongText = [.. Enumerable.Range(0, 2_000).Select(i => (byte)(0x20 + (i % 95)))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_of_several_commands_is_signed_over_usb(bool isLikeWindows)
    {
        await using UsbDevice device = UsbDevice.Start(isLikeWindows: isLikeWindows);
        await using EthereumApp app = await device.AppAsync();
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default, Samples.DeviceAddress);

        EcdsaSignature signature = await approver.SignMessageAsync(LongText);

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(LongText), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        Assert.Equal(DeviceScreens.ForPersonalMessage(LongText).SkipLast(1), device.Emulator.Screens);
        Assert.Equal(8, device.Emulator.ReceivedApdus.Count(apdu => apdu[1] == 0x08));
    }

    [Fact]
    public async Task Typed_message_is_signed_over_usb()
    {
        await using UsbDevice device = UsbDevice.Start(rawMessages: true);
        await using EthereumApp app = await device.AppAsync();
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default, Samples.DeviceAddress);
        TypedData data = Samples.Nested(2, 2);

        EcdsaSignature signature = await approver.SignTypedDataAsync(data);

        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Rejection_comes_through_and_the_connection_goes_on()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Reject);
        await using EthereumApp app = await device.AppAsync();

        await Expect.ReasonAsync(
            LedgerReason.Rejected, () => app.SignPersonalMessageAsync(DerivationPath.Default, LongText));

        Assert.Equal(Samples.DeviceAddress, await app.GetAddressAsync(DerivationPath.Default));
    }

    [Fact]
    public async Task Exchanges_of_several_callers_queue()
    {
        await using UsbDevice device = UsbDevice.Start();
        await using HidTransport transport = await device.ConnectAsync();

        byte[][] replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => transport.ExchangeAsync(i % 2 == 0 ? Command : Address)));

        Assert.All(replies.Where((_, i) => i % 2 == 0), reply => Assert.Equal(replies[0], reply));
        Assert.All(replies.Where((_, i) => i % 2 == 1), reply => Assert.Equal(replies[1], reply));
        Assert.NotEqual(replies[0], replies[1]);
    }

    public static TheoryData<string> Damages => [.. DamagedReplies.Keys];

    private static Dictionary<string, Func<IReadOnlyList<byte[]>, IEnumerable<byte[]>>> DamagedReplies { get; } = new()
    {
        ["foreign channel"] = packets => Changed(packets, 0, packet => packet[0] ^= 1),
        ["foreign channel later"] = packets => Changed(packets, 1, packet => packet[1] ^= 1),
        ["tag of a ping"] = packets => Changed(packets, 0, packet => packet[2] = 2),
        ["number too high"] = packets => Changed(packets, 1, packet => packet[4] = 2),
        ["packets swapped"] = packets => packets.Reverse(),
        ["first packet twice"] = packets => [packets[0], .. packets],
        ["short packet"] = packets => [packets[0][..63]],
        ["long packet"] = packets => [[.. packets[0], 0]],
        ["longer than any reply"] = packets => Changed(packets, 0, packet => packet[5] = 2),
        ["shorter than a status word"] = packets => Changed(packets, 0, packet => packet[6] = 1),
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damaged_reply_gives_no_signature_and_a_new_connection_does(string damage)
    {
        await using UsbDevice device = UsbDevice.Start();
        await using EthereumApp app = await device.AppAsync();
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
        device.Hid.Replies = packets => packets.Count > 1 && device.Emulator.ReceivedApdus[^1][1] == 0x08
            ? DamagedReplies[damage](packets)
            : packets;

        await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation,
            () => Expect.EndsAsync(approver.SignMessageAsync(LongText).AsTask()));

        device.Hid.Replies = packets => packets;
        await using EthereumApp again = await device.AppAsync();
        LedgerApprover next = await LedgerApprover.CreateAsync(again, DerivationPath.Default);
        await next.SignMessageAsync("again"u8.ToArray());
    }

    [Fact]
    public async Task Failed_exchange_closes_the_connection_for_good()
    {
        await using UsbDevice device = UsbDevice.Start();
        await using HidTransport transport = await device.ConnectAsync();
        device.Hid.Replies = packets => DamagedReplies["foreign channel"](packets);
        await Expect.ReasonAsync(LedgerReason.ProtocolViolation, () => transport.ExchangeAsync(Command));
        device.Hid.Replies = packets => packets;

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => transport.ExchangeAsync(Command));

        Assert.Contains("is closed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Hid.OpenHandles);
    }

    [Fact]
    public async Task Reply_that_stops_in_the_middle_ends_after_its_limit()
    {
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using UsbDevice device = UsbDevice.Start();
        await using HidTransport transport = await device.ConnectAsync(time);
        bool isSent = false;
        device.Hid.Replies = packets =>
        {
            isSent = true;
            return packets.Take(1);
        };
        Task<byte[]> exchange = transport.ExchangeAsync(Address);
        await Expect.SoonAsync(() => isSent && device.Hid.UnreadPackets == 0);
        await Task.Delay(200);

        time.Advance(HidTransport.FrameTimeout - TimeSpan.FromMilliseconds(1));
        await Task.Delay(200);
        Assert.False(exchange.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => Expect.EndsAsync(exchange));
        Assert.Contains("did not end", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_may_take_a_day_to_decide()
    {
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait);
        await using EthereumApp app = new(await device.ConnectAsync(time));
        Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, LongText);
        await device.UntilAskedAsync();

        time.Advance(TimeSpan.FromDays(1));
        await Task.Delay(200);
        Assert.False(signing.IsCompleted);
        await device.Emulator.ApproveAsync();

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest(LongText), await signing, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Disposing_ends_an_exchange()
    {
        await using UsbDevice device = UsbDevice.Start(EmulatorAnswer.Wait);
        HidTransport transport = await device.ConnectAsync();
        await using EthereumApp app = new(transport);
        Task<EcdsaSignature> signing = app.SignPersonalMessageAsync(DerivationPath.Default, LongText);
        await device.UntilAskedAsync();

        await transport.DisposeAsync();

        await Expect.ReasonAsync(LedgerReason.Disconnected, () => Expect.EndsAsync(signing));
        Assert.Equal(0, device.Hid.OpenHandles);
    }

    private static List<byte[]> Changed(IReadOnlyList<byte[]> packets, int index, Action<byte[]> change)
    {
        List<byte[]> changed = [.. packets.Select(packet => packet.ToArray())];
        change(changed[index]);
        return changed;
    }
}
