using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>A test double of the USB ports of a computer, with emulated Ledgers in them.</summary>
/// <remarks>Safe for use from several threads.</remarks>
/// <param name="devices">What is plugged in at first.</param>
public sealed class EmulatedUsb(params EmulatedHidDevice[] devices) : IHidBus
{
    /// <summary>True as on Windows and macOS: interfaces are told apart by their usage page, and one program has a
    /// device for itself. False as on Linux: by their number, and all programs read all packets.</summary>
    public bool IsLikeWindows { get; init; }

    /// <summary>True as on a computer without hidapi.</summary>
    public bool IsLibraryMissing { get; init; }

    /// <summary>An endpoint of a host that sees these ports.</summary>
    /// <param name="device">A path or serial number, or null.</param>
    /// <param name="timeProvider">The clock of the limit for the rest of a reply.</param>
    public LedgerHidEndpoint Endpoint(string? device = null, TimeProvider? timeProvider = null) => new(device)
    {
        Connector = new HidConnector(this, new HidSelection(IsLikeWindows), timeProvider ?? TimeProvider.System),
    };

    IReadOnlyList<HidDeviceEntry> IHidBus.Enumerate(ushort vendorId)
    {
        if (IsLibraryMissing)
        {
            throw new HidException(HidFault.LibraryMissing, "None of libemulated.so could be loaded");
        }

        return vendorId == LedgerModel.Vendor ? [.. devices.SelectMany(device => device.Enumerate())] : [];
    }

    IHidDevice IHidBus.Open(string path)
        => devices.FirstOrDefault(device => device.Path == path)?.Open(IsLikeWindows)
            ?? throw new HidException(HidFault.Gone, $"Nothing is at {path}");
}
