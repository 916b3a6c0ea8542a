namespace SessionKeys.Bundler.Client;

/// <summary>Takes one submission from where the book has it to its end.</summary>
internal sealed class SubmissionDriver(string id, SessionClient session, SubmissionDesk desk)
{
    /// <summary>Bundlers refuse what expires within 30 s; the rest is for the way to them.</summary>
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(35);

    private const int UntimelyAnswers = 3;
    private const int MissingReceipts = 2;
    private const int MaxDoublings = 10;

    private readonly SessionSubmitterOptions _options = desk.Options;
    private readonly IBundlerClient _bundler = session.Sender.Bundler;
    private readonly AttemptMaker _maker = new(session, desk);
    private readonly ChainView _view = new(session.Sender.Bundler, session.Node, desk.Options.LogRange);
    private UserOperationHash? _current;
    private long? _sentAt;
    private long? _takenAt;
    private ulong? _endSeenAt;
    private SubmissionRefusal? _refused;
    private bool _mustSignAnew;
    private int _untimely;
    private int _missing;
    private int _failures;

    /// <summary>Ends when the submission is resolved or the submitter stopped. What fails is tried again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (desk.Find(id) is { IsResolved: false } submission)
        {
            TimeSpan pause;
            try
            {
                pause = await StepAsync(submission, cancellationToken).ConfigureAwait(false);
                _failures = pause == TimeSpan.Zero ? 0 : _failures;
            }
            catch (Exception e) when (!desk.Stopped.IsCancellationRequested)
            {
                // The border of a background task: signers and logs are the caller's, and a submission outlives both.
                desk.Pause(id, Explain(e));
                pause = Backoff();
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, desk.Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static SubmissionRefusal Explain(Exception error) => error switch
    {
        BundlerException bundler => RefusalReactions.ToRefusal(bundler),
        SessionKeyException session => RefusalReactions.ToRefusal(session),
        _ => new SubmissionRefusal(
            error.GetType().Name,
            "A step of the submission failed on this side, and is tried again. Look at the signer and its service."),
    };

    private async Task<TimeSpan> StepAsync(Submission submission, CancellationToken cancellationToken)
    {
        if (!await desk.HoldAsync(submission, cancellationToken).ConfigureAwait(false))
        {
            return _options.PollInterval;
        }

        Task<TimeSpan> step = submission.State switch
        {
            SubmissionState.Prepared => SignFirstAsync(submission, cancellationToken),
            SubmissionState.Included => ConfirmAsync(submission, cancellationToken),
            _ => PursueAsync(submission, cancellationToken),
        };
        return await step.ConfigureAwait(false);
    }

    private async Task<TimeSpan> SignFirstAsync(Submission submission, CancellationToken cancellationToken)
    {
        SubmissionRefusal refusal;
        try
        {
            (SignedOperation? signed, SubmissionRefusal? pause) =
                await _maker.MakeAsync(submission, cancellationToken).ConfigureAwait(false);
            if (signed is null)
            {
                desk.Pause(id, pause!);
                return Backoff();
            }

            desk.Reach(FaultPoints.SignedNotRecorded);
            await desk.RecordAsync(new OperationSigned(desk.Clock.GetUtcNow(), id, signed), cancellationToken)
                .ConfigureAwait(false);
            desk.Reach(FaultPoints.Signed);
            return TimeSpan.Zero;
        }
        catch (BundlerException e) when (RefusalReactions.Of(e) == RefusalReaction.Refused)
        {
            refusal = RefusalReactions.ToRefusal(e);
        }
        catch (SessionKeyException e) when (e.Id is "claim-ends-soon" or "segment-too-long" or "set-unknown")
        {
            refusal = RefusalReactions.ToRefusal(e);
        }

        await desk.RecordAsync(
            new SubmissionFailed(desk.Clock.GetUtcNow(), id, refusal, null), cancellationToken)
            .ConfigureAwait(false);
        return TimeSpan.Zero;
    }

    /// <summary>Something is signed: look at the chain first, then send, replace or give up.</summary>
    private async Task<TimeSpan> PursueAsync(Submission submission, CancellationToken cancellationToken)
    {
        ChainFinding finding = await _view.LookAsync(submission, cancellationToken).ConfigureAwait(false);
        if (finding.Inclusion is { } inclusion)
        {
            desk.Reach(FaultPoints.IncludedNotRecorded);
            await desk.RecordAsync(
                new OperationIncluded(desk.Clock.GetUtcNow(), id, inclusion), cancellationToken)
                .ConfigureAwait(false);
            desk.Reach(FaultPoints.Included);
            return TimeSpan.Zero;
        }

        if (finding.IsUsed)
        {
            return await GiveUpAsync(submission, finding, TakenBy(finding), cancellationToken).ConfigureAwait(false);
        }

        Forget(submission.LatestAttempt!);
        bool mayReplace = submission.Attempts.Count < _options.MaxAttempts && _refused is null;
        if (finding.Head.Time > submission.LastClaimEnd && !mayReplace)
        {
            return await GiveUpAsync(submission, finding, _refused, cancellationToken).ConfigureAwait(false);
        }

        _endSeenAt = null;
        bool holds = Holds(submission.LatestAttempt!, finding.Head);
        if (mayReplace && (!holds || _mustSignAnew || IsStuck()))
        {
            return await ReplaceAsync(submission, holds, cancellationToken).ConfigureAwait(false);
        }

        if (holds && await IsSendDueAsync(submission.LatestAttempt!, cancellationToken).ConfigureAwait(false))
        {
            return await SendAsync(submission.LatestAttempt!, cancellationToken).ConfigureAwait(false);
        }

        return _options.PollInterval;
    }

    /// <summary>What was learned of one attempt says nothing of the next.</summary>
    private void Forget(SubmissionAttempt latest)
    {
        if (_current == latest.Hash)
        {
            return;
        }

        (_current, _sentAt, _takenAt, _mustSignAnew, _untimely) = (latest.Hash, null, null, false, 0);
    }

    private static SubmissionRefusal TakenBy(ChainFinding finding) => new(
        nameof(BundlerErrorKind.NonceInvalid),
        finding.Other is { } other
            ? $"The submission was refused: its nonce was used by the operation {other}, which is none of its own. "
                + "Use lanes of this log only through it, and submit the calls under a new id if they are still wanted."
            : "The submission was refused: its nonce was used, and no operation of this account says so. "
                + "Submit the calls under a new id if they are still wanted.");

    /// <summary>The end without an effect is believed only when blocks stand on it: a reorganisation may undo it.</summary>
    private async Task<TimeSpan> GiveUpAsync(
        Submission submission, ChainFinding finding, SubmissionRefusal? refusal, CancellationToken cancellationToken)
    {
        _endSeenAt ??= finding.Head.Number;
        if (finding.Head.Number < _endSeenAt + (ulong)_options.Confirmations)
        {
            return _options.PollInterval;
        }

        DateTimeOffset now = desk.Clock.GetUtcNow();
        await desk.RecordAsync(
            refusal is null
                ? new SubmissionDropped(now, id, finding.Proof)
                : new SubmissionFailed(now, id, refusal, finding.Proof),
            cancellationToken).ConfigureAwait(false);
        return TimeSpan.Zero;
    }

    private static bool Holds(SubmissionAttempt attempt, BlockHeader head) =>
        attempt.ValidUntil - head.Time > ClaimMargin;

    private bool IsStuck() =>
        _takenAt is { } taken && desk.Clock.GetElapsedTime(taken) >= _options.ReplaceAfter;

    private async Task<bool> IsSendDueAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        if (_sentAt is not { } sent || desk.Clock.GetElapsedTime(sent) >= _options.ResendInterval)
        {
            return true;
        }

        // Whoever gave the operation up gets it again; the word is a hint, and the same bytes do no harm.
        UserOperationStatus? status =
            await _bundler.GetUserOperationStatusAsync(attempt.Hash, cancellationToken).ConfigureAwait(false);
        return status is { IsGivenUp: true }
            && desk.Clock.GetElapsedTime(sent) >= TimeSpan.FromTicks(_options.ResendInterval.Ticks / 4);
    }

    private async Task<TimeSpan> SendAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        // Disk or machine may have stood still since the signature: only this moment's chain time counts.
        BlockHeader head = await session.Node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        if (!Holds(attempt, head))
        {
            return TimeSpan.Zero;
        }

        try
        {
            await _bundler
                .SendUserOperationAsync(
                    attempt.Operation!, session.Sender.EntryPoint, attempt.Authorization, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            return await UnderstandAsync(attempt, e, cancellationToken).ConfigureAwait(false);
        }

        await TakenAsync(attempt, cancellationToken).ConfigureAwait(false);
        return _options.PollInterval;
    }

    private async Task TakenAsync(SubmissionAttempt attempt, CancellationToken cancellationToken)
    {
        _sentAt = desk.Clock.GetTimestamp();
        _takenAt ??= _sentAt;
        (_refused, _untimely, _failures) = (null, 0, 0);
        desk.Reach(FaultPoints.SentNotRecorded);
        if (!attempt.IsSent || desk.Find(id)?.Refusal is not null)
        {
            await desk.RecordAsync(
                new OperationSent(desk.Clock.GetUtcNow(), id, attempt.Hash), cancellationToken)
                .ConfigureAwait(false);
        }

        desk.Reach(FaultPoints.Sent);
    }

    private async Task<TimeSpan> UnderstandAsync(
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
                await TakenAsync(attempt, cancellationToken).ConfigureAwait(false);
                return _options.PollInterval;
            case RefusalReaction.SignAnew:
                _mustSignAnew = true;
                break;
            case RefusalReaction.Untimely:
                _mustSignAnew = ++_untimely >= UntimelyAnswers;
                break;
            case RefusalReaction.Refused:
                _refused = RefusalReactions.ToRefusal(error);
                break;
        }

        await RefuseAsync(attempt, RefusalReactions.ToRefusal(error), cancellationToken).ConfigureAwait(false);
        return Backoff();
    }

    /// <summary>Some bundlers answer the very operation that they hold as if it were a cheap replacement.</summary>
    private async Task<bool> IsKnownAsync(SubmissionAttempt attempt, CancellationToken cancellationToken) =>
        await _bundler.GetUserOperationAsync(attempt.Hash, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Records a refusal once; the same reason again says nothing new.</summary>
    private async Task RefuseAsync(
        SubmissionAttempt attempt, SubmissionRefusal refusal, CancellationToken cancellationToken)
    {
        if (desk.Find(id)?.Refusal?.Reason != refusal.Reason)
        {
            await desk.RecordAsync(
                new OperationRefused(desk.Clock.GetUtcNow(), id, attempt.Hash, refusal), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> ReplaceAsync(
        Submission submission, bool holds, CancellationToken cancellationToken)
    {
        SubmissionAttempt latest = submission.LatestAttempt!;
        SubmissionRefusal refusal;
        try
        {
            (SignedOperation? signed, SubmissionRefusal? pause) =
                await _maker.MakeAsync(submission, cancellationToken).ConfigureAwait(false);
            if (signed is not null)
            {
                desk.Reach(FaultPoints.SignedNotRecorded);
                await desk.RecordAsync(
                    new OperationReplaced(desk.Clock.GetUtcNow(), id, latest.Hash, signed), cancellationToken)
                    .ConfigureAwait(false);
                desk.Reach(FaultPoints.Signed);
                return TimeSpan.Zero;
            }

            refusal = pause!;
        }
        catch (BundlerException e)
        {
            refusal = RefusalReactions.ToRefusal(e);
            _refused = RefusalReactions.Of(e) == RefusalReaction.Refused ? refusal : _refused;
        }
        catch (SessionKeyException e) when (e.Id is "claim-ends-soon")
        {
            refusal = RefusalReactions.ToRefusal(e);
            _refused = refusal;
        }

        await RefuseAsync(latest, refusal, cancellationToken).ConfigureAwait(false);
        if (holds)
        {
            // The one that is out may still be included: keep it known to the bundler.
            _takenAt = desk.Clock.GetTimestamp();
            _mustSignAnew = false;
        }

        return Backoff();
    }

    private async Task<TimeSpan> ConfirmAsync(Submission submission, CancellationToken cancellationToken)
    {
        SubmissionInclusion known = submission.Inclusion!;

        // The head first, so that the receipt is at least as new as the count.
        BlockHeader head = await session.Node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        SubmissionInclusion? now = await _view
            .ReadAsync(known.TransactionHash, known.Hash, submission.EntryPoint, cancellationToken)
            .ConfigureAwait(false);
        _missing = now is null ? _missing + 1 : 0;
        DateTimeOffset at = desk.Clock.GetUtcNow();
        if (now is null)
        {
            // One answer may come from a node that lags behind.
            if (_missing >= MissingReceipts)
            {
                (_missing, _sentAt, _takenAt) = (0, null, null);
                await desk.RecordAsync(new InclusionUndone(at, id, known.BlockHash), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        else if (now != known)
        {
            await desk.RecordAsync(new OperationIncluded(at, id, now), cancellationToken).ConfigureAwait(false);
        }
        else if (head.Number >= now.BlockNumber + (ulong)_options.Confirmations)
        {
            desk.Reach(FaultPoints.ConfirmedNotRecorded);
            await desk.RecordAsync(
                new SubmissionFinal(at, id, now.BlockHash, head.Number - now.BlockNumber), cancellationToken)
                .ConfigureAwait(false);
            desk.Reach(FaultPoints.Final);
            return TimeSpan.Zero;
        }

        return _options.PollInterval;
    }

    /// <summary>Twice as long each time, up to the option.</summary>
    private TimeSpan Backoff()
    {
        _failures = Math.Min(_failures + 1, MaxDoublings);
        long ticks = _options.PollInterval.Ticks << (_failures - 1);
        return TimeSpan.FromTicks(Math.Min(ticks, _options.MaxBackoff.Ticks));
    }
}
