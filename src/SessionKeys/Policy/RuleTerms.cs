namespace SessionKeys;

/// <summary>A rule: print form and comparison 4 bits each ‖ word 1 ‖ [value 32, absent for equalsAccount].</summary>
internal readonly ref struct RuleTerms
{
    private readonly CallDataBytes _data;
    private readonly int _position;

    public RuleTerms(CallDataBytes data, int position)
    {
        _data = data;
        _position = position;
        byte head = data.Byte(position);
        Comparison = (Comparison)(head & 0x0f);
        PrintForm = (byte)(head >> 4);
    }

    /// <summary>A number above <see cref="Comparison.AtLeastRatio"/> cannot be granted.</summary>
    public Comparison Comparison { get; }

    public byte PrintForm { get; }

    public byte Word => _data.Byte(_position + 1);

    public UInt256 Value => HasValue ? _data.Word(_position + 2) : UInt256.Zero;

    public int Next => _position + 2 + (HasValue ? UInt256.Length : 0);

    private bool HasValue => Comparison != Comparison.EqualsAccount;
}
