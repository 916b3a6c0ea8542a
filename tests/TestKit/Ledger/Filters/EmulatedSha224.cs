using System.Runtime.InteropServices;

namespace SessionKeys.TestKit;

/// <summary>SHA-224 by OpenSSL, so that the emulated device checks the library's own code with another's.</summary>
internal static class EmulatedSha224
{
    private static readonly string[] Libraries =
        ["libcrypto.so.3", "libcrypto.so", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];

    private static readonly Lazy<Function> Native = new(Load);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Function(byte[] data, nuint length, byte[] hash);

    public static byte[] Hash(byte[] data)
    {
        byte[] hash = new byte[28];
        _ = Native.Value(data, (nuint)data.Length, hash);
        return hash;
    }

    private static Function Load()
    {
        foreach (string library in Libraries)
        {
            if (NativeLibrary.TryLoad(library, out nint handle)
                && NativeLibrary.TryGetExport(handle, "SHA224", out nint function))
            {
                return Marshal.GetDelegateForFunctionPointer<Function>(function);
            }
        }

        throw new PlatformNotSupportedException(
            $"The emulated Ledger needs SHA-224 of OpenSSL for descriptors; none of {string.Join(", ", Libraries)} " +
            "was found. Install OpenSSL.");
    }
}
