namespace SessionKeys;

/// <summary>One budget of the core: kind 1 ‖ asset 20 ‖ limit 16 ‖ period 4 bytes.</summary>
internal readonly struct BudgetTerms(CallDataBytes data, int position)
{
    public byte Kind { get; } = data.Byte(position);

    public Address Asset { get; } = data.Address(position + 1);

    public UInt128 Limit { get; } = data.Amount(position + 21);

    /// <summary>Seconds.</summary>
    public ulong Period { get; } = data.Unsigned(position + 37, 4);
}
