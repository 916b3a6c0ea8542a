namespace SessionKeys.Ledger;

/// <summary>What an approver with a Ledger may do beside showing what it signs.</summary>
public sealed class LedgerApproverOptions
{
    /// <summary>
    /// Permits <see cref="LedgerApprover.SignTypedDataAsHashesAsync"/>, in which the person sees two hashes instead of
    /// the message. Nothing else uses it: no other request ever becomes such a one.
    /// </summary>
    /// <value>True or false; the default is false.</value>
    public bool AllowBlindSigning { get; set; }
}
