namespace SessionKeys.Ledger;

/// <summary>Sends a typed message as its two hashes, which is all that the person then sees.</summary>
internal sealed class HashedTypedDataFlow(
    DeviceLink link, DerivationPath path, Hash32 domainSeparator, Hash32 messageHash)
{
    public async Task<EcdsaSignature> RunAsync(CancellationToken cancellationToken)
    {
        Apdu apdu = new(
            "SIGN TYPED MESSAGE AS HASHES", 0xe0, 0x0c, 0x00, 0x00,
            [.. path.ToBytes(), .. domainSeparator.ToArray(), .. messageHash.ToArray()]);
        AppConfiguration configuration = await link.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        CommandVersions.Require(apdu, configuration.Version);
        Reply reply = await link.SendAsync(apdu, isSilent: false, cancellationToken).ConfigureAwait(false);
        if (reply.IsOk)
        {
            return SignatureReply.Parse(reply.Data, apdu.Name);
        }

        // The same status word means invalid data. There is nothing else in this command that could be invalid, and
        // the setting says which it is.
        throw reply.Status == StatusWord.InvalidData && !configuration.IsBlindSigningEnabled
            ? LedgerErrors.BlindSigningDisabledForHashes(apdu.Name)
            : await link.ExplainAsync(apdu, reply.Status, path, cancellationToken).ConfigureAwait(false);
    }
}
