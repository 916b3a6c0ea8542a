namespace SessionKeys;

/// <summary>The core of an envelope where it stands in an operation, read as the module reads it: unchecked.</summary>
internal readonly ref struct CoreTerms
{
    public const int BudgetLength = 41;

    private const int NonceDomain = 41;

    private readonly CallDataBytes _data;

    public CoreTerms(CallDataBytes data, int position)
    {
        _data = data;
        Position = position;
        Epoch = (uint)data.Unsigned(position, 4);
        Features = (GrantFeatures)data.Byte(position + 4);
        KeyType = data.Byte(position + 5);
        SessionKey = data.Address(position + 6);
        ValidAfter = data.Unsigned(position + 26, 6);
        ExpiresAt = data.Unsigned(position + 32, 6);
        LaneBits = data.Byte(position + 38);
        BudgetCount = data.Byte(position + 39);
        NonceDomainLength = data.Byte(position + 40);
    }

    public int Position { get; }

    public uint Epoch { get; }

    public GrantFeatures Features { get; }

    public byte KeyType { get; }

    public bool IsP256 => KeyType == (byte)SessionKeys.KeyType.P256;

    public Address SessionKey { get; }

    public ulong ValidAfter { get; }

    public ulong ExpiresAt { get; }

    public int LaneBits { get; }

    public int BudgetCount { get; }

    public int NonceDomainLength { get; }

    public int NonceDomainAt => Position + NonceDomain;

    public ulong Ttl => Has(GrantFeatures.Ttl) ? _data.Unsigned(Group(GrantFeatures.Ttl), 4) : 0;

    public ushort MaxRenewals =>
        Has(GrantFeatures.Ttl) ? (ushort)_data.Unsigned(Group(GrantFeatures.Ttl) + 4, 2) : (ushort)0;

    public Address Renewer =>
        Has(GrantFeatures.Renewer) ? _data.Address(Group(GrantFeatures.Renewer)) : Address.Zero;

    public ulong IdleTimeout =>
        Has(GrantFeatures.IdleTimeout) ? _data.Unsigned(Group(GrantFeatures.IdleTimeout), 4) : 0;

    public ScheduleTerms Schedule => Has(GrantFeatures.Schedule)
        ? new ScheduleTerms(_data.Unsigned(Group(GrantFeatures.Schedule), 7))
        : default;

    public Address Paymaster =>
        Has(GrantFeatures.Paymaster) ? _data.Address(Group(GrantFeatures.Paymaster)) : Address.Zero;

    /// <summary>Zero = none.</summary>
    public Address Guard => Has(GrantFeatures.Guard) ? _data.Address(Group(GrantFeatures.Guard)) : Address.Zero;

    public UInt256 UsdLimit => _data.Word(Group(GrantFeatures.Guard) + Address.Length) >> 128;

    public ulong UsdPeriod => _data.Unsigned(Group(GrantFeatures.Guard) + 36, 4);

    public UInt256 FeedsHash => _data.Word(Group(GrantFeatures.Guard) + 40);

    /// <summary>The position behind the core.</summary>
    public int End => Group(GrantFeatures.Guard) + (Has(GrantFeatures.Guard) ? 72 : 0);

    public bool Has(GrantFeatures feature) => (Features & feature) != 0;

    public BudgetTerms Budget(int index) => new(_data, BudgetAt(index));

    private int BudgetAt(int index) => NonceDomainAt + NonceDomainLength + (BudgetLength * index);

    /// <summary>Behind the budgets and the groups of all lower bits.</summary>
    private int Group(GrantFeatures feature)
    {
        int before = (int)Features & ((int)feature - 1);
        int position = BudgetAt(BudgetCount);
        position += (before & (int)GrantFeatures.Ttl) != 0 ? 6 : 0;
        position += (before & (int)GrantFeatures.Renewer) != 0 ? 20 : 0;
        position += (before & (int)GrantFeatures.IdleTimeout) != 0 ? 4 : 0;
        position += (before & (int)GrantFeatures.Schedule) != 0 ? 7 : 0;
        return position + ((before & (int)GrantFeatures.Paymaster) != 0 ? 20 : 0);
    }
}
