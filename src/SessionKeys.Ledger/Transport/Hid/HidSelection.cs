namespace SessionKeys.Ledger;

/// <summary>Finds the one interface of the one Ledger that commands go to.</summary>
/// <param name="usesUsagePage">True where the operating system knows usage pages (Windows, macOS), false where the
/// interface is chosen by its number (Linux).</param>
internal sealed class HidSelection(bool usesUsagePage)
{
    private const ushort CommandUsagePage = 0xffa0;

    /// <summary>The rule of this computer.</summary>
    public static HidSelection ForThisSystem { get; } =
        new(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());

    /// <summary>The interfaces that take commands, one per device. U2F and WebUSB are others.</summary>
    public IReadOnlyList<HidDeviceEntry> Usable(IEnumerable<HidDeviceEntry> entries)
        => [.. entries.Where(TakesCommands).DistinctBy(entry => entry.Path)];

    /// <summary>Chooses by path or serial number, or the only device.</summary>
    /// <param name="entries">Everything of Ledger that is connected.</param>
    /// <param name="wanted">A path or a serial number; null for the only device.</param>
    /// <exception cref="LedgerException">None fits, several do, or the one that does is in its bootloader.</exception>
    public HidDeviceEntry Choose(IEnumerable<HidDeviceEntry> entries, string? wanted)
    {
        IReadOnlyList<HidDeviceEntry> usable = Usable(entries);
        IReadOnlyList<HidDeviceEntry> fitting =
            [.. usable.Where(entry => wanted is null || entry.Path == wanted || entry.Serial == wanted)];
        return fitting switch
        {
            [] => throw HidErrors.NoDevice(wanted, usable),
            [{ Model.IsBootloader: true } only] => throw HidErrors.Bootloader(only),
            [HidDeviceEntry only] => only,
            _ => throw HidErrors.SeveralDevices(fitting),
        };
    }

    private bool TakesCommands(HidDeviceEntry entry) => usesUsagePage
        ? entry.UsagePage == CommandUsagePage
        : entry.Interface == 0 && entry.UsagePage is (0 or CommandUsagePage);
}
