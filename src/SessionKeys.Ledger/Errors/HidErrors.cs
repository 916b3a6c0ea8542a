namespace SessionKeys.Ledger;

/// <summary>Words for everything that can go wrong with a device on USB.</summary>
internal static class HidErrors
{
    private const string Page = "docs/ledger.md";

    public static LedgerException UnexpectedPacket(string finding, string expected)
        => new(LedgerReason.ProtocolViolation, "A USB packet does not belong to the reply that was awaited.",
            $"Of it, {finding}; expected: {expected}.",
            "Close other programs that use the device, dismiss what it shows, and connect again.");

    public static LedgerException ReplyIncomplete(string peer)
        => new(LedgerReason.ProtocolViolation, "A reply began and did not end.",
            $"{peer}: the rest must follow within {HidTransport.FrameTimeout.TotalSeconds} s.",
            "Close other programs that use the device, plug it in again and start again.");

    public static LedgerException NoDevice(string? wanted, IReadOnlyList<HidDeviceEntry> present)
        => new(LedgerReason.NoDevice,
            wanted is null ? "No Ledger was found on USB." : $"No Ledger \"{wanted}\" was found on USB.",
            present.Count == 0 ? "Connected are 0; needed is 1." : $"Connected: {List(present)}.",
            present.Count == 0
                ? "Plug the device in with a cable that carries data and unlock it."
                : "Name one of those by its path, or by its serial number if no other has the same.");

    public static LedgerException Bootloader(HidDeviceEntry entry)
        => new(LedgerReason.NoDevice, $"The {entry.Model.Name} is in its bootloader, where no app runs.",
            $"{entry}: USB id {entry.ProductId:x4}; an app needs {entry.Model.Number:x2}..",
            "Finish the update in Ledger's wallet application, or restart the device, and try again.");

    public static LedgerException SeveralDevices(IReadOnlyList<HidDeviceEntry> present)
        => new(LedgerReason.SeveralDevices, "Several Ledgers fit, and none is chosen for you.",
            $"Connected: {List(present)}; allowed is 1.",
            "Unplug all but one, or name one by its path as hid:PATH.");

    /// <summary>Explains why the list could not be made, or a device not be opened.</summary>
    public static LedgerException NotOpened(string peer, HidException cause) => cause.Fault switch
    {
        HidFault.LibraryMissing => new(
            LedgerReason.LibraryMissing, "The library that speaks to USB devices is missing.", $"{cause.Message}.",
            $"Install hidapi 0.10 or later: package libhidapi-hidraw0 on Debian and Ubuntu, hidapi on Fedora, Arch and "
            + $"Homebrew, hidapi.dll beside the program on Windows. See {Page}.", cause),
        HidFault.PermissionDenied => new(
            LedgerReason.PermissionDenied, "This user may not open the Ledger.", $"{peer}: {cause.Message}.",
            OperatingSystem.IsLinux()
                ? $"Install the udev rule of {Page}, plug the device in again and try again; do not run as root."
                : $"Close other programs that use the device and see {Page}.", cause),
        HidFault.Busy => new(
            LedgerReason.DeviceBusy, "Another program uses the Ledger.", $"{peer}: {cause.Message}.",
            "Close Ledger's wallet application and browser tabs that are connected with it, and try again.", cause),
        HidFault.Gone => new(
            LedgerReason.NoDevice, "The Ledger is no longer on USB.", $"{peer}: {cause.Message}.",
            "Plug it in, unlock it and try again.", cause),
        _ => new(
            LedgerReason.Disconnected, "The Ledger could not be opened.", $"{peer}: {cause.Message}.",
            $"Plug the device in again and try again; see {Page}.", cause),
    };

    public static LedgerException ConnectionEnded(string peer, HidException cause)
        => new(LedgerReason.Disconnected, "The connection to the Ledger ended before the answer came.",
            $"{peer}: {cause.Message}.",
            "Plug the device in, unlock it, open the Ethereum app and start again; no signature came.", cause);

    public static LedgerException AppNotInstalled(string name, ushort status)
        => new(LedgerReason.AppNotInstalled, $"The {name} app is not installed on the device.",
            $"Status {status:x4} to {Apdu.OpenApp(name).Name}; needed is 9000.",
            $"Install the {name} app with Ledger's wallet application and try again.");

    /// <summary>After a command that opens or closes an app, the device did not come back with the expected
    /// one.</summary>
    public static LedgerException NotBack(string name, string seen, TimeSpan limit, LedgerException? cause)
        => new(LedgerReason.Timeout, $"The device did not come back with {AppOf(name)} open.",
            $"{seen}; it must take at most {limit.TotalSeconds} s.",
            "Look at the device: unlock it, dismiss what it shows, open the Ethereum app there and try again.", cause);

    private static string AppOf(string name)
        => name == AppAndVersion.Dashboard ? "its dashboard" : $"the {name} app";

    private static string List(IEnumerable<HidDeviceEntry> entries) => string.Join("; ", entries);
}
