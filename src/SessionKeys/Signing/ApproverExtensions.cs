using System.Text;

namespace SessionKeys;

/// <summary>What approvers, guardians and renewers sign for the session key module.</summary>
/// <remarks>The text form is the one that a device shows in full; a form is never replaced by the other.</remarks>
public static class ApproverExtensions
{
    /// <summary>Has the approver sign a grant.</summary>
    /// <param name="approver">The approver of the account.</param>
    /// <param name="grant">The packed terms.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="tokenNames">
    /// What the tokens of the budgets say of themselves; needed for the text of a grant with token names.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>What brings the grant on chain.</returns>
    /// <exception cref="SessionKeyException">The text is longer than a device shows in full, a token's name is missing
    /// or cannot be shown, or the approver did not sign.</exception>
    public static async ValueTask<Approval> SignGrantAsync(
        this IApprover approver,
        PackedGrant grant,
        ApprovalForm form,
        IReadOnlyDictionary<Address, TokenName>? tokenNames = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return await SignAsync(
            approver,
            form,
            () => GrantText.RenderReadable(grant.Grant, tokenNames),
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

    /// <summary>Has the approver or a guardian sign a message that stops sessions or lets them go on.</summary>
    /// <param name="signer">The approver; a guardian where the message allows; the renewer to re-attest.</param>
    /// <param name="message">The message.</param>
    /// <param name="form">Text for people and devices, typed for programs.</param>
    /// <param name="cancellationToken">Ends the wait for the person.</param>
    /// <returns>What anyone can relay.</returns>
    /// <exception cref="SessionKeyException">A time is not a whole second, or nobody signed.</exception>
    public static async ValueTask<Approval> SignControlAsync(
        this IApprover signer,
        ControlMessage message,
        ApprovalForm form,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return await SignAsync(signer, form, message.ToText, message.ToTypedData, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Has the renewer of a session agree to one renewal.</summary>
    /// <param name="renewer">The renewer that the envelope names.</param>
    /// <param name="renewal">The renewal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the renewing operation carries (<see cref="SegmentOptions.Consent"/>).</returns>
    /// <exception cref="SessionKeyException">The deadline is not a whole second, or nobody signed.</exception>
    public static async ValueTask<RenewalConsent> SignRenewalAsync(
        this IApprover renewer, SessionRenewal renewal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(renewer);
        ArgumentNullException.ThrowIfNull(renewal);
        EcdsaSignature signature = await renewer.SignTypedDataAsync(renewal.ToTypedData(), cancellationToken)
            .ConfigureAwait(false);
        return new RenewalConsent(renewal.Deadline, signature);
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
