namespace SessionKeys;

/// <summary>What a segment does beside carrying an operation's proofs.</summary>
[Flags]
internal enum SegmentFlags : byte
{
    None = 0,
    Enable = 0x01,
    Renew = 0x02,
    Grace = 0x04,
    P256InSolidity = 0x08,
}
