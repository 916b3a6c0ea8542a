namespace SessionKeys;

/// <summary>Parts of a segment that only some sessions need.</summary>
public sealed record SegmentOptions
{
    /// <summary>
    /// Tells whether the operation renews the session: it then lives on until its claim plus ttl, at most until the
    /// end of its lifetime.
    /// </summary>
    /// <value>Default: false.</value>
    public bool Renew { get; init; }

    /// <summary>Gets the renewer's consent.</summary>
    /// <value>Default: null; needed with <see cref="Renew"/> when the envelope names a renewer, else null.</value>
    public RenewalConsent? Consent { get; init; }

    /// <summary>
    /// Tells whether the operation may come up to <see cref="EnvelopeLimits.Grace"/> after the end of a budget's
    /// window, which then counts it in both windows (rolling: in the claimed bucket).
    /// </summary>
    /// <value>Default: false.</value>
    public bool Grace { get; init; }

    /// <summary>Gets the public key x ‖ y of a P-256 session key (<see cref="ISessionKeySigner.PublicKey"/>).</summary>
    /// <value>Default: empty; needed with <see cref="KeyType.P256"/>, 64 bytes.</value>
    public ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>
    /// Tells whether the P-256 signature is verified in Solidity: on chains without the precompile, and for bundlers
    /// that do not know it.
    /// </summary>
    /// <value>Default: false; only with <see cref="KeyType.P256"/>.</value>
    public bool P256InSolidity { get; init; }
}
