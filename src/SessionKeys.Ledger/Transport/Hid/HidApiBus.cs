using System.Runtime.InteropServices;

namespace SessionKeys.Ledger;

/// <summary>The USB devices of this computer through hidapi. Not safe for use from several threads.</summary>
/// <remarks>Only listed paths may be opened: hidapi 0.13.1 on Linux ends the whole process when a path can be opened
/// and is no HID device.</remarks>
internal sealed class HidApiBus : IHidBus
{
    private HidApiBus()
    {
    }

    public static HidApiBus Instance { get; } = new();

    public IReadOnlyList<HidDeviceEntry> Enumerate(ushort vendorId)
    {
        ThrowIfMissing();
        if (HidApiMethods.Init() != 0)
        {
            throw new HidException(HidFault.Other, $"hid_init failed: {HidApiText.LastError(0)}");
        }

        nint first = HidApiMethods.Enumerate(vendorId, 0);
        try
        {
            return HidApiEntry.ReadList(first);
        }
        finally
        {
            HidApiMethods.FreeEnumeration(first);
        }
    }

    public IHidDevice Open(string path)
    {
        ThrowIfMissing();
        nint device = HidApiMethods.OpenPath(path);
        if (device != 0)
        {
            return new HidApiDevice(device);
        }

        int systemError = Marshal.GetLastPInvokeError();
        string text = HidApiText.LastError(0);
        throw new HidException(HidApiFault.OfOpening(systemError, text), $"hid_open_path failed: {text}");
    }

    private static void ThrowIfMissing()
    {
        if (!HidApiMethods.IsAvailable)
        {
            throw new HidException(
                HidFault.LibraryMissing, $"None of {string.Join(", ", HidApiMethods.FileNames)} could be loaded");
        }
    }
}
