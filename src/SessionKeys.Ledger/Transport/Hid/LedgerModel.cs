namespace SessionKeys.Ledger;

/// <summary>A model of Ledger, as its USB product id tells.</summary>
/// <param name="Number">The upper byte of the id; of a bootloader the number that the model has without one.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsBootloader">No app runs: the device waits for an update.</param>
internal readonly record struct LedgerModel(byte Number, string Name, bool IsBootloader)
{
    public const ushort Vendor = 0x2c97;

    /// <summary>The highest id of the old form, which is the number of a model and not shifted.</summary>
    private const ushort LastBootloader = 0x0008;

    /// <summary>How it shows what it asks, or null for a model that has not been measured.</summary>
    public DeviceDisplay? Display => Number switch
    {
        0x10 or 0x40 or 0x50 => DeviceDisplay.Nano,
        0x60 or 0x70 => DeviceDisplay.Touch,
        _ => null,
    };

    public static LedgerModel Of(ushort productId)
    {
        bool isBootloader = productId <= LastBootloader;
        byte number = isBootloader ? NumberOfBootloader(productId) : (byte)(productId >> 8);
        return new LedgerModel(number, NameOf(number), isBootloader);
    }

    private static byte NumberOfBootloader(ushort productId) => (byte)(productId << 4);

    private static string NameOf(byte number) => number switch
    {
        0x00 => "Ledger Blue",
        0x10 => "Ledger Nano S",
        0x40 => "Ledger Nano X",
        0x50 => "Ledger Nano S Plus",
        0x60 => "Ledger Stax",
        0x70 => "Ledger Flex",
        0x80 => "Ledger Nano Gen5",
        _ => $"Ledger of unknown model {number:x2}",
    };
}
