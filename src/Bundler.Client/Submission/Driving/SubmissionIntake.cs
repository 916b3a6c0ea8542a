namespace SessionKeys.Bundler.Client;

/// <summary>Records submissions on free lanes, one waiting caller after the other.</summary>
internal sealed class SubmissionIntake(SessionClient session, SubmissionDesk desk) : IDisposable
{
    private const int MaxLaneBits = 16;

    private readonly SemaphoreSlim _laneTurn = new(1, 1);
    private readonly NonceLane[] _lanes = [.. LanesOf(session, desk.Options.MaxLanes)];
    private TaskCompletionSource _laneFreed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Finds the submission of the id, or records it as soon as a lane is free.</summary>
    public async Task<Submission> TakeOnAsync(SubmissionRequest request, CancellationToken cancellationToken)
    {
        Hash32 fingerprint = SubmissionFingerprint.Compute(
            _lanes[0], session.Grant.SessionId, request.Calls.ToValueList());
        await desk.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (desk.Find(request.Id) is not null)
        {
            return await PrepareAsync(request, fingerprint, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The submission {request.Id} left the log.");
        }

        await _laneTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                TaskCompletionSource freed = _laneFreed;
                if (await PrepareAsync(request, fingerprint, cancellationToken).ConfigureAwait(false) is { } submission)
                {
                    return submission;
                }

                await Task.WhenAny(
                    freed.Task, Task.Delay(desk.Options.PollInterval, desk.Clock, cancellationToken))
                    .ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            _laneTurn.Release();
        }
    }

    /// <summary>Lets the first waiting caller look again.</summary>
    public void LaneFreed() => Interlocked.Exchange(
        ref _laneFreed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public void Dispose() => _laneTurn.Dispose();

    /// <summary>Finds the submission, or records it on a free lane; null while there is none.</summary>
    private Task<Submission?> PrepareAsync(
        SubmissionRequest request, Hash32 fingerprint, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            request.Id,
            book =>
            {
                if (book.FindSame(request.Id, fingerprint) is { } known)
                {
                    return new BookChange<Submission?>(known);
                }

                DateTimeOffset now = desk.Clock.GetUtcNow();
                foreach (NonceLane lane in _lanes)
                {
                    if (book.Lane(lane).IsFree(now))
                    {
                        SubmissionPrepared record = Record(request, lane, now);
                        return new BookChange<Submission?>(book.With(record).Find(request.Id), record);
                    }
                }

                return new BookChange<Submission?>(null);
            },
            cancellationToken);

    private SubmissionPrepared Record(SubmissionRequest request, NonceLane lane, DateTimeOffset now) => new(
        now,
        request.Id,
        lane,
        desk.Holder,
        now + desk.Options.LeaseDuration,
        session.Grant.SessionId,
        request.Calls.ToValueList(),
        request.Approval,
        request.Options);

    private static IEnumerable<NonceLane> LanesOf(SessionClient session, int most)
    {
        CapabilityEnvelope envelope = session.Grant.Grant.Envelope;
        int count = Math.Min(1 << Math.Min((int)envelope.LaneBits, MaxLaneBits), most);
        return Enumerable.Range(0, count).Select(lane => new NonceLane(
            session.Sender.ChainId,
            session.Sender.EntryPoint,
            session.Account.Address,
            session.Account.NonceKey(envelope, (ulong)lane)));
    }
}
