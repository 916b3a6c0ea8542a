namespace SessionKeys;

/// <summary>Encodes the calls of the session key module.</summary>
public static class SessionKeyModuleCalls
{
    private static readonly AbiFunction GrantFunction = AbiFunction.Parse("grant(address,uint40,bytes,uint8,bytes)");

    private static readonly AbiFunction RevokeFunction = AbiFunction.Parse("revoke(address,bytes32,uint8,bytes)");

    private static readonly AbiFunction RevokeAllFunction = AbiFunction.Parse("revokeAll(address,uint8,bytes)");

    private static readonly AbiFunction SetApproverFunction = AbiFunction.Parse("setApprover(address)");

    /// <summary>Encodes what the module is told when an account installs it.</summary>
    /// <param name="approver">Who approves grants and revocations; not zero, not the module.</param>
    /// <param name="layout">The nonce bits that the account leaves free.</param>
    /// <returns>The install data, 128 bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="layout"/> is null.</exception>
    public static byte[] InstallData(Address approver, NonceLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);

        // The last word limits the number of concurrent sessions; this version of the module takes 0 only, no limit.
        return AbiEncoder.Encode(
            "(address,uint8,uint8,uint8)",
            [approver, (UInt256)(ulong)layout.Shift, (UInt256)(ulong)layout.Width, UInt256.Zero]);
    }

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
    /// <param name="approval">The approver's signature over the revocation.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="approval"/> is null.</exception>
    public static byte[] Revoke(Address account, SessionId sessionId, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return RevokeFunction.EncodeCall([account, sessionId.Value, Form(approval), approval.Signature.ToArray()]);
    }

    /// <summary>
    /// Encodes a call that kills every session and every unused grant of an account. Anybody may send it.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="approval">The approver's signature over the revocation of the current epoch.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="approval"/> is null.</exception>
    public static byte[] RevokeAll(Address account, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return RevokeAllFunction.EncodeCall([account, Form(approval), approval.Signature.ToArray()]);
    }

    /// <summary>Encodes a call by which the account itself names another approver.</summary>
    /// <param name="approver">The new approver; not zero, not the module.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] SetApprover(Address approver) => SetApproverFunction.EncodeCall([approver]);

    private static UInt256 Form(Approval approval) => (ulong)approval.Form;
}
