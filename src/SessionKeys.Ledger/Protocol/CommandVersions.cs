namespace SessionKeys.Ledger;

/// <summary>The first version of the Ethereum app that knows a command.</summary>
internal static class CommandVersions
{
    /// <summary>Typed messages as two hashes.</summary>
    public static Version HashedTypedMessages { get; } = new(1, 5, 0);

    /// <summary>Delegations of EIP-7702.</summary>
    public static Version Delegations { get; } = new(1, 17, 0);

    /// <summary>From here on nothing of a typed message is shown before the command that signs.</summary>
    public static Version ScreensAfterAllValues { get; } = new(1, 19, 0);

    /// <returns>The version, or null for a command that every version knows.</returns>
    public static Version? FirstWith(Apdu apdu) => (apdu.Cla, apdu.Ins, apdu.P2) switch
    {
        (0xe0, 0x0c, 0x00) => HashedTypedMessages,
        (0xe0, 0x0c or 0x1a or 0x1c or 0x1e, _) => AppConfiguration.FirstWithTypedMessages,
        (0xe0, 0x34, _) => Delegations,
        _ => null,
    };

    /// <exception cref="LedgerException">The app is older than the command.</exception>
    public static void Require(Apdu apdu, Version actual)
    {
        if (FirstWith(apdu) is { } needed && actual < needed)
        {
            throw LedgerErrors.AppTooOld(apdu.Name, actual.ToString(), needed);
        }
    }
}
