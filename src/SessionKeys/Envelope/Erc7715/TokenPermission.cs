using System.Numerics;

namespace SessionKeys;

/// <summary>What a token permission allows: how much of one asset, by time.</summary>
internal sealed record TokenPermission
{
    /// <summary>Gets native or a token.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets how the amount goes by time.</summary>
    public required BudgetShape Shape { get; init; }

    /// <summary>Gets the first second in unix seconds, or null for the time of the request.</summary>
    public Located<long>? Start { get; init; }

    /// <summary>Gets the words of whoever asks.</summary>
    public string? Justification { get; init; }
}

/// <summary>How an amount goes by time.</summary>
internal abstract record BudgetShape
{
    /// <summary>An amount in all.</summary>
    public sealed record Allowance(Located<BigInteger> Amount) : BudgetShape;

    /// <summary>An amount in each period from the start on.</summary>
    public sealed record Periodic(Located<BigInteger> Amount, Located<uint> Period) : BudgetShape;

    /// <summary>An amount that is <c>Initial</c> at the start and grows by <c>Rate</c> each second, up to a maximum.</summary>
    public sealed record Stream(Located<BigInteger> Rate, BigInteger Initial, Located<BigInteger>? Maximum) : BudgetShape;
}
