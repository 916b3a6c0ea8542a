namespace SessionKeys.Bundler.Client;

/// <summary>Signs an operation of a submission: the first one, or one that replaces the latest.</summary>
internal sealed class AttemptMaker(SessionClient session, SubmissionDesk desk)
{
    /// <summary>How long a node may know less nonces than the log before it is believed.</summary>
    private static readonly TimeSpan NodeTolerance = TimeSpan.FromMinutes(1);

    private long? _behindSince;

    /// <summary>Makes an attempt.</summary>
    /// <returns>The signed operation, or what holds it up.</returns>
    /// <exception cref="SessionKeyException">The session or the calls do not allow it.</exception>
    /// <exception cref="BundlerException">Bundler, paymaster or node refused it, or did not answer.</exception>
    public async Task<AttemptResult> MakeAsync(
        Submission submission, CancellationToken cancellationToken)
    {
        SubmissionAttempt? replaced = submission.LatestAttempt;
        ClaimPlan plan = await session
            .PlanAsync(desk.Options.ClaimPolicy, submission.Approval, submission.Options, cancellationToken)
            .ConfigureAwait(false);
        IUserOperationSigner signer =
            session.Signer(submission.Calls, plan.Claim, submission.Approval, plan.Options);
        UInt256? nonce = replaced?.Nonce ?? await ReadNonceAsync(submission, cancellationToken).ConfigureAwait(false);
        if (nonce is null)
        {
            return new AttemptResult(null, new SubmissionRefusal(
                "node-behind",
                "The node knows less of the lane than the log. Wait until it has caught up, or ask another node."));
        }

        desk.Reach(FaultPoints.NonceRead);
        FeesPerGas quoted = await session.Sender.Bundler
            .GetGasPriceAsync(desk.Options.FeeTier, cancellationToken)
            .ConfigureAwait(false);
        Eip7702Authorization? authorization = await Delegations
            .NeededAsync(session.Node, submission.Sender, submission.Authorization, cancellationToken)
            .ConfigureAwait(false);
        UserOperationDraft draft = session.Draft(submission.Calls, sponsorship: desk.Options.Sponsorship) with
        {
            NonceKey = submission.NonceKey,
            Nonce = nonce,
            Authorization = authorization,
            Fees = replaced is null ? quoted : FeeRaise.Of(replaced.Fees, quoted),
            Limits = new OperationLimits { MaxTotalGas = desk.Options.MaxTotalGas },
        };
        UserOperation prepared = await session.Sender
            .PrepareAsync(draft, signer, cancellationToken)
            .ConfigureAwait(false);
        if (FeeCap.Exceeded(prepared, session, desk.Options) is { } pause)
        {
            // Where even the least raise of the latest fees is above the cap, cheaper times do not help.
            bool isForGood = replaced is not null && FeeCap.Exceeded(
                prepared with { MaxFeePerGas = FeeRaise.Of(replaced.Fees, default).MaxFeePerGas },
                session,
                desk.Options) is not null;
            return new AttemptResult(null, pause, isForGood);
        }

        UserOperation signed = await session.Sender
            .SignAsync(prepared, signer, cancellationToken)
            .ConfigureAwait(false);

        // A paymaster that signs after the account could include it: nobody sees it before the log has it. Its
        // placeholder stays, for the hash does not depend on that signature.
        UserOperationHash hash = UserOperationHasher.Hash(
            signed, session.Sender.Version, session.Sender.EntryPoint, session.Sender.ChainId);
        return new AttemptResult(new SignedOperation(hash, plan.Claim.NotAfter!.Value, signed, authorization));
    }

    /// <summary>The next nonce of the lane; null while the node knows less than the log.</summary>
    private async Task<UInt256?> ReadNonceAsync(Submission submission, CancellationToken cancellationToken)
    {
        UInt256 nonce = await session.Node
            .GetNonceAsync(submission.EntryPoint, submission.Sender, submission.NonceKey, cancellationToken)
            .ConfigureAwait(false);
        if (LaneSequence.Of(nonce) >= desk.Lane(submission.Lane).NextSequence)
        {
            return nonce;
        }

        // After a reorganisation that was deeper than the confirmations, the node is right for good.
        _behindSince ??= desk.Clock.GetTimestamp();
        return desk.Clock.GetElapsedTime(_behindSince.Value) > NodeTolerance ? nonce : null;
    }
}
