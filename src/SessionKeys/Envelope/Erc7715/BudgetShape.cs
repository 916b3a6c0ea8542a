using System.Numerics;

namespace SessionKeys;

/// <summary>How an amount goes by time.</summary>
internal abstract record BudgetShape
{
    /// <summary>An amount in all.</summary>
    public sealed record Allowance(Located<BigInteger> Amount) : BudgetShape;

    /// <summary>An amount in each period from the start on.</summary>
    public sealed record Periodic(Located<BigInteger> Amount, Located<uint> Period) : BudgetShape;

    /// <summary>An amount that is <c>Initial</c> at the start and grows by <c>Rate</c> each second.</summary>
    public sealed record Stream(Located<BigInteger> Rate, BigInteger Initial, Located<BigInteger>? Maximum)
        : BudgetShape;
}
