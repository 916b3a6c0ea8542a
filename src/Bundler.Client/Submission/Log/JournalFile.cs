using Microsoft.Win32.SafeHandles;

namespace SessionKeys.Bundler.Client;

/// <summary>A log in one append-only file, which processes of one machine may share.</summary>
/// <remarks>
/// <para>Thread-safe, and safe between processes: each append holds the lock of a file beside the journal
/// (<c>.lock</c>, which stays) and is on the disk before the call ends. A process that is killed leaves no lock, and at
/// most a last line that is cut off; the next append removes it. Any other damage is refused, and nothing is
/// appended.</para>
/// <para>The journal holds approvals and signed operations: it is created readable for its owner only, and one that
/// others may read or write is refused. It grows with every record until <see cref="CompactAsync"/>. An append blocks
/// its thread while the disk writes. Share one object among all sessions of a process: each record is then read once,
/// and appends that come together share the price of the disk.</para>
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
        await WithLockAsync(() => AppendLocked(known, step), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the journal anew with only what still matters: undecided submissions and lanes as they stand, and of each
    /// resolved submission its id, its end and its hashes. Everybody who has it open goes on with the new file.
    /// </summary>
    /// <param name="forgetBefore">Resolved submissions that changed last before it are forgotten altogether, so that
    /// their ids are new again: the same calls under one would be made a second time. Null forgets none.</param>
    /// <param name="cancellationToken">Ends the wait for the lock; then nothing is changed.</param>
    /// <returns>A task that ends when the new file is durable in the place of the old one.</returns>
    /// <remarks>
    /// Safe against a crash at any moment. It holds the lock all the time, which takes seconds for a large journal:
    /// choose a <see cref="JournalFileOptions.LockTimeout"/> that lets others wait so long.
    /// </remarks>
    /// <exception cref="SessionKeyException">It is damaged, a link, or cannot be read or written.</exception>
    public Task CompactAsync(DateTimeOffset? forgetBefore = null, CancellationToken cancellationToken = default) =>
        WithLockAsync(() => CompactLocked(forgetBefore), cancellationToken);

    /// <summary>Ends the use of the journal by this object; appends that are under way must have ended.</summary>
    public void Dispose() => _gate.Dispose();

    private async Task WithLockAsync(Action work, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.LockTimeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _gate.WaitAsync(both.Token).ConfigureAwait(false);
            try
            {
                using FileStream held = await TakeLockAsync(both.Token).ConfigureAwait(false);
                work();
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
        FlushDirectory();
        IReadOnlyList<byte[]> additions = step(news);
        LogLimits.CheckAdditions(additions);
        if (additions.Count > 0)
        {
            Write(stream.SafeFileHandle, additions);
        }
    }

    private void CompactLocked(DateTimeOffset? forgetBefore)
    {
        JournalOpening.RequireNoLink(Path);
        SubmissionBook book = SubmissionBook.Empty;
        using (FileStream stream = Open())
        {
            book = ReadNews(stream.SafeFileHandle, 0)
                .Aggregate(book, static (before, record) => before.With(RecordJson.Decode(record)));
        }

        if (book.RecordCount == 0)
        {
            return;
        }

        IReadOnlyList<BookRecord> kept = LogCompaction.Of(book, _timeProvider.GetUtcNow(), forgetBefore);
        JournalRewrite rewrite = new(Path);
        try
        {
            if (!LogCompaction.IsSame(rewrite.Write(kept), kept))
            {
                throw JournalErrors.Damaged(rewrite.Path, 0, "what was written does not read back the same");
            }

            _options.FaultPoint?.Invoke(JournalFileOptions.Rewritten);
            File.Move(rewrite.Path, Path, overwrite: true);
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            throw JournalErrors.Unwritable(Path, e);
        }

        _marks.Clear();
        _marks.AddRange(rewrite.Marks);
        _isFlushed = false;
        _options.FaultPoint?.Invoke(JournalFileOptions.Renamed);
        FlushDirectory();
    }

    private FileStream Open()
    {
        try
        {
            FileStream stream = JournalOpening.Open(Path, FileShare.Read, mayCreate: _marks.Count == 1);
            JournalOpening.RequirePrivate(Path, stream);
            return stream;
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            throw JournalErrors.Unwritable(Path, e);
        }
    }

    /// <summary>The name of a file that is new to this object is durable before anything is appended to it.</summary>
    private void FlushDirectory()
    {
        if (_isFlushed)
        {
            return;
        }

        try
        {
            JournalOpening.FlushDirectory(Path);
            _isFlushed = true;
        }
        catch (Exception e) when (JournalErrors.IsOfDisk(e))
        {
            throw JournalErrors.Unwritable(Path, e);
        }
    }

    private List<byte[]> ReadNews(SafeFileHandle file, long known)
    {
        RequireSameFile(file);
        JournalMark last = _marks[^1];
        List<byte[]> news = [];
        var scanner = new JournalScanner(Path, file, MarkBefore(known));
        scanner.Read((records, mark) =>
        {
            // Whoever knows less than a compaction took away gets all that is left.
            long from = Math.Clamp(known - (mark.Records - records.Count), 0, records.Count);
            news.AddRange(records.Skip((int)from));
            if (mark.Offset > last.Offset)
            {
                _marks.Add(mark);
            }
        });
        return known <= scanner.Mark.Records ? news : throw LogLimits.Shorter(known, scanner.Mark.Records);
    }

    /// <summary>What was read before must still be there: the file may have been cut or exchanged meanwhile.</summary>
    private void RequireSameFile(SafeFileHandle file)
    {
        if (_marks.Count == 1)
        {
            return;
        }

        if (!HasLine(file, 0, _marks[1].Sum) && IsCompactedSince(file))
        {
            _marks.RemoveRange(1, _marks.Count - 1);
            _isFlushed = false;
        }
        else if (RandomAccess.GetLength(file) < _marks[^1].Offset || !HasLine(file, _marks[^2].Offset, _marks[^1].Sum))
        {
            throw JournalErrors.Damaged(Path, _marks[^2].Offset, "a line that was read before is gone or changed");
        }
    }

    private static bool HasLine(SafeFileHandle file, long offset, uint sum)
    {
        Span<byte> digits = stackalloc byte[JournalLine.DigitsLength];
        int read = RandomAccess.Read(file, digits, offset);
        return JournalLine.Begins(digits[..read], sum);
    }

    /// <summary>A compaction covers all that was read before; an older copy of the journal does not.</summary>
    private bool IsCompactedSince(SafeFileHandle file)
    {
        long before = 0;
        new JournalScanner(Path, file, JournalMark.Start).Read((records, mark) =>
            before = before == 0 ? mark.Records - records.Count : before);
        return before >= _marks[^1].Records;
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
