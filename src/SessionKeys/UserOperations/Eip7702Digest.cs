namespace SessionKeys;

/// <summary>Computes what an account signs to run the code of a contract (EIP-7702).</summary>
public static class Eip7702Digest
{
    private const byte Magic = 0x05;

    /// <summary>Computes the digest of an authorization; it is signed as it is.</summary>
    /// <param name="chainId">The chain; 0 permits all chains.</param>
    /// <param name="delegateTo">The contract whose code the account shall run.</param>
    /// <param name="nonce">The account's own transaction nonce.</param>
    /// <returns>The digest.</returns>
    public static Hash32 Compute(UInt256 chainId, Address delegateTo, ulong nonce)
    {
        byte[] list = Rlp.List(Rlp.Number(chainId), Rlp.Bytes(delegateTo.ToArray()), Rlp.Number(nonce));
        return Keccak256.Hash((byte[])[Magic, .. list]);
    }
}
