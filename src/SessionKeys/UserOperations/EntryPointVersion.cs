namespace SessionKeys;

/// <summary>
/// The releases of the ERC-4337 EntryPoint that are supported; they differ in how a UserOperation is hashed.
/// </summary>
/// <remarks>The zero value is none of them, so that a version that was not chosen is refused.</remarks>
public enum EntryPointVersion
{
    /// <summary>
    /// v0.6: operations are not packed and have no gas limits of the paymaster; the session key module does not run on
    /// it.
    /// </summary>
    V06 = 6,

    /// <summary>v0.7: the hash is a plain hash of the packed fields, the EntryPoint and the chain.</summary>
    V07 = 7,

    /// <summary>v0.8: the hash is an EIP-712 digest; EIP-7702 accounts are supported.</summary>
    V08 = 8,

    /// <summary>v0.9: as v0.8, and a paymaster may sign after the account.</summary>
    V09 = 9,
}
