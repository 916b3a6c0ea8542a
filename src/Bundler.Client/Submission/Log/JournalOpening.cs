using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SessionKeys.Bundler.Client;

/// <summary>Opens or creates the files of a journal; only their owner may read them.</summary>
internal static partial class JournalOpening
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ReadOnlyFlag = 0;

    public static FileStream Open(string path, FileShare share, bool mayCreate = true)
    {
        var options = new FileStreamOptions
        {
            Mode = mayCreate ? FileMode.OpenOrCreate : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (mayCreate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes the name of a new file durable; Windows does so by itself.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int directory = NativeOpen(Path.GetDirectoryName(path)!, ReadOnlyFlag);
        if (directory < 0)
        {
            throw new IOException("The directory cannot be opened.", new Win32Exception());
        }

        int result = NativeFlush(directory);
        var cause = new Win32Exception();
        _ = NativeClose(directory);
        if (result != 0)
        {
            throw new IOException("The directory cannot be flushed.", cause);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFlush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int NativeClose(int descriptor);
}
