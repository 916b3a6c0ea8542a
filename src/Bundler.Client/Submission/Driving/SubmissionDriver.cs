namespace SessionKeys.Bundler.Client;

/// <summary>Takes one submission from where the book has it to its end.</summary>
internal sealed class SubmissionDriver(string id, SessionClient session, SubmissionDesk desk)
{
    private const int MaxDoublings = 10;

    /// <summary>Answers of several nodes behind one address may be this many blocks apart.</summary>
    private const int LeastConfirmations = 3;

    /// <summary>
    /// Logs may be this many blocks late; a nonce that nobody seems to have used is believed only then.
    /// </summary>
    private const int LateLogs = 20;

    private readonly SessionSubmitterOptions _options = desk.Options;
    private readonly AttemptMaker _maker = new(session, desk);
    private readonly ChainView _view = new(session.Sender.Bundler, session.Node, desk.Options);
    private readonly OperationDispatch _dispatch = new(id, session, desk);
    private readonly InclusionWatch _inclusion = new(id, desk);
    private ulong? _endSeenAt;
    private int _failures;
    private int _unknown;

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
            AttemptResult result = await _maker.MakeAsync(submission, cancellationToken).ConfigureAwait(false);
            if (result.Signed is not { } signed)
            {
                desk.Pause(id, result.Pause!);
                return Backoff();
            }

            desk.Reach(FaultPoints.SignedNotRecorded);
            await desk.RecordAsync(new OperationSigned(desk.Clock.GetUtcNow(), id, signed), cancellationToken)
                .ConfigureAwait(false);
            desk.Reach(FaultPoints.Signed);
            return TimeSpan.Zero;
        }
        catch (BundlerException e) when (RefusalReactions.EndsUnsigned(e, CountUnknown(e)))
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

    private int CountUnknown(BundlerException error) =>
        _unknown = error.Kind == BundlerErrorKind.Unknown ? _unknown + 1 : 0;

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

        _dispatch.Begin(submission.LatestAttempt!);
        bool mayReplace = !submission.IsCancelled
            && submission.Attempts.Count < _options.MaxAttempts
            && _dispatch.Refused is null;
        if (finding.Head.Time > submission.LastClaimEnd && !mayReplace)
        {
            SubmissionRefusal? refusal = submission.IsCancelled ? null : _dispatch.Refused;
            return await GiveUpAsync(submission, finding, refusal, cancellationToken).ConfigureAwait(false);
        }

        _endSeenAt = null;
        if (submission.IsCancelled)
        {
            desk.EndPause(id);
            return _options.PollInterval;
        }

        bool holds = OperationDispatch.Holds(submission.LatestAttempt!, finding.Head);
        if (mayReplace && (!holds || _dispatch.WantsReplacement))
        {
            return await ReplaceAsync(submission, holds, cancellationToken).ConfigureAwait(false);
        }

        bool isDue = holds
            && await _dispatch.IsDueAsync(submission.LatestAttempt!, cancellationToken).ConfigureAwait(false);
        if (!isDue)
        {
            return _options.PollInterval;
        }

        DispatchResult result =
            await _dispatch.SendAsync(submission.LatestAttempt!, cancellationToken).ConfigureAwait(false);
        _failures = result == DispatchResult.Taken ? 0 : _failures;
        return result switch
        {
            DispatchResult.Taken => _options.PollInterval,
            DispatchResult.OutOfTime or DispatchResult.Cancelled => TimeSpan.Zero,
            _ => Backoff(),
        };
    }

    private static SubmissionRefusal TakenBy(ChainFinding finding) => new(
        nameof(BundlerErrorKind.NonceInvalid),
        finding.Other is { } other
            ? $"The submission was refused: its nonce was used by the operation {other}, which is none of its own. "
                + "Use lanes of this log only through it, and submit the calls under a new id if they are still wanted."
            : "The submission was refused: its nonce was used, and no operation of this account says so. "
                + "Submit the calls under a new id if they are still wanted.");

    /// <summary>
    /// The end without an effect is believed only when blocks stand on it: a reorganisation may undo it.
    /// </summary>
    private async Task<TimeSpan> GiveUpAsync(
        Submission submission, ChainFinding finding, SubmissionRefusal? refusal, CancellationToken cancellationToken)
    {
        _endSeenAt ??= finding.Head.Number;
        int least = finding is { IsUsed: true, Other: null } ? LateLogs : LeastConfirmations;
        if (finding.Head.Number < _endSeenAt + (ulong)Math.Max(_options.Confirmations, least))
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

    private async Task<TimeSpan> ReplaceAsync(
        Submission submission, bool holds, CancellationToken cancellationToken)
    {
        SubmissionAttempt latest = submission.LatestAttempt!;
        SubmissionRefusal refusal;
        try
        {
            AttemptResult result = await _maker.MakeAsync(submission, cancellationToken).ConfigureAwait(false);
            if (result.Signed is { } signed)
            {
                desk.Reach(FaultPoints.SignedNotRecorded);
                await desk.RecordAsync(
                    new OperationReplaced(desk.Clock.GetUtcNow(), id, latest.Hash, signed), cancellationToken)
                    .ConfigureAwait(false);
                desk.Reach(FaultPoints.Signed);
                return TimeSpan.Zero;
            }

            refusal = result.Pause!;
            _dispatch.Refused = result.IsForGood ? refusal : _dispatch.Refused;
        }
        catch (BundlerException e)
        {
            refusal = RefusalReactions.ToRefusal(e);
            _dispatch.Refused = RefusalReactions.Of(e) == RefusalReaction.Refused ? refusal : _dispatch.Refused;
        }
        catch (SessionKeyException e) when (e.Id is "claim-ends-soon")
        {
            refusal = RefusalReactions.ToRefusal(e);
            _dispatch.Refused = refusal;
        }

        await _dispatch.RecordRefusalAsync(latest, refusal, cancellationToken).ConfigureAwait(false);
        if (holds)
        {
            // The one that is out may still be included: keep it known to the bundler.
            _dispatch.PutOffReplacement();
        }

        return Backoff();
    }

    private async Task<TimeSpan> ConfirmAsync(Submission submission, CancellationToken cancellationToken)
    {
        // The head first, so that the receipt is at least as new as the count.
        BlockHeader head = await session.Node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        SubmissionInclusion known = submission.Inclusion!;
        SubmissionInclusion? now = await _view
            .ReadAsync(known.TransactionHash, known.Hash, submission, cancellationToken)
            .ConfigureAwait(false);
        Submission after = await _inclusion
            .CompareAsync(submission, now, head, cancellationToken)
            .ConfigureAwait(false);
        if (after.State == SubmissionState.Sent)
        {
            _dispatch.BeginAgain();
        }

        return after.State == submission.State ? _options.PollInterval : TimeSpan.Zero;
    }

    /// <summary>Twice as long each time, up to the option.</summary>
    private TimeSpan Backoff()
    {
        _failures = Math.Min(_failures + 1, MaxDoublings);
        long ticks = _options.PollInterval.Ticks << (_failures - 1);
        return TimeSpan.FromTicks(Math.Min(ticks, _options.MaxBackoff.Ticks));
    }
}
