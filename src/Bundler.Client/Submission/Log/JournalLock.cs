using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// The exclusive right to a journal: a file beside it, opened by one at a time. The operating system gives it back
/// when its holder ends, however it ends. The file stays: deleting it would let two processes lock two files.
/// </summary>
internal sealed class JournalLock(string journal, TimeProvider timeProvider)
{
    private const int ShortestPauseMs = 1;
    private const int LongestPauseMs = 16;

    /// <summary>What Linux, macOS and Windows answer while somebody else has the file open.</summary>
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string _path = journal + ".lock";
    private bool _isProven;

    public async Task<FileStream> TakeAsync(CancellationToken cancellationToken)
    {
        int pause = ShortestPauseMs;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen() is { } taken)
            {
                Prove(taken);
                return taken;
            }

            int jittered = pause + RandomNumberGenerator.GetInt32(pause + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(jittered), timeProvider, cancellationToken)
                .ConfigureAwait(false);
            pause = Math.Min(2 * pause, LongestPauseMs);
        }
    }

    /// <summary>Where file locks do nothing, two would append at once: seen by asking twice, once.</summary>
    private void Prove(FileStream taken)
    {
        if (_isProven)
        {
            return;
        }

        using FileStream? second = TryOpen();
        if (second is not null)
        {
            taken.Dispose();
            throw JournalErrors.NotLocking(journal);
        }

        _isProven = true;
    }

    private FileStream? TryOpen()
    {
        try
        {
            return JournalOpening.Open(_path, FileShare.None);
        }
        catch (IOException e) when (SharingViolations.Contains(e.HResult))
        {
            return null;
        }
    }
}
