namespace SessionKeys.Bundler.Client;

/// <summary>Sends the latest attempt of a submission, and understands the answers.</summary>
internal sealed class OperationDispatch(string id, SessionClient session, SubmissionDesk desk)
{
    /// <summary>Bundlers refuse what expires within 30 s; the rest is for the way to them.</summary>
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(35);

    private const int UntimelyAnswers = 3;

    /// <summary>
    /// A refusal for good may still be one bundler's mistake: the same bytes go out again, but rarely.
    /// </summary>
    private const int RefusedIntervals = 10;

    private const int StatusesPerResend = 4;

    private static readonly SubmissionRefusal NoService = new(
        nameof(BundlerErrorKind.SponsorshipRefused),
        "A recorded operation was not sent: its paymaster signs after the account, and no service is given to ask. Set "
            + "SessionSubmitterOptions.Sponsorship as it was when the operation was signed.");

    private readonly SessionSubmitterOptions _options = desk.Options;
    private readonly IBundlerClient _bundler = session.Sender.Bundler;
    private UserOperationHash? _current;
    private long? _sentAt;
    private long _heardAt;
    private long? _takenAt;
    private bool _mustSignAnew;
    private long? _refusedAt;
    private int _untimely;

    /// <summary>Gets or sets why the calls are refused for good; null while they are not.</summary>
    public SubmissionRefusal? Refused { get; set; }

    /// <summary>
    /// Gets whether the attempt should be replaced: refused for its fees or its time, or out for too long.
    /// </summary>
    public bool WantsReplacement => _mustSignAnew
        || (_takenAt is { } taken && desk.Clock.GetElapsedTime(taken) >= _options.ReplaceAfter);

    /// <summary>Says whether bundlers still take an operation.</summary>
    public static bool Holds(SubmissionAttempt attempt, BlockHeader head) =>
        attempt.ValidUntil - head.Time > ClaimMargin;

    /// <summary>Turns to an attempt: what was learned of the one before says nothing of it.</summary>
    public void Begin(SubmissionAttempt latest)
    {
        if (_current != latest.Hash)
        {
            (_current, _sentAt, _takenAt, _refusedAt) = (latest.Hash, null, null, null);
            (_mustSignAnew, _untimely) = (false, 0);
        }
    }

    /// <summary>A reorganisation took the attempt out of the chain: it goes out at once.</summary>
    public void BeginAgain() => _current = null;

    /// <summary>There can be no replacement now: the attempt that is out stays known to the bundler.</summary>
    public void PutOffReplacement() => (_takenAt, _mustSignAnew) = (desk.Clock.GetTimestamp(), false);

    /// <summary>Says whether the same bytes should go out now.</summary>
    public async Task<bool> IsDueAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        if (_refusedAt is { } refused)
        {
            return desk.Clock.GetElapsedTime(refused) >= _options.ResendInterval * RefusedIntervals;
        }

        if (_sentAt is not { } sent || desk.Clock.GetElapsedTime(sent) >= _options.ResendInterval)
        {
            return true;
        }

        if (desk.Clock.GetElapsedTime(_heardAt) < _options.ResendInterval / StatusesPerResend)
        {
            return false;
        }

        // Whoever gave the operation up gets it again; the word is a hint, and the same bytes do no harm.
        _heardAt = desk.Clock.GetTimestamp();
        UserOperationStatus? status =
            await _bundler.GetUserOperationStatusAsync(attempt.Hash, cancellationToken).ConfigureAwait(false);
        return status is { IsGivenUp: true };
    }

    /// <summary>Sends the recorded bytes with the paymaster's late signature, unless their time is over.</summary>
    public async Task<DispatchResult> SendAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        // Disk or machine may have stood still since the signature: only this moment's chain time counts.
        BlockHeader head = await session.Node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        if (!Holds(attempt, head))
        {
            return DispatchResult.OutOfTime;
        }

        if (!attempt.Operation!.PaymasterSignature.IsEmpty && _options.Sponsorship is null)
        {
            await RecordRefusalAsync(attempt, NoService, cancellationToken).ConfigureAwait(false);
            return DispatchResult.NotTaken;
        }

        // Somebody else may have cancelled it, in this process or in another one.
        await desk.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (desk.Find(id) is not { IsCancelled: false })
        {
            return DispatchResult.Cancelled;
        }

        try
        {
            // An authorization that was used with another operation is used up; the operation's hash stays.
            Eip7702Authorization? authorization = await Delegations
                .NeededAsync(session.Node, attempt.Operation.Sender, attempt.Authorization, cancellationToken)
                .ConfigureAwait(false);
            UserOperation complete = await session.Sender
                .CompleteAsync(attempt.Operation, _options.Sponsorship, authorization, cancellationToken)
                .ConfigureAwait(false);
            await _bundler
                .SendUserOperationAsync(complete, session.Sender.EntryPoint, authorization, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            return await UnderstandAsync(attempt, e, cancellationToken).ConfigureAwait(false);
        }

        return await TakenAsync(attempt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records a refusal once; the same reason again says nothing new.</summary>
    public async Task RecordRefusalAsync(
        SubmissionAttempt attempt, SubmissionRefusal refusal, CancellationToken cancellationToken)
    {
        if (desk.Find(id)?.Refusal?.Reason != refusal.Reason)
        {
            await desk.RecordAsync(
                new OperationRefused(desk.Clock.GetUtcNow(), id, attempt.Hash, refusal), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<DispatchResult> TakenAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        _heardAt = desk.Clock.GetTimestamp();
        _sentAt = _heardAt;
        _takenAt ??= _sentAt;
        (Refused, _refusedAt, _untimely) = (null, null, 0);
        desk.Reach(FaultPoints.SentNotRecorded);
        desk.EndPause(id);

        // A resend that changes nothing is not recorded: the log would grow for as long as a bundler takes it.
        if (!attempt.IsSent || desk.Find(id)?.Refusal is not null)
        {
            await desk.RecordAsync(
                new OperationSent(desk.Clock.GetUtcNow(), id, attempt.Hash), cancellationToken)
                .ConfigureAwait(false);
        }

        desk.Reach(FaultPoints.Sent);
        return DispatchResult.Taken;
    }

    private async Task<DispatchResult> UnderstandAsync(
        SubmissionAttempt attempt, BundlerException error, CancellationToken cancellationToken)
    {
        RefusalReaction reaction = RefusalReactions.Of(error);
        if (error.Kind == BundlerErrorKind.ReplacementUnderpriced
            && await IsKnownAsync(attempt, cancellationToken).ConfigureAwait(false))
        {
            reaction = RefusalReaction.Known;
        }

        switch (reaction)
        {
            case RefusalReaction.Known:
                return await TakenAsync(attempt, cancellationToken).ConfigureAwait(false);
            case RefusalReaction.SignAnew:
                _mustSignAnew = true;
                break;
            case RefusalReaction.Untimely:
                _mustSignAnew = ++_untimely >= UntimelyAnswers;
                break;
            case RefusalReaction.Refused:
                Refused = RefusalReactions.ToRefusal(error);
                _refusedAt = desk.Clock.GetTimestamp();
                break;
        }

        await RecordRefusalAsync(attempt, RefusalReactions.ToRefusal(error), cancellationToken).ConfigureAwait(false);
        return DispatchResult.NotTaken;
    }

    /// <summary>Some bundlers answer the very operation that they hold as if it were a cheap replacement.</summary>
    private async Task<bool> IsKnownAsync(SubmissionAttempt attempt, CancellationToken cancellationToken) =>
        await _bundler.GetUserOperationAsync(attempt.Hash, cancellationToken).ConfigureAwait(false) is not null;
}
