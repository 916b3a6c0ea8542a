using System.Text;

namespace SessionKeys;

/// <summary>What approvers sign for the session key module, in both forms.</summary>
/// <remarks>The text form is the one that a device shows in full; a form is never replaced by the other.</remarks>
public static class ApproverExtensions
{
    /// <summary>Has the approver sign a grant.</summary>
    /// <param name="approver">The approver of the account.</param>
    /// <param name="grant">The packed terms.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>What brings the grant on chain.</returns>
    /// <exception cref="SessionKeyException">The text is longer than a device shows in full, or the approver did not
    /// sign.</exception>
    public static async ValueTask<Approval> SignGrantAsync(
        this IApprover approver, PackedGrant grant, ApprovalForm form, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return await SignAsync(
            approver,
            form,
            () => GrantText.RenderReadable(grant.Grant),
            () => GrantTypedData.Create(grant.Grant),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the approver sign the revocation of one session.</summary>
    /// <param name="approver">The approver of the account.</param>
    /// <param name="context">Where the session lives; its epoch is not signed.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>What anyone can relay.</returns>
    /// <exception cref="SessionKeyException">The approver did not sign.</exception>
    public static async ValueTask<Approval> SignRevocationAsync(
        this IApprover approver,
        SessionContext context,
        SessionId sessionId,
        ApprovalForm form,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await SignAsync(
            approver,
            form,
            () => RevocationText.RenderOne(context.ChainId, context.Module, context.Account, sessionId),
            () => RevocationTypedData.ForOne(context.ChainId, context.Module, context.Account, sessionId),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the approver sign the revocation of all sessions of the context's epoch.</summary>
    /// <param name="approver">The approver of the account.</param>
    /// <param name="context">Where the sessions live, and their epoch, which must be the current one.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>What anyone can relay.</returns>
    /// <exception cref="SessionKeyException">The approver did not sign.</exception>
    public static async ValueTask<Approval> SignRevocationOfAllAsync(
        this IApprover approver,
        SessionContext context,
        ApprovalForm form,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await SignAsync(
            approver,
            form,
            () => RevocationText.RenderAll(context.ChainId, context.Module, context.Account, context.Epoch),
            () => RevocationTypedData.ForAll(context.ChainId, context.Module, context.Account, context.Epoch),
            cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Approval> SignAsync(
        IApprover approver,
        ApprovalForm form,
        Func<string> text,
        Func<TypedData> typed,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approver);
        EcdsaSignature signature = form switch
        {
            ApprovalForm.Text => await approver
                .SignMessageAsync(Encoding.ASCII.GetBytes(text()), cancellationToken)
                .ConfigureAwait(false),
            ApprovalForm.Typed => await approver.SignTypedDataAsync(typed(), cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Pass Text or Typed."),
        };
        return Approval.By(form, signature);
    }
}
