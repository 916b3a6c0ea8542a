using System.Buffers;
using System.Collections.Immutable;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Every submission and every lane lease, as the records of a log tell. Immutable and pure: a record gives a new book
/// or is refused, so that a failed append leaves the old book as it was.
/// </summary>
internal sealed class SubmissionBook
{
    public static readonly SubmissionBook Empty = new();

    private const int MaxIdLength = 128;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private ImmutableDictionary<string, Submission> _submissions = ImmutableDictionary<string, Submission>.Empty;
    private ImmutableHashSet<string> _unresolved = [];
    private ImmutableDictionary<UserOperationHash, string> _hashes =
        ImmutableDictionary<UserOperationHash, string>.Empty;
    private ImmutableDictionary<NonceLane, LaneState> _lanes = ImmutableDictionary<NonceLane, LaneState>.Empty;

    private long _keptUntil;

    private SubmissionBook()
    {
    }

    /// <summary>
    /// Gets how many records the log had with the last one of this book: what its reader knows. Those that a compaction
    /// took away count on.
    /// </summary>
    public long RecordCount { get; private init; }

    public IEnumerable<Submission> Submissions => _submissions.Values;

    /// <summary>Gets the submissions to which something may still happen, the oldest first.</summary>
    public IReadOnlyList<Submission> Unresolved =>
        [.. _unresolved.Select(id => _submissions[id]).OrderBy(each => each.PreparedAt).ThenBy(each => each.Id)];

    public IEnumerable<KeyValuePair<NonceLane, LaneState>> Lanes => _lanes;

    public Submission? Find(string id) => _submissions.GetValueOrDefault(id);

    public Submission? FindByHash(UserOperationHash hash) =>
        _hashes.TryGetValue(hash, out string? id) ? _submissions[id] : null;

    /// <summary>Finds the submission that a request repeats; null if the id is new.</summary>
    /// <exception cref="SessionKeyException">The id is malformed, or stands for something else.</exception>
    public Submission? FindSame(string id, Hash32 fingerprint)
    {
        CheckId(id);
        Submission? known = Find(id);
        return known is null || known.Fingerprint == fingerprint ? known : throw BookErrors.IdReused(id);
    }

    public LaneState Lane(NonceLane lane) => _lanes.GetValueOrDefault(lane, LaneState.Untouched);

    /// <summary>The book after one more record.</summary>
    /// <exception cref="SessionKeyException">The record is not true of this book.</exception>
    public SubmissionBook With(BookRecord record) => record switch
    {
        LogCompacted compacted => Compact(compacted),
        KeptRecord kept when RecordCount < _keptUntil => Keep(kept),
        _ when RecordCount < _keptUntil || record is KeptRecord => throw BookErrors.Unreadable(
            $"{record.Name} stands where the log was compacted differently"),
        LaneRecord lane => Copy(lanes: _lanes.SetItem(lane.Lane, LaneSteps.Apply(Lane(lane.Lane), lane))),
        SubmissionPrepared prepared => Prepare(prepared),
        SubmissionRecord submission => Step(submission),
        _ => throw BookErrors.Unreadable($"the book does not know {record.Name}"),
    };

    /// <summary>Whoever knows less than all of the old log reads the new one from its beginning.</summary>
    private SubmissionBook Compact(LogCompacted record) => (ulong)RecordCount <= record.Before
        ? new SubmissionBook
        {
            RecordCount = (long)record.Before + 1,
            _keptUntil = (long)(record.Before + record.Kept) + 1,
        }
        : throw BookErrors.Unreadable($"the log was compacted at {record.Before} records, and had {RecordCount}");

    private SubmissionBook Keep(KeptRecord record)
    {
        switch (record)
        {
            case LaneKept lane:
                return Copy(lanes: _lanes.SetItem(lane.Lane, lane.State));
            case SubmissionKept { Submission: var kept } when Find(kept.Id) is null:
                return Copy(
                    _submissions.Add(kept.Id, kept), kept.IsResolved ? _unresolved : _unresolved.Add(kept.Id));
            case AttemptKept attempt when Find(attempt.Id) is { } owner && FindByHash(attempt.Attempt.Hash) is null:
                return Copy(
                    _submissions.SetItem(attempt.Id, owner with { Attempts = [.. owner.Attempts, attempt.Attempt] }),
                    hashes: _hashes.Add(attempt.Attempt.Hash, attempt.Id));
            default:
                throw BookErrors.Unreadable($"{record.Name} stands twice, or before what it belongs to");
        }
    }

    private SubmissionBook Prepare(SubmissionPrepared record)
    {
        Hash32 fingerprint = record.Fingerprint;
        if (FindSame(record.Id, fingerprint) is { } known)
        {
            throw BookErrors.Transition(record.Id, $"{record.Name} in state {known.State}", "a new id");
        }

        if (record.Calls.Count == 0)
        {
            throw BookErrors.Transition(record.Id, "no calls", "at least one call");
        }

        Submission submission = new()
        {
            Id = record.Id,
            ChainId = record.Lane.ChainId,
            EntryPoint = record.Lane.EntryPoint,
            Sender = record.Lane.Sender,
            NonceKey = record.Lane.NonceKey,
            SessionId = record.SessionId,
            Calls = record.Calls,
            Approval = record.Approval,
            Options = record.Options,
            Authorization = record.Authorization,
            Fingerprint = fingerprint,
            PreparedAt = record.At,
            ChangedAt = record.At,
        };
        return Copy(
            _submissions.Add(record.Id, submission),
            _unresolved.Add(record.Id),
            lanes: _lanes.SetItem(record.Lane, LaneSteps.Prepare(Lane(record.Lane), record)));
    }

    private SubmissionBook Step(SubmissionRecord record)
    {
        Submission before = Find(record.Id)
            ?? throw BookErrors.Transition(record.Id, $"{record.Name} of an unknown submission", "a known one");
        SignedOperation? signed =
            (record as OperationSigned)?.Signed ?? (record as OperationReplaced)?.Signed;
        if (signed is not null && FindByHash(signed.Hash) is { } owner)
        {
            throw BookErrors.Transition(
                record.Id, $"the hash {signed.Hash}, which submission {owner.Id} has", "a hash that is new");
        }

        Submission after = SubmissionSteps.Apply(before, record);
        return Copy(
            _submissions.SetItem(record.Id, after),
            after.IsResolved ? _unresolved.Remove(record.Id) : _unresolved,
            signed is null ? _hashes : _hashes.Add(signed.Hash, record.Id),
            _lanes.SetItem(after.Lane, LaneSteps.Follow(Lane(after.Lane), after, record)));
    }

    private SubmissionBook Copy(
        ImmutableDictionary<string, Submission>? submissions = null,
        ImmutableHashSet<string>? unresolved = null,
        ImmutableDictionary<UserOperationHash, string>? hashes = null,
        ImmutableDictionary<NonceLane, LaneState>? lanes = null) => new()
        {
            RecordCount = RecordCount + 1,
            _keptUntil = _keptUntil,
            _submissions = submissions ?? _submissions,
            _unresolved = unresolved ?? _unresolved,
            _hashes = hashes ?? _hashes,
            _lanes = lanes ?? _lanes,
        };

    private static void CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > MaxIdLength || id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw BookErrors.Id(id);
        }
    }
}
