using System.Reflection;
using System.Runtime.InteropServices;

namespace SessionKeys;

/// <summary>
/// The functions of libsecp256k1 (0.2 or later, with the recovery module) and of OpenSSL's libcrypto that are used.
/// </summary>
internal static partial class NativeMethods
{
    private const string Library = "secp256k1";
    private const string CryptoLibrary = "crypto";

    /// <summary>
    /// Debian and others carry the ABI version in the file name; the plain name serves Windows, macOS and own builds.
    /// </summary>
    private static readonly Lazy<nint> Handle = new(static () => Load(
        "secp256k1_ecdsa_recover", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", Library));

    /// <summary>With a version always: macOS ends a process that loads its own libcrypto by the plain name.</summary>
    private static readonly Lazy<nint> CryptoHandle = new(static () => Load(
        "EVP_PBE_scrypt",
        "libcrypto.so.3",
        "libcrypto.so.1.1",
        "libcrypto.3.dylib",
        "libcrypto.1.1.dylib",
        "libcrypto-3-x64.dll",
        "libcrypto-3-arm64.dll",
        "libcrypto-1_1-x64.dll"));

    static NativeMethods() => NativeLibrary.SetDllImportResolver(
        typeof(NativeMethods).Assembly,
        static (name, _, _) => name switch
        {
            Library => Handle.Value,
            CryptoLibrary => CryptoHandle.Value,
            _ => 0,
        });

    /// <summary>Tells whether a libsecp256k1 with all functions was found.</summary>
    public static bool IsAvailable => Handle.Value != 0;

    /// <summary>Tells whether a libcrypto with scrypt was found.</summary>
    public static bool HasScrypt => CryptoHandle.Value != 0;

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

    [LibraryImport(CryptoLibrary, EntryPoint = "EVP_PBE_scrypt")]
    internal static partial int Scrypt(
        ReadOnlySpan<byte> password,
        nuint passwordLength,
        ReadOnlySpan<byte> salt,
        nuint saltLength,
        ulong n,
        ulong r,
        ulong p,
        ulong maxMemory,
        Span<byte> key,
        nuint keyLength);

    /// <summary>Loads the first file that has the function; 0 when none has.</summary>
    internal static nint Load(string function, params ReadOnlySpan<string> fileNames)
    {
        Assembly assembly = typeof(NativeMethods).Assembly;
        foreach (string fileName in fileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, null, out nint handle))
            {
                if (NativeLibrary.TryGetExport(handle, function, out _))
                {
                    return handle;
                }

                NativeLibrary.Free(handle);
            }
        }

        return 0;
    }
}
