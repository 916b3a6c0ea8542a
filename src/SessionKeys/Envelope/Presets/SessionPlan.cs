namespace SessionKeys;

/// <summary>What a person decides about a session beside choosing a preset.</summary>
public sealed record SessionPlan
{
    /// <summary>Gets the first second of the session: now, as the caller knows it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the nonce domain.</summary>
    public required string NonceDomain { get; init; }

    /// <summary>Gets the allowed calls.</summary>
    public required ValueList<Capability> Capabilities { get; init; }

    /// <summary>Gets the limits on what is spent.</summary>
    public ValueList<SpendLimit> SpendLimits { get; init; }

    /// <summary>Gets the most that each window (without windows: the session) may cost in fees, in wei.</summary>
    /// <value>Default: null; then a paymaster must be named.</value>
    public UInt128? GasLimit { get; init; }

    /// <summary>Gets the paymaster that must be used, or null when the account pays.</summary>
    public Address? Paymaster { get; init; }

    /// <summary>Gets the EOA that agrees to each renewal; presets with checkpoints need one.</summary>
    public Address? Renewer { get; init; }

    /// <summary>Gets the last second of the session, or null for the usual length of the preset.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets the signature scheme of the session key.</summary>
    /// <value>Default: <see cref="KeyType.Secp256k1"/>.</value>
    public KeyType KeyType { get; init; }

    /// <summary>Gets the name of the session that the person sees.</summary>
    /// <value>Default: empty.</value>
    public string Label { get; init; } = "";

    /// <summary>Gets a number that makes otherwise equal sessions different.</summary>
    /// <value>Default: 0.</value>
    public ulong Salt { get; init; }
}
