namespace SessionKeys.Ledger.Tests;

public class TypedDataHeapCostTests
{
    /// <summary>Up to here every message was signed on the real app.</summary>
    private const int LargestSigned = 14_112;

    /// <summary>From here on messages ended the real app.</summary>
    private const int SmallestDeath = 14_576;

    [Theory]
    [InlineData(50, true)]
    [InlineData(60, false)]
    public void Structs_of_three_values_cost_what_was_measured(int count, bool signs)
        => AssertMeasured(Permissions(count), signs);

    [Theory]
    [InlineData(150, true)]
    [InlineData(200, false)]
    public void Selectors_cost_what_was_measured(int count, bool signs)
        => AssertMeasured(Selectors(count), signs);

    [Fact]
    public void Smallest_message_costs_what_the_formula_says()
    {
        // By hand: 4, 12, 20, ... bytes take 4 more, 8, 16, 24, ... take 8 more, after rounding up to a multiple of 4.
        const int domainDefinition = (16 + 24) + (32 + 16) + (32 + 16) + (32 + 16) + (32 + 24);
        const int orderDefinition = (16 + 16) + (32 + 16);
        const int titles = (24 + 24 + 24) + (24 + 24 + 16);
        const int values = (24 + 16 + 16) + (24 + 16 + 8) + (24 + 16 + 16) + (24 + 24 + 48) + (24 + 16 + 16);
        const int review = 144 + 24;

        Assert.Equal(
            domainDefinition + orderDefinition + titles + values + review,
            TypedDataHeapCost.Estimate(Samples.Flat(("amount", "uint256", (UInt256)1_000_000))));
    }

    [Fact]
    public void Unused_definitions_cost_too()
    {
        TypedData data = Samples.Nested(0, 0);
        TypedData padded = new()
        {
            Types = data.Types.Append(new("Unused", [new TypedDataField("a", "uint8")])).ToDictionary(),
            PrimaryType = data.PrimaryType,
            Domain = data.Domain,
            Message = data.Message,
        };

        Assert.Equal(16 + 16 + 32 + 8, TypedDataHeapCost.Estimate(padded) - TypedDataHeapCost.Estimate(data));
    }

    [Fact]
    public async Task Message_above_the_limit_is_refused_before_anything_is_sent()
    {
        ScriptedTransport transport = ScriptedTransport.InOrder("9000");
        await using EthereumApp app = new(transport);

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.TooLargeForDevice, () => app.SignTypedDataAsync(DerivationPath.Default, Selectors(200)));

        Assert.Contains("at most 13500", exception.Message, StringComparison.Ordinal);
        Assert.Contains("text form", exception.WhatToDo, StringComparison.Ordinal);
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public async Task Message_at_the_limit_is_sent_and_one_above_is_not()
    {
        int count = Enumerable.Range(1, 255).Last(
            n => TypedDataHeapCost.Estimate(Selectors(n)) <= TypedDataHeapCost.Limit);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        await device.App.SignTypedDataAsync(DerivationPath.Default, Selectors(count));

        await Expect.ReasonAsync(
            LedgerReason.TooLargeForDevice, () => device.App.SignTypedDataAsync(
                DerivationPath.Default, Selectors(count + 1)));
    }

    [Fact]
    public async Task Host_and_emulated_device_count_the_same()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        foreach ((string name, TypedData data) in Samples.All)
        {
            await device.App.SignTypedDataAsync(DerivationPath.Default, data);

            Assert.Equal((name, TypedDataHeapCost.Estimate(data)), (name, device.Emulator.LastHeapCost));
        }
    }

    private static void AssertMeasured(TypedData data, bool signs)
    {
        int cost = TypedDataHeapCost.Estimate(data);

        if (signs)
        {
            Assert.InRange(cost, 1, LargestSigned);
        }
        else
        {
            Assert.InRange(cost, SmallestDeath, int.MaxValue);
        }
    }

    internal static TypedData Selectors(int count)
        => Samples.Flat(
            (
                "selectors", "bytes4[]",
                Samples.List([.. Enumerable.Repeat((object)Selector.Parse("0xa9059cbb"), count)])));

    internal static TypedData Permissions(int count)
    {
        Dictionary<string, object> permission = new()
        {
            ["target"] = Samples.DeviceAddress,
            ["selector"] = Selector.Parse("0xa9059cbb"),
            ["maxAmount"] = (UInt256)1_000_000,
        };
        TypedData shape = Samples.Nested(0, 0);
        return new TypedData
        {
            Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
            {
                ["EIP712Domain"] = shape.Types["EIP712Domain"],
                ["Permission"] = [new("target", "address"), new("selector", "bytes4"), new("maxAmount", "uint256")],
                ["Grant"] = [new("permissions", "Permission[]")],
            },
            PrimaryType = "Grant",
            Domain = shape.Domain,
            Message = new Dictionary<string, object>
            {
                ["permissions"] = Samples.List([.. Enumerable.Repeat((object)permission, count)]),
            },
        };
    }
}
