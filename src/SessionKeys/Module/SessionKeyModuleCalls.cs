namespace SessionKeys;

/// <summary>Encodes the calls of the session key module.</summary>
/// <remarks>
/// Anybody may send what is signed. With <see cref="Approval.ByCaller"/> nothing is, and who sends the call counts.
/// </remarks>
public static partial class SessionKeyModuleCalls
{
    private static readonly AbiFunction GrantFunction = AbiFunction.Parse("grant(address,uint40,bytes,uint8,bytes)");

    private static readonly AbiFunction RevokeFunction = AbiFunction.Parse("revoke(address,bytes32,uint8,bytes)");

    private static readonly AbiFunction RevokeAllFunction = AbiFunction.Parse("revokeAll(address,uint8,bytes)");

    private static readonly AbiFunction RevokeAsSessionKeyFunction =
        AbiFunction.Parse("revokeAsSessionKey(address,uint40,bytes,uint8,bytes)");

    /// <summary>Encodes a call that brings a grant on chain. Anybody may send it.</summary>
    /// <param name="grant">The packed grant.</param>
    /// <param name="approval">The approver's signature over the grant.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] Grant(PackedGrant grant, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(approval);
        SessionContext context = grant.Grant.Context;
        return GrantFunction.EncodeCall(
            [
                context.Account,
                (UInt256)context.Route.ToPacked(),
                grant.Terms.ToArray(),
                Form(approval),
                approval.Signature.ToArray(),
            ]);
    }

    /// <summary>Encodes a call that kills one session for ever. Anybody may send it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session, granted or not.</param>
    /// <param name="approval">The approver's or a guardian's signature over the revocation.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="approval"/> is null.</exception>
    public static byte[] Revoke(Address account, SessionId sessionId, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return RevokeFunction.EncodeCall([account, sessionId.Value, Form(approval), approval.Signature.ToArray()]);
    }

    /// <summary>Encodes a call by which a session key kills its own session for ever. Anybody may send it.</summary>
    /// <param name="grant">The packed grant of the session, on chain or not.</param>
    /// <param name="approval">
    /// The session key's signature (<see cref="SessionKeySignerExtensions.SignRevocationAsync"/>).
    /// </param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] RevokeAsSessionKey(PackedGrant grant, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(approval);
        SessionContext context = grant.Grant.Context;
        return RevokeAsSessionKeyFunction.EncodeCall(
            [
                context.Account,
                (UInt256)context.Route.ToPacked(),
                CompactEnvelope(grant),
                Form(approval),
                approval.Signature.ToArray(),
            ]);
    }

    /// <summary>
    /// Encodes a call that kills every session and every unused grant of an account. Anybody may send it.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="approval">The approver's or a guardian's signature, for the current epoch.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="approval"/> is null.</exception>
    public static byte[] RevokeAll(Address account, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return RevokeAllFunction.EncodeCall([account, Form(approval), approval.Signature.ToArray()]);
    }

    /// <summary>What proves session key and renewer: core ‖ capabilityRoot ‖ grantHash.</summary>
    private static byte[] CompactEnvelope(PackedGrant grant) =>
        [.. grant.Core.Span, .. grant.Tree.Root.ToArray(), .. grant.GrantHash.ToArray()];

    private static UInt256 Form(Approval approval) => (ulong)approval.Form;
}
