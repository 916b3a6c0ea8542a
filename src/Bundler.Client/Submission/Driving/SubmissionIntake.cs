namespace SessionKeys.Bundler.Client;

/// <summary>Records submissions on free lanes, one waiting caller after the other.</summary>
internal sealed class SubmissionIntake : IDisposable
{
    private const int MaxLaneBits = 16;
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(10);

    private readonly SessionClient _session;
    private readonly SubmissionDesk _desk;
    private readonly NonceLane _first;
    private readonly NonceLanes _lanes;

    public SubmissionIntake(SessionClient session, SubmissionDesk desk)
    {
        _session = session;
        _desk = desk;
        NonceLane[] lanes = [.. LanesOf(session, desk.Options.MaxLanes)];
        _first = lanes[0];
        TimeSpan poll = desk.Options.PollInterval;
        NonceLanesOptions options = new()
        {
            WaitTimeout = desk.Options.LaneTimeout,
            PollInterval = poll < LongestPoll ? poll : LongestPoll,
        };
        _lanes = new NonceLanes(
            desk.Keeper, lanes, (lane, token) => NonceLanes.ReadAsync(session.Node, lane, token), options, desk.Clock);
    }

    /// <summary>Finds the submission of the id, or records it as soon as a lane is free.</summary>
    /// <exception cref="SessionKeyException">No lane became free in time, or the id stands for other calls.</exception>
    public async Task<Submission> TakeOnAsync(SubmissionRequest request, CancellationToken cancellationToken)
    {
        Hash32 fingerprint = SubmissionFingerprint.Compute(
            _first, _session.Grant.SessionId, request.Calls.ToValueList());
        SubmissionBook book = await _desk.ReadAsync(cancellationToken).ConfigureAwait(false);
        return book.FindSame(request.Id, fingerprint)
            ?? await _lanes
                .TakeAsync((now, lane, time) => Decide(request, fingerprint, now, lane, time), cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Lets the first waiting caller look again.</summary>
    public void LaneFreed() => _lanes.SignalGivenBack();

    public void Dispose() => _lanes.Dispose();

    /// <summary>Finds the submission, or records it on a free lane; null while there is none.</summary>
    private BookChange<Submission>? Decide(
        SubmissionRequest request, Hash32 fingerprint, SubmissionBook book, NonceLane? free, DateTimeOffset now)
    {
        if (book.FindSame(request.Id, fingerprint) is { } known)
        {
            return new BookChange<Submission>(known);
        }

        if (free is not { } lane)
        {
            return null;
        }

        SubmissionPrepared record = Record(request, lane, now);
        return new BookChange<Submission>(book.With(record).Find(request.Id)!, record);
    }

    private SubmissionPrepared Record(SubmissionRequest request, NonceLane lane, DateTimeOffset now) => new(
        now,
        request.Id,
        lane,
        _desk.Holder,
        now + _desk.Options.LeaseDuration,
        _session.Grant.SessionId,
        request.Calls.ToValueList(),
        request.Approval,
        request.Options,
        request.Authorization);

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
