namespace SessionKeys.Ledger;

/// <summary>A public key of a device with the chain code from which the keys below it are derived.</summary>
/// <remarks>Whoever has it can list all addresses below it, so treat it as private; its text is the address.</remarks>
/// <param name="Address">The address of the key, compared with the key.</param>
/// <param name="PublicKey">The point: 64 bytes, x and y, without the leading 04.</param>
/// <param name="ChainCode">The chain code of BIP-32: 32 bytes.</param>
public sealed record ExtendedPublicKey(Address Address, ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> ChainCode)
{
    /// <summary>Writes the address only.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
