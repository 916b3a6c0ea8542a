namespace SessionKeys;

/// <summary>
/// A leaf where it stands: target 20 ‖ selector 4 ‖ flags 1 ‖ spends and rules 4 bits each ‖ [maxValue 16] ‖ rules ‖
/// spends.
/// </summary>
internal readonly ref struct CapabilityTerms
{
    public const byte EssentialFlag = 0x01;
    public const byte HasMaxValueFlag = 0x02;

    private const int Head = 26;

    private readonly CallDataBytes _data;

    public CapabilityTerms(CallDataBytes data, int position)
    {
        _data = data;
        Position = position;
        Key = data.Key(position);
        Flags = data.Byte(position + 24);
        byte counts = data.Byte(position + 25);
        RuleCount = counts & 0x0f;
        SpendCount = counts >> 4;
    }

    public int Position { get; }

    public CallKey Key { get; }

    public byte Flags { get; }

    public int RuleCount { get; }

    public int SpendCount { get; }

    public bool IsEssential => (Flags & EssentialFlag) != 0;

    public UInt128 MaxValue => HasMaxValue ? _data.Amount(Position + Head) : 0;

    public int FirstRuleAt => Position + Head + (HasMaxValue ? 16 : 0);

    /// <summary>The position behind the leaf.</summary>
    public int End
    {
        get
        {
            int position = FirstRuleAt;
            for (int i = 0; i < RuleCount; i++)
            {
                position = new RuleTerms(_data, position).Next;
            }

            for (int i = 0; i < SpendCount; i++)
            {
                position = new SpendTerms(_data, position).Next;
            }

            return position;
        }
    }

    private bool HasMaxValue => (Flags & HasMaxValueFlag) != 0;
}
