namespace SessionKeys.Bundler.Client;

/// <summary>What goes wrong with a journal file, in words.</summary>
internal static class JournalErrors
{
    /// <summary>.NET reports a file that reaches its limit of size as an argument out of range.</summary>
    public static bool IsOfDisk(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    public static SessionKeyException Busy(string path, TimeSpan waited) => new(
        "journal-busy",
        $"The append to the journal {path} was given up: others held its lock for {waited.Seconds()} s, which "
            + "is the allowed time. Find the process that stands still with the lock; nothing was appended.");

    public static SessionKeyException Unwritable(string path, Exception cause) => new(
        "journal-unwritable",
        $"The append to the journal {path} failed: {cause.Message} Allowed is a file and a directory that this "
            + "process may write, with free space. Nothing is signed or sent until it can be written.",
        cause);

    public static SessionKeyException Damaged(string path, long offset, string finding) => new(
        "journal-damaged",
        $"The journal {path} was refused: {finding} at byte {offset}; allowed is only that its last line is cut off. "
            + "Stop everybody who uses it, keep a copy, and take the journal from a backup; nothing was appended.");

    public static SessionKeyException NotPrivate(string path, UnixFileMode mode) => new(
        "journal-not-private",
        $"The journal {path} was refused: its mode is {Convert.ToString((int)mode, 8)}; allowed is 600, because it "
            + "holds approvals and signed operations. Find out who could read or change it, and take the rights away "
            + "(chmod 600).");

    public static SessionKeyException Link(string path, string target) => new(
        "journal-is-link",
        $"The compaction of the journal {path} was refused: it is a link to {target}; allowed is the file itself. "
            + "Stop everybody who uses the link, and give all of them the file.");

    public static SessionKeyException NotLocking(string path) => new(
        "journal-not-locking",
        $"The journal {path} was refused: its lock was given to this process twice; allowed is a file system that "
            + "locks files. Put the journal on a local disk, and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
}
