namespace SessionKeys;

/// <summary>
/// More of an asset left the account, or can be taken by what the operation allowed, than its calldata was counted as;
/// the guard undid the execution.
/// </summary>
public sealed record OutflowNotCounted : SessionRefusal
{
    internal OutflowNotCounted(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The asset, which has a budget.</summary>
    public Asset Asset => new(AddressOf("asset"));

    /// <summary>
    /// What left, by the balances before and after the calls, and what the allowances that they set grew by, in base
    /// units of the asset.
    /// </summary>
    public UInt256 Outflow => Number("outflow");

    /// <summary>What the calldata was counted as, in base units of the asset.</summary>
    public UInt256 Counted => Number("counted");

    private protected override string ErrorName => nameof(OutflowNotCounted);
}
