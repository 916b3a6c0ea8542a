namespace SessionKeys.TestKit;

/// <summary>A version of the EntryPoint as it stands on public chains.</summary>
/// <param name="Version">Such as <c>v0.7</c>.</param>
/// <param name="Address">Where it stands on every chain.</param>
/// <param name="CodeHash">Keccak-256 of its runtime code here; from v0.8 on it depends on the chain id.</param>
public sealed record CanonicalEntryPoint(string Version, Address Address, Hash32 CodeHash)
{
    /// <summary>EntryPoint v0.6.</summary>
    public static CanonicalEntryPoint V06 { get; } = Deployed(
        "v0.6",
        "0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789",
        "0xc93c806e738300b5357ecdc2e971d6438d34d8e4e17b99b758b1f9cac91c8e70",
        "aa06",
        "0x0000000000000000000000000000000000000000000000000000000000000000");

    /// <summary>EntryPoint v0.7.</summary>
    public static CanonicalEntryPoint V07 { get; } = Deployed(
        "v0.7",
        "0x0000000071727De22E5E9d8BAf0edAc6f37da032",
        "0x8db5ff695839d655407cc8490bb7a5d82337a86a6b39c3f0258aa6c3b582fc58",
        "aa07",
        "0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3");

    /// <summary>EntryPoint v0.8.</summary>
    public static CanonicalEntryPoint V08 { get; } = Deployed(
        "v0.8",
        "0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108",
        "0x0a58ad57e3f8266dcc99cda79b0d3d784a4cedc4e972f33a8a2c5cecbb9e67b4",
        "aa08",
        "0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9");

    /// <summary>EntryPoint v0.9; no package holds its creation code, so its runtime code is put there.</summary>
    public static CanonicalEntryPoint V09 { get; } = new(
        "v0.9",
        Address.Parse("0x433709009B8330FDa32311DF1C2AFA402eD8D009"),
        // Not the hash on a public chain with this id: the copied code keeps the immutables of chain 1.
        Hash32.Parse("0x14ee3fe0191de027aecf20ffd7dbd985f5023b898fa429485d2dfe2286b42750"));

    /// <summary>All versions, oldest first.</summary>
    public static IReadOnlyList<CanonicalEntryPoint> All { get; } = [V06, V07, V08, V09];

    /// <summary>The helper of v0.9 that calls account factories.</summary>
    internal static Address V09SenderCreator { get; } = Address.Parse("0x0A630a99Df908A81115A3022927Be82f9299987e");

    /// <summary>The npm package whose artifact holds the canonical creation code, or null.</summary>
    internal string? Package { get; private init; }

    /// <summary>The salt of the canonical deployment through the CREATE2 deployer.</summary>
    internal Hash32 Salt { get; private init; }

    private static CanonicalEntryPoint Deployed(
        string version, string address, string codeHash, string package, string salt) =>
        new(version, Address.Parse(address), Hash32.Parse(codeHash))
        {
            Package = package,
            Salt = Hash32.Parse(salt),
        };
}
