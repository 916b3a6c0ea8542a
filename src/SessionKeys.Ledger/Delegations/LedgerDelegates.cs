namespace SessionKeys.Ledger;

/// <summary>The contracts that the Ethereum app lets an account delegate to.</summary>
public static class LedgerDelegates
{
    /// <summary>The <c>Simple7702Account</c>: the only contract on the list of the app 1.22.0, on every
    /// chain.</summary>
    public static Address Simple7702Account { get; } = Address.Parse("0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9");
}
