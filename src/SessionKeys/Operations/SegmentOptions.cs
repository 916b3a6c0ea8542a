namespace SessionKeys;

/// <summary>
/// Parts of a segment that only some sessions need; the version in force of the module refuses all of them.
/// </summary>
public sealed record SegmentOptions
{
    /// <summary>Tells whether the operation renews the session.</summary>
    /// <value>Default: false.</value>
    public bool Renew { get; init; }

    /// <summary>
    /// Gets the renewer's consent, needed with <see cref="Renew"/> when the envelope names a renewer.
    /// </summary>
    /// <value>Default: null.</value>
    public RenewalConsent? Consent { get; init; }

    /// <summary>Tells whether the operation uses the grace at the end of a budget's window.</summary>
    /// <value>Default: false.</value>
    public bool Grace { get; init; }

    /// <summary>Gets the public key x ‖ y of a P-256 session key, 64 bytes.</summary>
    /// <value>Default: empty; needed with <see cref="KeyType.P256"/>.</value>
    public ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Tells whether the P-256 signature is verified in Solidity, on chains without the precompile.</summary>
    /// <value>Default: false.</value>
    public bool P256InSolidity { get; init; }
}

/// <summary>A renewer's consent to one renewal.</summary>
/// <param name="Deadline">The last second for which it holds, inclusive.</param>
/// <param name="Signature">The renewer's signature.</param>
public sealed record RenewalConsent(DateTimeOffset Deadline, EcdsaSignature Signature);
