namespace SessionKeys;

/// <summary>
/// What the owner of a plain account permits by EIP-7702: that the account runs the code of a contract.
/// </summary>
/// <param name="ChainId">The chain; 0 permits all chains.</param>
/// <param name="Delegate">The contract whose code the account runs; the zero address takes the permission back.</param>
/// <param name="Nonce">The account's own transaction nonce at which the permission is valid, below 2^64 - 1.</param>
public sealed record AccountDelegation(ulong ChainId, Address Delegate, ulong Nonce)
{
    private const byte Magic = 0x05;

    /// <summary>Tells whether this takes an earlier permission back.</summary>
    public bool IsRevocation => Delegate == Address.Zero;

    /// <summary>Computes what the owner signs.</summary>
    /// <returns>The hash of <c>0x05</c> and the RLP list of chain, contract and nonce.</returns>
    public Hash32 Digest()
    {
        byte[] list = Rlp.List(Rlp.Number(ChainId), Rlp.Bytes(Delegate.ToArray()), Rlp.Number(Nonce));
        return Keccak256.Hash([Magic, .. list]);
    }
}
