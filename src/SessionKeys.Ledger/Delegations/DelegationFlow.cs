namespace SessionKeys.Ledger;

/// <summary>Sends the commands of one delegation.</summary>
internal sealed class DelegationFlow(DeviceLink link, DerivationPath path, AccountDelegation delegation)
{
    /// <summary>A refusal is never tried again: the device has shown it.</summary>
    public async Task<EcdsaSignature> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Apdu> apdus = DelegationApdus.Split(path, delegation);
        AppConfiguration configuration = await link.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        CommandVersions.Require(apdus[0], configuration.Version);
        for (int i = 0; ; i++)
        {
            bool isLast = i == apdus.Count - 1;
            Reply reply = await link.SendAsync(apdus[i], isSilent: !isLast, cancellationToken).ConfigureAwait(false);
            if (!reply.IsOk)
            {
                throw reply.Status == StatusWord.CommandNotAllowed
                    ? DelegationErrors.NotAllowed(delegation)
                    : await link.ExplainAsync(apdus[i], reply.Status, path, cancellationToken).ConfigureAwait(false);
            }

            if (isLast)
            {
                return SignatureReply.ParseWithParity(reply.Data, apdus[i].Name);
            }

            SignatureReply.RequireEmpty(reply.Data, apdus[i].Name);
        }
    }
}
