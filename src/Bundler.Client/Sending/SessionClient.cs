namespace SessionKeys.Bundler.Client;

/// <summary>A session as its key holder uses it: calls go in, receipts come out.</summary>
/// <param name="sender">Sends the operations.</param>
/// <param name="node">A node of the same chain: claims follow its time, not this machine's.</param>
/// <param name="account">The account.</param>
/// <param name="grant">The packed terms of the session.</param>
/// <param name="key">The session key.</param>
/// <remarks>
/// Thread-safe; parallel operations need a lane each. Nothing is judged here: what the grant does not allow is refused
/// by the chain, with a <see cref="BundlerException"/> whose revert data <see cref="ModuleErrors"/> explains.
/// </remarks>
public sealed class SessionClient(
    UserOperationSender sender, NodeClient node, ISmartAccount account, PackedGrant grant, ISessionKeySigner key)
{
    /// <summary>The packed terms of the session.</summary>
    public PackedGrant Grant => grant;

    internal UserOperationSender Sender => sender;

    internal NodeClient Node => node;

    internal ISmartAccount Account => account;

    /// <summary>Makes calls in one operation and waits for its receipt.</summary>
    /// <param name="calls">1 to 16 calls, executed in order, all or none.</param>
    /// <param name="approval">The approver's signature while the grant is not on chain yet; it rides on this
    /// operation.</param>
    /// <param name="lane">The lane of the nonce domain.</param>
    /// <param name="options">Renewal, grace and the like; null for none. The public key is filled in here.</param>
    /// <param name="sponsorship">Who shall pay; null for the account. Its term is the session's, whatever it
    /// says.</param>
    /// <param name="cancellationToken">Ends the calls; once sent, the operation may still be included.</param>
    /// <returns>
    /// The receipt, also of calls that reverted: see <see cref="UserOperationReceipt.EnsureSuccess"/>.
    /// </returns>
    /// <exception cref="BundlerException">The operation was refused, or no receipt came in time.</exception>
    /// <exception cref="SessionKeyException">The session ends too soon (<c>claim-ends-soon</c>).</exception>
    public async Task<UserOperationReceipt> SendAsync(
        IReadOnlyList<Call> calls,
        Approval? approval = null,
        UInt256 lane = default,
        SegmentOptions? options = null,
        SponsorshipRequest? sponsorship = null,
        CancellationToken cancellationToken = default)
    {
        ClaimPlan plan = await PlanAsync(ClaimPolicy.Default, approval, options, cancellationToken)
            .ConfigureAwait(false);
        UserOperationDraft draft = Draft(calls, lane, sponsorship);
        IUserOperationSigner signer = Signer(calls, plan.Claim, approval, plan.Options);
        return await sender.SendAsync(draft, signer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Chooses claim and grace flag by the chain's time and the session's state.</summary>
    internal async Task<ClaimPlan> PlanAsync(
        ClaimPolicy policy, Approval? approval, SegmentOptions? options, CancellationToken cancellationToken)
    {
        BlockHeader head = await node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        CapabilityEnvelope envelope = grant.Grant.Envelope;
        bool needsStatus = envelope.Ttl != TimeSpan.Zero || envelope.IdleTimeout != TimeSpan.Zero;
        ModuleSessionStatus? status = needsStatus
            ? SessionKeyModuleViews.ReadSessionStatus(await node
                .CallAsync(
                    grant.Grant.Context.Module,
                    SessionKeyModuleViews.SessionStatus(account.Address, grant.SessionId),
                    cancellationToken: cancellationToken)
                .ConfigureAwait(false))
            : null;
        bool carriesGrant = approval is not null && status is not { IsKnown: true };
        return policy.Plan(grant.Grant, head.Time, carriesGrant, options, status);
    }

    /// <summary>The claim that an operation makes now: the chain's time less a little, so that it is due.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public async Task<Claim> ClaimAsync(CancellationToken cancellationToken = default)
    {
        BlockHeader latest = await node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        return ClaimPolicy.Default.Choose(latest.Time, grant.Grant.Envelope.ValidAfter);
    }

    /// <summary>The draft of an operation that makes calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="lane">The lane of the nonce domain.</param>
    /// <param name="sponsorship">Who shall pay; null for the account. Its term is the session's, whatever it
    /// says.</param>
    public UserOperationDraft Draft(
        IReadOnlyList<Call> calls, UInt256 lane = default, SponsorshipRequest? sponsorship = null) => new()
        {
            Sender = account.Address,
            NonceKey = account.NonceKey(grant.Grant.Envelope, lane),
            CallData = account.EncodeCalls(calls),
            Sponsorship = sponsorship is null ? null : sponsorship with { Term = grant.Grant.Envelope.Paymaster },
        };

    /// <summary>The signer of exactly one operation that makes these calls.</summary>
    /// <param name="calls">The calls of the draft.</param>
    /// <param name="claim">The time that the operation claims.</param>
    /// <param name="approval">The approver's signature while the grant is not on chain yet.</param>
    /// <param name="options">Renewal, grace and the like; null for none. The public key is filled in here.</param>
    public IUserOperationSigner Signer(
        IReadOnlyList<Call> calls, Claim claim, Approval? approval = null, SegmentOptions? options = null)
    {
        SegmentOptions complete = (options ?? new SegmentOptions()) with { PublicKey = key.PublicKey };
        SessionSegment segment = approval is null
            ? SessionSegment.Create(grant, calls, claim, complete)
            : SessionSegment.CreateEnabling(grant, approval, calls, claim, complete);
        return new SessionOperationSigner(account, segment, key);
    }
}
