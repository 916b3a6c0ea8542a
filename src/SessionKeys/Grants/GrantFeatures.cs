namespace SessionKeys;

/// <summary>Which optional groups stand in the core of packed terms.</summary>
[Flags]
internal enum GrantFeatures : byte
{
    None = 0,
    Ttl = 0x01,
    Renewer = 0x02,
    IdleTimeout = 0x04,
    Schedule = 0x08,
    Paymaster = 0x10,
    AnyPaymaster = 0x20,
    FeesUnlimited = 0x40,
    Guard = 0x80,
}
