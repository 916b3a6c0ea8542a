namespace SessionKeys;

/// <summary>
/// The releases of the ERC-4337 EntryPoint that are supported; they differ in how a UserOperation is hashed.
/// </summary>
public enum EntryPointVersion
{
    /// <summary>v0.7: the hash is a plain hash of the packed fields, the EntryPoint and the chain.</summary>
    V07,

    /// <summary>v0.8: the hash is an EIP-712 digest; EIP-7702 accounts are supported.</summary>
    V08,

    /// <summary>v0.9: as v0.8, and a paymaster may sign after the account.</summary>
    V09,
}
