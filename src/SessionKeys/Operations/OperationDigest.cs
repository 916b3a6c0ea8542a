namespace SessionKeys;

/// <summary>
/// The EIP-712 digest that a session key signs, computed without building typed data: every operation needs it.
/// </summary>
internal static class OperationDigest
{
    private static readonly Hash32 DomainType = Keccak256.Hash(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8);

    private static readonly Hash32 OperationType = Keccak256.Hash(
        "SessionOperation(bytes32 userOpHash,bytes32 segmentHash)"u8);

    private static readonly Hash32 Name = Keccak256.Hash("SessionKeys"u8);

    private static readonly Hash32 Version = Keccak256.Hash("1"u8);

    public static Hash32 Compute(ulong chainId, Address module, Hash32 userOpHash, Hash32 segmentHash)
    {
        Span<byte> message = stackalloc byte[3 * 32];
        OperationType.CopyTo(message);
        userOpHash.CopyTo(message[32..]);
        segmentHash.CopyTo(message[64..]);
        return TypedData.Combine(DomainSeparator(chainId, module), Keccak256.Hash(message));
    }

    /// <summary>The module's domain.</summary>
    public static Hash32 DomainSeparator(ulong chainId, Address module)
    {
        Span<byte> domain = stackalloc byte[5 * 32];
        domain.Clear();
        DomainType.CopyTo(domain);
        Name.CopyTo(domain[32..]);
        Version.CopyTo(domain[64..]);
        ((UInt256)chainId).WriteBigEndian(domain[96..]);
        module.CopyTo(domain[140..]);
        return Keccak256.Hash(domain);
    }
}
