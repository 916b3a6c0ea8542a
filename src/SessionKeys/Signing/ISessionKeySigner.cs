namespace SessionKeys;

/// <summary>The key of a session: signs digests without asking anybody, in memory or in a key service.</summary>
public interface ISessionKeySigner
{
    /// <summary>The address of the key, as the session names it.</summary>
    Address Address { get; }

    /// <summary>The signature scheme of the key.</summary>
    KeyType KeyType { get; }

    /// <summary>What an operation carries of the key beside its signature.</summary>
    /// <value>
    /// x ‖ y of a P-256 key, 64 bytes; empty for secp256k1, where the signature itself tells the key.
    /// </value>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs a digest as it is, without a prefix.</summary>
    /// <param name="digest">The hash to sign.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// r ‖ s ‖ v of secp256k1, 65 bytes with v 27 or 28; r ‖ s of P-256, 64 bytes. Both with low s
    /// (<see cref="P256.ToLowS"/>).
    /// </returns>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default);
}
