namespace SessionKeys;

/// <summary>The key of a session: signs digests without asking anybody, in memory or in a key service.</summary>
public interface ISessionKeySigner
{
    /// <summary>The address of the key, as the session names it.</summary>
    Address Address { get; }

    /// <summary>Signs a digest as it is, without a prefix.</summary>
    /// <param name="digest">The hash to sign.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A signature with low s.</returns>
    ValueTask<EcdsaSignature> SignAsync(Hash32 digest, CancellationToken cancellationToken = default);
}
