namespace SessionKeys;

/// <summary>In which form the approver signed.</summary>
public enum ApprovalForm : byte
{
    /// <summary>The text, as a personal message (EIP-191): for people and hardware.</summary>
    Text = 0,

    /// <summary>Typed data (EIP-712): for programs.</summary>
    Typed = 1,
}

/// <summary>A signature over a grant, a revocation or a control message.</summary>
/// <param name="Form">The form that was signed.</param>
/// <param name="Signature">
/// 65 bytes of an EOA, x ‖ y ‖ r ‖ s of a P-256 session key, or what the approver's contract takes; empty when nobody
/// signed (<see cref="ByCaller"/>).
/// </param>
public sealed record Approval(ApprovalForm Form, ReadOnlyMemory<byte> Signature)
{
    /// <summary>
    /// No signature: the account itself calls the module, in an operation of its owner; to revoke, pause or tighten
    /// also the approver or a guardian; and where an envelope proves a secp256k1 session key or a renewer, that one.
    /// </summary>
    public static readonly Approval ByCaller = new(ApprovalForm.Text, default);

    /// <summary>Takes the signature of an EOA.</summary>
    /// <param name="form">The form that was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>The approval.</returns>
    public static Approval By(ApprovalForm form, EcdsaSignature signature) => new(form, signature.ToArray());
}
