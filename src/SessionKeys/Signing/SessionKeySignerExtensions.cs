using System.Text;

namespace SessionKeys;

/// <summary>What session keys sign beside operations.</summary>
public static class SessionKeySignerExtensions
{
    /// <summary>Has a session key revoke its own session.</summary>
    /// <param name="key">The session key.</param>
    /// <param name="grant">The packed grant of the session.</param>
    /// <param name="form">Either form; nobody is shown anything.</param>
    /// <param name="cancellationToken">Ends the wait for the key.</param>
    /// <returns>What anyone can relay (<see cref="SessionKeyModuleCalls.RevokeAsSessionKey"/>).</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static async ValueTask<Approval> SignRevocationAsync(
        this ISessionKeySigner key,
        PackedGrant grant,
        ApprovalForm form,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(grant);
        SessionContext context = grant.Grant.Context;
        Hash32 digest = form switch
        {
            ApprovalForm.Text => PersonalMessage.Digest(Encoding.ASCII.GetBytes(
                RevocationText.RenderOne(context.ChainId, context.Module, context.Account, grant.SessionId))),
            ApprovalForm.Typed => RevocationTypedData
                .ForOne(context.ChainId, context.Module, context.Account, grant.SessionId).Digest(),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Pass Text or Typed."),
        };
        ReadOnlyMemory<byte> signature = await key.SignAsync(digest, cancellationToken).ConfigureAwait(false);
        return new Approval(form, (byte[])[.. key.PublicKey.Span, .. signature.Span]);
    }
}
