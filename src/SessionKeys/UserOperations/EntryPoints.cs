namespace SessionKeys;

/// <summary>The addresses at which the EntryPoints are deployed on every public chain.</summary>
public static class EntryPoints
{
    /// <summary>The EntryPoint v0.6.</summary>
    public static readonly Address V06 = Address.Parse("0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789");

    /// <summary>The EntryPoint v0.7.</summary>
    public static readonly Address V07 = Address.Parse("0x0000000071727De22E5E9d8BAf0edAc6f37da032");

    /// <summary>The EntryPoint v0.8.</summary>
    public static readonly Address V08 = Address.Parse("0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108");

    /// <summary>The EntryPoint v0.9.</summary>
    public static readonly Address V09 = Address.Parse("0x433709009B8330FDa32311DF1C2AFA402eD8D009");

    /// <summary>Finds the canonical address of a release.</summary>
    /// <param name="version">The release.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="version"/> is not one of the named values.
    /// </exception>
    public static Address AddressOf(EntryPointVersion version) => version switch
    {
        EntryPointVersion.V06 => V06,
        EntryPointVersion.V07 => V07,
        EntryPointVersion.V08 => V08,
        EntryPointVersion.V09 => V09,
        _ => throw Unknown(version),
    };

    /// <summary>Finds the release of a canonical address.</summary>
    /// <param name="entryPoint">The address.</param>
    /// <param name="version">The release, or the default when the method returns false.</param>
    /// <returns>False when the address is not canonical.</returns>
    public static bool TryGetVersion(Address entryPoint, out EntryPointVersion version)
    {
        foreach (EntryPointVersion candidate in Enum.GetValues<EntryPointVersion>())
        {
            if (AddressOf(candidate) == entryPoint)
            {
                version = candidate;
                return true;
            }
        }

        version = default;
        return false;
    }

    internal static ArgumentOutOfRangeException Unknown(EntryPointVersion version) => new(
        nameof(version),
        version,
        $"The EntryPoint version {(int)version} was refused; allowed are V06, V07, V08 and V09. Pass one of them.");
}
