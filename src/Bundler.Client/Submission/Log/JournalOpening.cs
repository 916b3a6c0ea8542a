using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SessionKeys.Bundler.Client;

/// <summary>Opens or creates the files of a journal; only their owner may read them.</summary>
internal static partial class JournalOpening
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerMay = OwnerOnly | UnixFileMode.UserExecute;
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

    /// <summary>Refuses a journal that somebody else than its owner may read or write.</summary>
    public static void RequirePrivate(string path, FileStream journal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        UnixFileMode mode = File.GetUnixFileMode(journal.SafeFileHandle);
        if ((mode & ~OwnerMay) != 0)
        {
            journal.Dispose();
            throw JournalErrors.NotPrivate(path, mode);
        }
    }

    /// <summary>A rename would put a file in the place of a link.</summary>
    public static void RequireNoLink(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw JournalErrors.Link(path, target);
        }
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
