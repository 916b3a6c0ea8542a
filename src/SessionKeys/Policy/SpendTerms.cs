namespace SessionKeys;

/// <summary>A spend: fixed flag 1 bit ‖ budget index 7 bits ‖ word 1, or amount 16 when fixed.</summary>
internal readonly ref struct SpendTerms
{
    private readonly CallDataBytes _data;
    private readonly int _position;

    public SpendTerms(CallDataBytes data, int position)
    {
        _data = data;
        _position = position;
        byte head = data.Byte(position);
        IsFixed = head >> 7 != 0;
        BudgetIndex = head & 0x7f;
    }

    public bool IsFixed { get; }

    public int BudgetIndex { get; }

    /// <summary>Only when not fixed.</summary>
    public byte Word => _data.Byte(_position + 1);

    /// <summary>Only when fixed.</summary>
    public UInt128 Amount => _data.Amount(_position + 1);

    public int Next => _position + 2 + (IsFixed ? 15 : 0);
}
