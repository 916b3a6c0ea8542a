namespace SessionKeys;

/// <summary>What follows for every account from what it tells of itself.</summary>
public static class SmartAccountExtensions
{
    /// <summary>Computes the nonce key of a session's lane.</summary>
    /// <param name="account">The account.</param>
    /// <param name="envelope">The session's envelope.</param>
    /// <param name="lane">0 … 2^laneBits − 1; operations of one lane run one after the other.</param>
    /// <returns>The nonce key, 192 bits.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The envelope has no such lane, or too many lanes.</exception>
    public static UInt256 NonceKey(this ISmartAccount account, CapabilityEnvelope envelope, UInt256 lane)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(envelope);
        return account.NonceKey(
            NonceDomain.FreeBits(envelope.NonceDomain, account.NonceLayout, envelope.LaneBits, lane));
    }

    /// <summary>Puts the EntryPoint's count behind a nonce key.</summary>
    /// <param name="nonceKey">The nonce key, 192 bits.</param>
    /// <param name="sequence">What <c>EntryPoint.getNonce</c> counts for the key.</param>
    /// <returns>The nonce of an operation.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nonceKey"/> is wider than 192 bits.</exception>
    public static UInt256 ToNonce(this UInt256 nonceKey, ulong sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nonceKey.BitLength, 192, nameof(nonceKey));
        return (nonceKey << 64) | sequence;
    }
}
