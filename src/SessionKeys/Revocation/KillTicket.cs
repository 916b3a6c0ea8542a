namespace SessionKeys;

/// <summary>
/// A revocation that was signed ahead and waits in a drawer: whoever has it can end a session, or all sessions of an
/// epoch, without the device.
/// </summary>
/// <remarks>
/// <para>A ticket that does not verify cannot be made: its signature recovers to <see cref="Signer"/> over the message
/// computed here.</para>
/// <para>Nothing in it is secret, but who has it can use it. It is void once the signer is neither approver nor
/// guardian; for all sessions also once the epoch is over.</para>
/// </remarks>
public sealed record KillTicket
{
    private KillTicket(KillTicketSubject subject, ApprovalForm form, Address signer, EcdsaSignature signature)
    {
        Subject = subject;
        Form = form;
        Signer = signer;
        Signature = signature;
    }

    /// <summary>Gets what the ticket ends, and where.</summary>
    public KillTicketSubject Subject { get; }

    /// <summary>Gets the form that was signed.</summary>
    public ApprovalForm Form { get; }

    /// <summary>Gets who signed: the approver or a guardian.</summary>
    public Address Signer { get; }

    /// <summary>Gets the signature over the revocation in <see cref="Form"/>.</summary>
    public EcdsaSignature Signature { get; }

    /// <summary>Makes a ticket of a signature, and verifies it without a chain.</summary>
    /// <param name="subject">What the signature ends.</param>
    /// <param name="form">The form that was signed.</param>
    /// <param name="signer">Who must have signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>The ticket.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subject"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="form"/> is neither text nor typed.</exception>
    /// <exception cref="SessionKeyException">The signature is not one of the signer over this revocation, or has a
    /// high s (<c>kill-ticket-signature</c>).</exception>
    public static KillTicket Create(
        KillTicketSubject subject, ApprovalForm form, Address signer, EcdsaSignature signature)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Hash32 digest = subject.Digest(form);
        bool isRecovered = Secp256k1.TryRecover(digest, signature, out Address actual);
        if (isRecovered && actual == signer && signature.IsLowS)
        {
            return new KillTicket(subject, form, signer, signature);
        }

        string finding = !isRecovered ? "its signature recovers to no key"
            : actual != signer ? $"its signature recovers to {actual}"
            : "its signature has a high s";
        throw new SessionKeyException(
            "kill-ticket-signature",
            $"The kill ticket was refused: {finding}; allowed is a low-s signature of {signer} over {subject}. " +
            "It was changed or damaged: take another copy of it, or have a new one signed.");
    }

    /// <summary>Makes the call that uses the ticket, for the wallet of anybody.</summary>
    /// <returns>The call of the module, without native value.</returns>
    public Call ToCall()
    {
        Approval approval = Approval.By(Form, Signature);
        byte[] data = Subject.SessionId is { } sessionId
            ? SessionKeyModuleCalls.Revoke(Subject.Account, sessionId, approval)
            : SessionKeyModuleCalls.RevokeAll(Subject.Account, approval);
        return new Call(Subject.Module, UInt256.Zero, data);
    }

    /// <summary>Says what the ticket ends.</summary>
    /// <returns>One line without the signature.</returns>
    public override string ToString() => $"kill ticket for {Subject}, signed by {Signer}";
}
