namespace SessionKeys.TestKit;

/// <summary>The CREATE2 deployer that stands at one address on every chain, and on anvil from the start.</summary>
public static class Create2Deployer
{
    /// <summary>The deployer's address.</summary>
    public static Address Address { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    /// <summary>The address that a contract gets.</summary>
    /// <param name="creationCode">The creation code followed by the constructor arguments.</param>
    /// <param name="salt">The salt.</param>
    public static Address AddressOf(ReadOnlySpan<byte> creationCode, Hash32 salt)
    {
        Span<byte> preimage = stackalloc byte[85];
        preimage[0] = 0xff;
        Address.CopyTo(preimage[1..]);
        salt.CopyTo(preimage[21..]);
        Keccak256.Hash(creationCode, preimage[53..]);
        return Address.FromBytes(Keccak256.Hash(preimage).ToArray().AsSpan(12));
    }

    /// <summary>Deploys a contract unless it stands there already.</summary>
    internal static async Task<Address> DeployAsync(
        AnvilClient node, byte[] creationCode, Hash32 salt, CancellationToken cancellationToken)
    {
        Address address = AddressOf(creationCode, salt);
        byte[] present = await node.GetCodeAsync(address, cancellationToken).ConfigureAwait(false);
        if (present.Length > 0)
        {
            return address;
        }

        byte[] data = [.. salt.ToArray(), .. creationCode];
        await node.SendTransactionAsync(Address, data, cancellationToken: cancellationToken).ConfigureAwait(false);
        byte[] deployed = await node.GetCodeAsync(address, cancellationToken).ConfigureAwait(false);
        return deployed.Length > 0
            ? address
            : throw new InvalidOperationException($"The deployment to {address} left no code. Check the constructor.");
    }
}
