namespace SessionKeys.Ledger.Tests;

public class TypedDataPlannerTests
{
    [Fact]
    public void Array_of_256_elements_is_too_large()
    {
        Assert.Equal(255 + 4, Plan(Numbers(255)).Leaves.Count());
        Expect.Reason(LedgerReason.TooLargeForDevice, () => Plan(Numbers(256)));
    }

    [Fact]
    public void Fixed_array_with_another_number_of_elements_is_refused()
        => Expect.Reason(
            LedgerReason.BadData, () => Plan(Samples.Flat(("pair", "uint8[2]", Samples.List((UInt256)1)))));

    [Fact]
    public void Missing_value_is_refused_and_named()
    {
        TypedData data = Samples.Flat(("amount", "uint8", (UInt256)1));
        TypedData incomplete = With(data, new Dictionary<string, object>());

        LedgerException exception = Expect.Reason(LedgerReason.BadData, () => Plan(incomplete));

        Assert.Contains("Order.amount", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_struct_is_refused_and_named()
    {
        LedgerException exception = Expect.Reason(
            LedgerReason.BadData, () => Plan(Samples.Flat(("thing", "Thing", new Dictionary<string, object>()))));

        Assert.Contains("Thing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_that_is_no_array_or_struct_is_refused()
    {
        Expect.Reason(LedgerReason.BadData, () => Plan(Samples.Flat(("numbers", "uint8[]", (UInt256)1))));
        Expect.Reason(LedgerReason.BadData, () => Plan(With(Samples.Nested(1, 1), new Dictionary<string, object>
        {
            ["account"] = Address.Zero,
            ["capabilities"] = Samples.List((UInt256)1),
            ["best"] = (UInt256)1,
            ["expiresAt"] = (UInt256)1,
        })));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    public void Structs_are_nested_at_most_16_deep(int depth)
    {
        TypedData data = Chain(depth);

        if (depth <= 16)
        {
            Assert.Equal(5, Plan(data).Leaves.Count());
        }
        else
        {
            Expect.Reason(LedgerReason.TooLargeForDevice, () => Plan(data));
        }
    }

    [Fact]
    public void Struct_without_members_is_refused()
        => Expect.Reason(LedgerReason.BadData, () => Plan(Samples.Flat()));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("é")]
    public void Name_that_is_no_identifier_is_refused(string name)
        => Expect.Reason(LedgerReason.BadData, () => Plan(Samples.Flat((name, "uint8", (UInt256)1))));

    [Fact]
    public void Name_of_101_characters_is_refused()
    {
        Assert.Equal(5, Plan(Samples.Flat((new string('n', 100), "uint8", (UInt256)1))).Leaves.Count());
        Expect.Reason(LedgerReason.BadData, () => Plan(Samples.Flat((new string('n', 101), "uint8", (UInt256)1))));
    }

    private static TypedDataPlan Plan(TypedData data) => TypedDataPlanner.Plan(data);

    private static TypedData Numbers(int count)
        => Samples.Flat(("numbers", "uint8[]", Samples.List([.. Enumerable.Repeat((object)(UInt256)1, count)])));

    private static TypedData With(TypedData data, IReadOnlyDictionary<string, object> message)
        => new() { Types = data.Types, PrimaryType = data.PrimaryType, Domain = data.Domain, Message = message };

    /// <summary>Struct S1 holds S2 and so on; the last holds a number.</summary>
    private static TypedData Chain(int depth)
    {
        TypedData shape = Samples.Nested(1, 1);
        Dictionary<string, IReadOnlyList<TypedDataField>> types = new()
        {
            ["EIP712Domain"] = shape.Types["EIP712Domain"],
        };
        Dictionary<string, object> value = new() { ["leaf"] = (UInt256)1 };
        types[$"S{depth}"] = [new TypedDataField("leaf", "uint8")];
        for (int level = depth - 1; level >= 1; level--)
        {
            types[$"S{level}"] = [new TypedDataField("inner", $"S{level + 1}")];
            value = new Dictionary<string, object> { ["inner"] = value };
        }

        return new TypedData { Types = types, PrimaryType = "S1", Domain = shape.Domain, Message = value };
    }
}
