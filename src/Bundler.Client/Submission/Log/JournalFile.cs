using Microsoft.Win32.SafeHandles;

namespace SessionKeys.Bundler.Client;

/// <summary>A log in one append-only file, which processes of one machine may share.</summary>
/// <remarks>
/// <para>Thread-safe, and safe between processes: each append holds the lock of a file beside the journal
/// (<c>.lock</c>, which stays) and is on the disk before the call ends. A process that is killed leaves no lock, and at
/// most a last line that is cut off; the next append removes it. Any other damage is refused, and nothing is
/// appended.</para>
/// <para>The journal holds approvals and signed operations: it is created readable for its owner only. It grows with
/// every record. An append blocks its thread while the disk writes. Share one object among all sessions of a process:
/// each record is then read once, and appends that come together share the price of the disk.</para>
/// </remarks>
public sealed class JournalFile : ISubmissionLog, IBookHolder, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<JournalMark> _marks = [JournalMark.Start];
    private readonly JournalFileOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly JournalLock _lock;
    private readonly BookKeeper _keeper;
    private bool _isFlushed;

    /// <summary>Names a journal; the file is created by the first append.</summary>
    /// <param name="path">The file, in a directory that exists. On a local disk: locks of network disks differ.</param>
    /// <param name="options">How it is shared; null for the defaults.</param>
    /// <param name="timeProvider">The clock of the waits; null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public JournalFile(string path, JournalFileOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _options = options ?? new JournalFileOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
        Path = System.IO.Path.GetFullPath(path);
        _lock = new JournalLock(Path, _timeProvider);
        _keeper = new BookKeeper(this);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    BookKeeper IBookHolder.Keeper => _keeper;

    /// <inheritdoc/>
    public async Task AppendAsync(
        long known,
        Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step,
        CancellationToken cancellationToken = default)
    {
        LogLimits.CheckKnown(known);
        ArgumentNullException.ThrowIfNull(step);
        using var deadline = new CancellationTokenSource(_options.LockTimeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _gate.WaitAsync(both.Token).ConfigureAwait(false);
            try
            {
                using FileStream held = await TakeLockAsync(both.Token).ConfigureAwait(false);
                AppendLocked(known, step);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw JournalErrors.Busy(Path, _options.LockTimeout);
        }
    }

    /// <summary>Ends the use of the journal by this object; appends that are under way must have ended.</summary>
    public void Dispose() => _gate.Dispose();

    private async Task<FileStream> TakeLockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lock.TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            throw JournalErrors.Unwritable(Path, e);
        }
    }

    private void AppendLocked(long known, Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step)
    {
        using FileStream stream = Open();
        List<byte[]> news = ReadNews(stream.SafeFileHandle, known);
        IReadOnlyList<byte[]> additions = step(news);
        LogLimits.CheckAdditions(additions);
        if (additions.Count > 0)
        {
            Write(stream.SafeFileHandle, additions);
        }
    }

    private FileStream Open()
    {
        try
        {
            FileStream stream = JournalOpening.Open(Path, FileShare.Read, mayCreate: _marks.Count == 1);
            if (!_isFlushed)
            {
                JournalOpening.FlushDirectory(Path);
                _isFlushed = true;
            }

            return stream;
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            throw JournalErrors.Unwritable(Path, e);
        }
    }

    private List<byte[]> ReadNews(SafeFileHandle file, long known)
    {
        JournalMark last = _marks[^1];
        RequireSameFile(file, last);
        List<byte[]> news = [];
        var scanner = new JournalScanner(Path, file, MarkBefore(known));
        long skip = known - scanner.Mark.Records;
        scanner.Read((records, mark) =>
        {
            int from = (int)Math.Min(skip, records.Count);
            skip -= from;
            news.AddRange(records.Skip(from));
            if (mark.Offset > last.Offset)
            {
                _marks.Add(mark);
            }
        });
        return skip == 0 ? news : throw LogLimits.Shorter(known, scanner.Mark.Records);
    }

    /// <summary>What was read before must still be there: the file may have been cut or exchanged meanwhile.</summary>
    private void RequireSameFile(SafeFileHandle file, JournalMark last)
    {
        if (_marks.Count == 1)
        {
            return;
        }

        Span<byte> digits = stackalloc byte[JournalLine.DigitsLength];
        int read = RandomAccess.Read(file, digits, _marks[^2].Offset);
        if (RandomAccess.GetLength(file) < last.Offset || !JournalLine.Begins(digits[..read], last.Sum))
        {
            throw JournalErrors.Damaged(Path, _marks[^2].Offset, "a line that was read before is gone or changed");
        }
    }

    /// <summary>The last mark at or before a record. A caller usually knows everything but the newest lines.</summary>
    private JournalMark MarkBefore(long known)
    {
        int low = 0;
        int high = _marks.Count - 1;
        while (low < high)
        {
            int middle = high - ((high - low) / 2);
            (low, high) = _marks[middle].Records <= known ? (middle, high) : (low, middle - 1);
        }

        return _marks[low];
    }

    private void Write(SafeFileHandle file, IReadOnlyList<byte[]> additions)
    {
        JournalMark last = _marks[^1];
        byte[] line = JournalLine.Write(last.Sum, additions, out uint sum);
        try
        {
            if (RandomAccess.GetLength(file) > last.Offset)
            {
                RandomAccess.SetLength(file, last.Offset);
            }

            RandomAccess.Write(file, line, last.Offset);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            TakeBack(file, last.Offset);
            throw JournalErrors.Unwritable(Path, e);
        }

        _marks.Add(new JournalMark(last.Records + additions.Count, last.Offset + line.Length, sum));
    }

    /// <summary>Where this fails as well, the next read shows what is really there.</summary>
    private static void TakeBack(SafeFileHandle file, long length)
    {
        try
        {
            RandomAccess.SetLength(file, length);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
        }
    }
}
