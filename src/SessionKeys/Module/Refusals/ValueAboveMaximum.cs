namespace SessionKeys;

/// <summary>A call sends more native value than its capability allows.</summary>
public sealed record ValueAboveMaximum : SessionRefusal
{
    internal ValueAboveMaximum(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The place of the call in the batch, from 0.</summary>
    public int CallIndex => Index("callIndex");

    /// <summary>What the call sends, in wei.</summary>
    public UInt256 ValueWei => Number("value");

    /// <summary>What the capability allows, in wei.</summary>
    public UInt256 MaxValueWei => Number("maxValue");

    private protected override string ErrorName => nameof(ValueAboveMaximum);
}
