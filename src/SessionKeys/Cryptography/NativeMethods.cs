using System.Reflection;
using System.Runtime.InteropServices;

namespace SessionKeys;

/// <summary>The functions of libsecp256k1 (0.2 or later, with the recovery module) that are used.</summary>
internal static partial class NativeMethods
{
    private const string Library = "secp256k1";

    /// <summary>
    /// Debian and others carry the ABI version in the file name; the plain name serves Windows, macOS and own builds.
    /// </summary>
    private static readonly string[] FileNames =
        ["libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", Library];

    private static readonly Lazy<nint> Handle = new(Load);

    static NativeMethods() => NativeLibrary.SetDllImportResolver(
        typeof(NativeMethods).Assembly,
        static (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>Tells whether a library with all functions was found.</summary>
    public static bool IsAvailable => Handle.Value != 0;

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    internal static partial nint ContextCreate(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    internal static partial int ContextRandomize(nint context, ReadOnlySpan<byte> seed32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    internal static partial int PublicKeyCreate(nint context, Span<byte> publicKey, ReadOnlySpan<byte> secret32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    internal static partial int PublicKeySerialize(
        nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> publicKey, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    internal static partial int SignRecoverable(
        nint context,
        Span<byte> signature,
        ReadOnlySpan<byte> digest32,
        ReadOnlySpan<byte> secret32,
        nint nonceFunction,
        nint nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    internal static partial int SignatureSerialize(
        nint context, Span<byte> output64, out int recoveryId, ReadOnlySpan<byte> signature);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    internal static partial int SignatureParse(
        nint context, Span<byte> signature, ReadOnlySpan<byte> input64, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    internal static partial int Recover(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest32);

    private static nint Load()
    {
        Assembly assembly = typeof(NativeMethods).Assembly;
        foreach (string fileName in FileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, null, out nint handle))
            {
                if (NativeLibrary.TryGetExport(handle, "secp256k1_ecdsa_recover", out _))
                {
                    return handle;
                }

                NativeLibrary.Free(handle);
            }
        }

        return 0;
    }
}
