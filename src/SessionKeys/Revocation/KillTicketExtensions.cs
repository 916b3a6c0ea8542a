using System.Text;

namespace SessionKeys;

/// <summary>Has kill tickets signed.</summary>
public static class KillTicketExtensions
{
    /// <summary>Has the approver or a guardian sign a revocation ahead.</summary>
    /// <param name="signer">The approver or a guardian, with a key of secp256k1.</param>
    /// <param name="subject">What the ticket shall end.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>The verified ticket; keep it where you find it without the device.</returns>
    /// <exception cref="SessionKeyException">The signer did not sign, or not this.</exception>
    public static async ValueTask<KillTicket> SignKillTicketAsync(
        this IApprover signer,
        KillTicketSubject subject,
        ApprovalForm form,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(subject);
        EcdsaSignature signature = form switch
        {
            ApprovalForm.Text => await signer
                .SignMessageAsync(Encoding.ASCII.GetBytes(subject.ToText()), cancellationToken)
                .ConfigureAwait(false),
            ApprovalForm.Typed => await signer
                .SignTypedDataAsync(subject.ToTypedData(), cancellationToken)
                .ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Pass Text or Typed."),
        };
        return KillTicket.Create(subject, form, signer.Address, signature);
    }
}
