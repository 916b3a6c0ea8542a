using System.Runtime.InteropServices;

namespace SessionKeys.Ledger;

/// <summary>A node of the list that <c>hid_enumerate</c> returns. Since 0.13 a bus type follows, which is not read: an
/// older library has no memory there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HidApiEntry
{
    private const int MaxEntries = 1_000;

    public nint Path;
    public ushort VendorId;
    public ushort ProductId;
    public nint SerialNumber;
    public ushort ReleaseNumber;
    public nint ManufacturerName;
    public nint ProductName;
    public ushort UsagePage;
    public ushort Usage;
    public int InterfaceNumber;
    public nint Next;

    /// <summary>Copies a list out of the library's memory.</summary>
    public static IReadOnlyList<HidDeviceEntry> ReadList(nint first)
    {
        List<HidDeviceEntry> entries = [];
        for (nint next = first; next != 0 && entries.Count < MaxEntries;)
        {
            HidApiEntry entry = Marshal.PtrToStructure<HidApiEntry>(next);
            entries.Add(new HidDeviceEntry(
                Marshal.PtrToStringUTF8(entry.Path) ?? string.Empty,
                entry.ProductId,
                HidApiText.Read(entry.SerialNumber),
                entry.UsagePage,
                entry.InterfaceNumber));
            next = entry.Next;
        }

        return entries;
    }
}
