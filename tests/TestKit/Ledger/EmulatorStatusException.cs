namespace SessionKeys.TestKit;

/// <summary>An emulated command ends with a status word other than 9000.</summary>
internal sealed class EmulatorStatusException(ushort status, byte[]? data = null) : Exception($"Status {status:x4}.")
{
    public const ushort Rejected = 0x6985;
    public const ushort Locked = 0x5515;
    public const ushort InvalidData = 0x6a80;
    public const ushort NotAllowedNow = 0x6980;
    public const ushort NoDetail = 0x6a00;
    public const ushort NoMemory = 0x6a84;
    public const ushort FiltersMissing = 0x6a88;
    public const ushort NoCertificates = 0x911c;
    public const ushort WrongLength = 0x6a87;
    public const ushort WrongPath = 0x6a15;
    public const ushort WrongParameters = 0x6b00;
    public const ushort RefusedBySystem = 0x5501;
    public const ushort UnknownApp = 0x6807;
    public const ushort NoAppName = 0x670a;
    public const ushort UnknownInstruction = 0x6d00;
    public const ushort UnknownClass = 0x6e00;

    /// <summary>What a personal message of length zero is answered with.</summary>
    public const ushort EmptyMessage = 0x422e;

    public ushort Status => status;

    /// <summary>Bytes that come before the status word.</summary>
    public byte[] Payload => data ?? [];
}
