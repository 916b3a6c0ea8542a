namespace SessionKeys.Ledger;

/// <summary>Words for a delegation that a device refuses.</summary>
internal static class DelegationErrors
{
    /// <summary>
    /// The app has one status word for two causes. A contract that it signs for leaves only the setting; for any other
    /// contract the setting would not help.
    /// </summary>
    public static LedgerException NotAllowed(AccountDelegation delegation)
    {
        bool isKnown = delegation.IsRevocation || delegation.Delegate == LedgerDelegates.Simple7702Account;
        return isKnown
            ? new(LedgerReason.SmartAccountsDisabled, "The device refused to sign a delegation.",
                $"Status 6980, and the app signs for {delegation.Delegate}, so its setting Smart accounts is off.",
                "Turn on Smart accounts in the settings of the Ethereum app and try again.")
            : new(LedgerReason.DelegateNotAllowed, "The device refused to sign a delegation to this contract.",
                $"Status 6980 for {delegation.Delegate}; allowed is {LedgerDelegates.Simple7702Account}, or the zero "
                + "address to take a delegation back.",
                "Delegate to the allowed contract, or use an account that is a contract of its own.");
    }
}
