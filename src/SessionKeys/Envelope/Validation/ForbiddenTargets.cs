namespace SessionKeys;

/// <summary>Contracts that no session may ever call: who calls them as the account could grant itself more.</summary>
internal static class ForbiddenTargets
{
    /// <summary>EntryPoints v0.6 to v0.9.</summary>
    private static readonly Address[] EntryPointAddresses =
    [
        Address.Parse("0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789"),
        EntryPoints.V07,
        EntryPoints.V08,
        EntryPoints.V09,
    ];

    /// <summary>Tells why a session may not call a target, or gives null when it may.</summary>
    public static string? Describe(Address target, SessionGrant grant, ValueList<Address> helpers) =>
        target == grant.Context.Account ? "the account itself"
        : target == grant.Context.Module ? "the module"
        : target == grant.Envelope.Guard?.Guard ? "the guard"
        : helpers.Contains(target) ? "a helper of the module"
        : EntryPointAddresses.Contains(target) ? "an EntryPoint"
        : IsReserved(target) ? "a reserved address up to 0xffff"
        : null;

    /// <summary>Addresses up to 0xffff are precompiles and the three reserved assets.</summary>
    public static bool IsReserved(Address address) => address.ToArray().AsSpan(0, 18).IndexOfAnyExcept((byte)0) < 0;
}
