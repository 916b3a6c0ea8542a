namespace SessionKeys;

/// <summary>
/// Contracts that no session may ever call, whatever was granted: who calls them as the account could grant itself
/// more.
/// </summary>
internal static class TargetRule
{
    private static readonly Address EntryPointV06 = Address.Parse("0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789");

    public static bool IsForbidden(CallKey key, Address target, SessionContext context, Address[] helpers) =>
        key.IsReserved
        || target == context.Account || target == context.Module
        || target == EntryPoints.V07 || target == EntryPoints.V08 || target == EntryPoints.V09
        || target == EntryPointV06
        || Array.IndexOf(helpers, target) >= 0;
}
