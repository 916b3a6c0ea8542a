namespace SessionKeys.Bundler.Client;

/// <summary>The ways to send batches with this library's own senders.</summary>
public static class BatchSends
{
    /// <summary>Sends batches as operations of a session, on one lane, so one at a time.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sender">The sender of its operations.</param>
    /// <param name="lane">The lane of the nonce domain; nobody else may use it.</param>
    /// <param name="sponsorship">Who shall pay; null for the account.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static BatchSend Through(
        SessionClient session,
        UserOperationSender sender,
        UInt256 lane = default,
        SponsorshipRequest? sponsorship = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Through(
            sender,
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
}
