using System.Reflection;
using System.Runtime.InteropServices;

namespace SessionKeys.Ledger;

/// <summary>The functions of hidapi (0.10 or later) that are used.</summary>
internal static partial class HidApiMethods
{
    /// <summary>The names under which systems carry the library, best first. Of the two on Linux hidraw needs no
    /// detaching of the kernel's driver.</summary>
    public static readonly string[] FileNames =
        OperatingSystem.IsWindows() ? ["hidapi.dll"]
        : OperatingSystem.IsMacOS() ? ["libhidapi.dylib", "libhidapi.0.dylib", "/opt/homebrew/lib/libhidapi.dylib"]
        : ["libhidapi-hidraw.so.0", "libhidapi-libusb.so.0"];

    private const string Library = "hidapi";

    private static readonly Lazy<nint> Handle = new(Load);

    static HidApiMethods() => NativeLibrary.SetDllImportResolver(
        typeof(HidApiMethods).Assembly,
        static (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>Tells whether a library with all functions was found.</summary>
    public static bool IsAvailable => Handle.Value != 0;

    [LibraryImport(Library, EntryPoint = "hid_init")]
    internal static partial int Init();

    [LibraryImport(Library, EntryPoint = "hid_enumerate")]
    internal static partial nint Enumerate(ushort vendorId, ushort productId);

    [LibraryImport(Library, EntryPoint = "hid_free_enumeration")]
    internal static partial void FreeEnumeration(nint entries);

    [LibraryImport(
        Library, EntryPoint = "hid_open_path", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial nint OpenPath(string path);

    [LibraryImport(Library, EntryPoint = "hid_close")]
    internal static partial void Close(nint device);

    [LibraryImport(Library, EntryPoint = "hid_write")]
    internal static partial int Write(nint device, ReadOnlySpan<byte> report, nuint length);

    [LibraryImport(Library, EntryPoint = "hid_read_timeout")]
    internal static partial int ReadTimeout(nint device, Span<byte> packet, nuint length, int milliseconds);

    /// <summary>The text of the last error of a device, or of those without one.</summary>
    [LibraryImport(Library, EntryPoint = "hid_error")]
    internal static partial nint Error(nint device);

    private static nint Load()
    {
        Assembly assembly = typeof(HidApiMethods).Assembly;
        foreach (string fileName in FileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, null, out nint handle))
            {
                if (NativeLibrary.TryGetExport(handle, "hid_error", out _))
                {
                    return handle;
                }

                NativeLibrary.Free(handle);
            }
        }

        return 0;
    }
}
