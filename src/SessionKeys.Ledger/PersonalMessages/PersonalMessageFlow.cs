namespace SessionKeys.Ledger;

/// <summary>Sends the commands of one personal message.</summary>
internal sealed class PersonalMessageFlow(DeviceLink link, DerivationPath path, IReadOnlyList<Apdu> apdus)
{
    public async Task<EcdsaSignature> RunAsync(CancellationToken cancellationToken)
    {
        Reply first = await SendAsync(0, cancellationToken).ConfigureAwait(false);
        if (first.Status == StatusWord.CommandNotAllowed)
        {
            // The app was in the middle of a flow that somebody left. It has dropped that now, and nothing was shown:
            // once more.
            first = await SendAsync(0, cancellationToken).ConfigureAwait(false);
        }

        Reply reply = first;
        for (int i = 0; i < apdus.Count; i++)
        {
            reply = i == 0 ? first : await SendAsync(i, cancellationToken).ConfigureAwait(false);
            if (!reply.IsOk)
            {
                throw await link.ExplainAsync(apdus[i], reply.Status, path, cancellationToken).ConfigureAwait(false);
            }

            if (i < apdus.Count - 1)
            {
                SignatureReply.RequireEmpty(reply.Data, apdus[i].Name);
            }
        }

        return SignatureReply.Parse(reply.Data, apdus[^1].Name);
    }

    private Task<Reply> SendAsync(int index, CancellationToken cancellationToken)
        => link.SendAsync(apdus[index], isSilent: index < apdus.Count - 1, cancellationToken);
}
