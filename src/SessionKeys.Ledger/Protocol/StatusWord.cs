namespace SessionKeys.Ledger;

/// <summary>The status words that mean something particular to a host.</summary>
internal static class StatusWord
{
    public const ushort Ok = 0x9000;
    public const ushort InvalidData = 0x6a80;
    public const ushort CommandNotAllowed = 0x6980;
    public const ushort ErrorWithoutDetail = 0x6a00;
    public const ushort InsufficientMemory = 0x6a84;
    public const ushort FiltersMissing = 0x6a88;
    public const ushort NoCertificates = 0x911c;
    public const ushort LengthMismatch = 0x6a87;
    public const ushort PathNotAllowed = 0x6a15;
    public const ushort WrongParameters = 0x6b00;
    public const ushort WrongLength = 0x6983;

    public static bool IsRejection(ushort status) => status is 0x6985 or 0x6982 or 0x5501;

    public static bool IsLocked(ushort status) => status is 0x5515 or 0x6804 or 0x5303 or 0x5502 or 0x6d07 or 0x6611;

    /// <summary>The command is unknown: another app, the dashboard, or an app that is too old.</summary>
    public static bool IsUnknownCommand(ushort status) => status is 0x6d00 or 0x6e00 or 0x6d02 or 0x6e01 or 0x6511;
}
