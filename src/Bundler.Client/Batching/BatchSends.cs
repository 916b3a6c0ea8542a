using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>The ways to send batches with this library's own senders.</summary>
public static class BatchSends
{
    /// <summary>Sends batches as operations of a session, on one lane, so one at a time.</summary>
    /// <param name="session">The session.</param>
    /// <param name="lane">The lane of the nonce domain; nobody else may use it.</param>
    /// <param name="sponsorship">Who shall pay; null for the account.</param>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    public static BatchSend Through(
        SessionClient session, UInt256 lane = default, SponsorshipRequest? sponsorship = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Through(
            session.Sender,
            async (calls, cancellationToken) =>
            {
                Claim claim = await session.ClaimAsync(cancellationToken).ConfigureAwait(false);
                return (session.Draft(calls, lane, sponsorship), session.Signer(calls, claim));
            });
    }

    /// <summary>Sends batches as operations of any account and signer.</summary>
    /// <param name="sender">Sends the operations.</param>
    /// <param name="prepare">Makes the draft and the signer of exactly one operation for the calls.</param>
    /// <remarks>
    /// A refusal counts as one before a signature only where the signer was not asked to sign: there the bundler has
    /// judged calls and validation by an estimation, or a rule or limit here has.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static BatchSend Through(
        UserOperationSender sender,
        Func<IReadOnlyList<Call>, CancellationToken, ValueTask<(UserOperationDraft Draft, IUserOperationSigner Signer)>>
            prepare)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(prepare);
        return async (calls, cancellationToken) =>
        {
            WitnessedSigner? witness = null;
            try
            {
                (UserOperationDraft draft, IUserOperationSigner signer) =
                    await prepare(calls, cancellationToken).ConfigureAwait(false);
                witness = new WitnessedSigner(signer);
                UserOperationReceipt receipt = await sender.SendAsync(draft, witness, cancellationToken)
                    .ConfigureAwait(false);
                return BatchOutcome.Included(BatchInclusion.Of(receipt));
            }
            catch (Exception e) when (e is SessionKeyException or BundlerException { IsTransient: false }
                && witness is not { WasAsked: true })
            {
                return BatchOutcome.Refused(e);
            }
        };
    }

    /// <summary>Sends batches as durable submissions: after a crash, the submitter resumes those recorded.</summary>
    /// <param name="submitter">The submitter; it gives each batch a lane, so several can be under way at once.</param>
    /// <param name="until">How far a batch must come until its callers hear of it.</param>
    /// <param name="newId">Makes the id of each batch; null for random ones, which begin with <c>batch-</c>.</param>
    /// <remarks>
    /// A submission counts as refused before a signature only where it failed without any attempt. A caller hears of a
    /// batch only while its process lives: which calls a recorded batch has, the log knows.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="submitter"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="until"/> is neither
    /// <see cref="SubmissionState.Included"/> nor <see cref="SubmissionState.Final"/>.</exception>
    public static BatchSend Through(
        SessionSubmitter submitter, SubmissionState until = SubmissionState.Included, Func<string>? newId = null)
    {
        ArgumentNullException.ThrowIfNull(submitter);
        if (until is not (SubmissionState.Included or SubmissionState.Final))
        {
            throw new ArgumentOutOfRangeException(
                nameof(until), until, "A batch can be awaited until Included or Final; choose one of these.");
        }

        return async (calls, cancellationToken) =>
        {
            string id = newId?.Invoke() ?? $"batch-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
            try
            {
                await submitter.SubmitAsync(id, calls, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (SessionKeyException e) when (e.Id is "segment-too-long" or "set-unknown")
            {
                return BatchOutcome.Refused(e); // refused before it was recorded
            }

            Submission end = await submitter.WaitAsync(id, until, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return end switch
            {
                { State: SubmissionState.Included or SubmissionState.Final, Inclusion: { } inclusion } =>
                    BatchOutcome.Included(new BatchInclusion(
                        inclusion.Hash, inclusion.Success, inclusion.BlockNumber, inclusion.TransactionHash)),
                { State: SubmissionState.Failed, Attempts.Count: 0 } => BatchOutcome.Refused(ErrorOf(end)),
                _ => throw ErrorOf(end),
            };
        };
    }

    /// <summary>What was last said against a submission, as the error that it was.</summary>
    private static Exception ErrorOf(Submission end)
    {
        SubmissionRefusal refusal = end.Refusal
            ?? new SubmissionRefusal(
                nameof(BundlerErrorKind.OperationDropped),
                $"The submission {end.Id} ended as {end.State}; allowed is Included. Submit its calls anew.");
        return Enum.TryParse(refusal.Reason, out BundlerErrorKind kind)
            ? new BundlerException(kind, refusal.Message) { UserOperationHash = end.LatestAttempt?.Hash }
            : new SessionKeyException(refusal.Reason, refusal.Message);
    }
}
