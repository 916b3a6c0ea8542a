using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>The emulated device treats descriptors as the real app was measured to. The commands are those of a flow
/// that worked, sent again with one change, so that no check of the host is in between.</summary>
public class EmulatedFilterTests
{
    [Fact]
    public async Task Unchanged_commands_are_signed_again()
        => Assert.Equal("9000", await ReplayAsync(DescribedMessages.Payment(), commands => commands));

    [Fact]
    public async Task Signing_while_announced_filters_are_missing_is_6a88()
        => Assert.Equal(
            "6a88",
            await ReplayAsync(
                DescribedMessages.Payment(), commands => commands.Where(apdu => !IsFilter(apdu, 0xfc))));

    [Fact]
    public async Task Filter_without_a_right_signature_is_6a00()
        => Assert.Equal(
            "6a00",
            await ReplayAsync(DescribedMessages.Payment(), commands => commands.Select(
                apdu => IsFilter(apdu, 0xfc) ? [.. apdu[..6], (byte)(apdu[6] ^ 1), .. apdu[7..]] : apdu)));

    [Fact]
    public async Task Right_filter_before_another_value_is_6a00()
        => Assert.Equal(
            "6a00",
            await ReplayAsync(DescribedMessages.Payment(notes: Samples.List("a")), commands =>
            {
                List<byte[]> swapped = [.. commands];
                int first = swapped.FindIndex(apdu => IsFilter(apdu, 0xff));
                int last = swapped.FindLastIndex(apdu => IsFilter(apdu, 0xff));
                (swapped[first], swapped[last]) = (swapped[last], swapped[first]);
                return swapped;
            }));

    [Fact]
    public async Task Two_different_tokens_behind_one_filter_are_6a00_and_one_twice_is_not()
    {
        TypedData data = Samples.Flat(
            ("tokens", "address[]", Samples.List(DescribedMessages.Token, DescribedMessages.Token)),
            ("amount", "uint256", (UInt256)5));
        string file = DescriptorSigner.Sign(
            data, "Two", DescriptorSigner.Token("tokens.[]", 0), DescriptorSigner.Amount("amount", "Send", 0));

        Assert.Equal("9000", await ReplayAsync(data, commands => commands, file));
        Assert.Equal("6a00", await ReplayAsync(data, WithAnotherSecondToken, file));

        static IEnumerable<byte[]> WithAnotherSecondToken(IEnumerable<byte[]> commands)
        {
            List<byte[]> changed = [.. commands];
            int second = changed.FindLastIndex(
                apdu => apdu.AsSpan().EndsWith(DescribedMessages.Token.ToArray()) && apdu[1] == 0x1c);
            changed[second] = [.. changed[second][..^1], 0xff];
            return changed;
        }
    }

    [Fact]
    public async Task Token_that_nobody_described_is_shown_as_question_marks_without_an_address()
    {
        List<string> shown = [];

        Assert.Equal(
            "9000",
            await ReplayAsync(
                DescribedMessages.Payment(), commands => commands.Where(apdu => apdu[1] != 0x0a), shown: shown));

        Assert.Contains("Send: 1500000 ???", shown);
        Assert.DoesNotContain(
            shown, line => line.Contains(DescribedMessages.Token.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fields_without_a_filter_are_hidden_and_signed()
    {
        TypedData data = Samples.Flat(("shown", "uint256", UInt256.One), ("hidden", "uint256", UInt256.One));
        List<string> shown = [];

        Assert.Equal(
            "9000",
            await ReplayAsync(
                data, commands => commands, DescriptorSigner.Sign(data, "Half", DescriptorSigner.Raw("shown", "Shown")),
                shown));

        Assert.Equal(["Contract: Half", "Network: 31337", "Shown: 1"], shown);
    }

    private static bool IsFilter(byte[] apdu, byte kind) => apdu[1] == 0x1e && apdu[3] == kind;

    /// <summary>Runs a flow that works, then a changed copy of its commands on a second device.</summary>
    /// <returns>The status of the first command that failed, or of the last.</returns>
    private static async Task<string> ReplayAsync(
        TypedData data,
        Func<IEnumerable<byte[]>, IEnumerable<byte[]>> change,
        string? file = null,
        List<string>? shown = null)
    {
        TypedDataDescriptor descriptor = TypedDataDescriptor.Parse(file ?? DescribedMessages.SignedFile(data)) with
        {
            Tokens = [DescriptorSigner.SignToken(31337, DescribedMessages.Token, "USDC", 6)],
            AllowHiddenFields = true,
        };
        await using EmulatedDevice first = await EmulatedDevice.StartAsync();
        await first.App.SignTypedDataAsync(DerivationPath.Default, data, descriptor);
        await using EmulatedDevice second = await EmulatedDevice.StartAsync();
        await using ILedgerTransport transport = await second.Emulator.Endpoint.ConnectAsync();
        string status = string.Empty;
        foreach (byte[] command in change(first.Emulator.ReceivedApdus))
        {
            byte[] reply = await transport.ExchangeAsync(command);
            status = Convert.ToHexStringLower(reply[^2..]);
            if (status != "9000")
            {
                break;
            }
        }

        shown?.AddRange(DescribedMessages.Contents(second.Emulator));
        return status;
    }
}
