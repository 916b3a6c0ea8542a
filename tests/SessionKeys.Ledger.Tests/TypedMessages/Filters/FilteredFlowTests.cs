namespace SessionKeys.Ledger.Tests;

/// <summary>What the statuses mean in a flow with a descriptor: the command tells them apart.</summary>
public class FilteredFlowTests
{
    private static readonly TypedData Payment = DescribedMessages.Payment();

    [Theory]
    [InlineData("e01e000f", "6a00", LedgerReason.DescriptorRefused)]
    [InlineData("e01e000f", "6a80", LedgerReason.DescriptorRefused)]
    [InlineData("e01e00ff", "6a00", LedgerReason.DescriptorRefused)]
    [InlineData("e01e00fc", "6a80", LedgerReason.DescriptorRefused)]
    [InlineData("e00a0000", "6a80", LedgerReason.DescriptorRefused)]
    [InlineData("e00c0001", "6a88", LedgerReason.DescriptorRefused)]
    [InlineData("e01c00ff", "6a00", LedgerReason.TooLargeForDevice)]
    [InlineData("e01e00ff", "6a84", LedgerReason.TooLargeForDevice)]
    [InlineData("e00c0001", "6980", LedgerReason.TooLargeForDevice)]
    [InlineData("e01c00ff", "6a80", LedgerReason.BadData)]
    [InlineData("e01e00ff", "6985", LedgerReason.Rejected)]
    [InlineData("e01e00ff", "5515", LedgerReason.Locked)]
    [InlineData("e00c0001", "6985", LedgerReason.Rejected)]
    [InlineData("e01e00ff", "9000aa9000", LedgerReason.ProtocolViolation)]
    [InlineData("e00a0000", "019000", LedgerReason.ProtocolViolation)]
    [InlineData("e00a0000", "9000", LedgerReason.ProtocolViolation)]
    [InlineData("e00a0000", "00009000", LedgerReason.ProtocolViolation)]
    public async Task Status_means_what_the_command_says(string header, string reply, LedgerReason reason)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            reply: (sent, received) => sent.AsSpan().StartsWith(Convert.FromHexString(header))
                ? Convert.FromHexString(reply)
                : received);

        await Expect.ReasonAsync(
            reason,
            () => app.SignTypedDataAsync(DerivationPath.Default, Payment, DescribedMessages.Signed(Payment)));
    }

    [Fact]
    public async Task Message_that_takes_too_much_memory_is_refused_before_it_is_sent()
    {
        TypedData large = DescribedMessages.Payment(
            notes: [.. Enumerable.Range(0, 60).Select(_ => new string('n', 200))]);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await Expect.ReasonAsync(
            LedgerReason.TooLargeForDevice,
            () => device.App.SignTypedDataAsync(DerivationPath.Default, large, DescribedMessages.Signed(large)));

        Assert.Empty(device.Emulator.ReceivedApdus);
    }

    /// <summary>The bound was not measured on a device; it must at least lie above what the emulated app
    /// counts.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(60)]
    public async Task Estimate_is_not_below_what_the_emulated_app_takes(int notes)
    {
        TypedData payment = DescribedMessages.Payment(
            notes: [.. Enumerable.Range(0, notes).Select(i => $"note {i}")]);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await device.App.SignTypedDataAsync(DerivationPath.Default, payment, DescribedMessages.Signed(payment));

        int estimate = TypedDataHeapCost.Estimate(TypedDataPlanner.Plan(payment), DescribedMessages.Signed(payment));
        Assert.InRange(device.Emulator.LastHeapCost, 1, estimate);
    }
}
