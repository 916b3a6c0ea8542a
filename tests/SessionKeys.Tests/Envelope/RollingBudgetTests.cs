using SessionKeys.TestKit;

namespace SessionKeys.Tests;

public sealed class RollingBudgetTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly UInt128 MaxUnits = (UInt128.One << 42) - 1;

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1", "1")]
    [InlineData("4398046511103", "1")]
    [InlineData("4398046511104", "2")]
    [InlineData("8796093022206", "2")]
    [InlineData("8796093022207", "3")]
    [InlineData("340282366920938463463374607431768211455", "77371252455353859367239685")]
    public void Unit_is_the_smallest_by_which_42_bits_hold_the_limit(string limit, string unit)
    {
        Budget budget = Budget.Lifetime(Asset.Native, UInt128.Parse(limit)) with { Kind = BudgetKind.Rolling };

        Assert.Equal(UInt128.Parse(unit), budget.RollingUnit);
        Assert.True(budget.Limit / budget.RollingUnit <= MaxUnits);
    }

    [Fact]
    public void Limit_becomes_a_multiple_of_its_unit_and_never_more()
    {
        DeterministicBytes random = new(42);
        for (int i = 0; i < 2_000; i++)
        {
            UInt128 atMost = random.Amount(1 + random.Below(128));

            Budget budget = Budget.Rolling(Asset.Native, atMost, Hour);

            Assert.Equal((BudgetKind.Rolling, Hour, Asset.Native), (budget.Kind, budget.Period, budget.Asset));
            Assert.True(budget.Limit % budget.RollingUnit == 0, $"{atMost}");
            UInt128 unit = Budget.Lifetime(Asset.Native, atMost).RollingUnit;
            Assert.True(budget.Limit <= atMost && atMost - budget.Limit < unit, $"{atMost}");
        }
    }

    [Fact]
    public void Limit_below_42_bits_stays_as_it_is() =>
        Assert.Equal(MaxUnits, Budget.Rolling(Asset.Native, MaxUnits, Hour).Limit);
}
