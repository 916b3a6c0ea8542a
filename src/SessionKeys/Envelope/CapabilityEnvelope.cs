namespace SessionKeys;

/// <summary>Everything that a session may do, with how much, and until when.</summary>
/// <remarks>
/// Immutable; two envelopes with the same terms are equal. Bound to an account and a session key it becomes a
/// <see cref="SessionGrant"/>, which is what the approver signs. Every time is UTC in whole seconds.
/// </remarks>
public sealed record CapabilityEnvelope
{
    /// <summary>Gets the signature scheme of the session key.</summary>
    /// <value>Default: <see cref="KeyType.Secp256k1"/>.</value>
    public KeyType KeyType { get; init; }

    /// <summary>Gets the first second in which the session may act, inclusive.</summary>
    public required DateTimeOffset ValidAfter { get; init; }

    /// <summary>Gets the last second in which the session may act, inclusive.</summary>
    /// <value>After <see cref="ValidAfter"/>, at most 366 days after activation.</value>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Gets how long the session lives after activation or renewal.</summary>
    /// <value>
    /// Whole seconds; the session ends after it or at <see cref="ExpiresAt"/>, whichever is first. Default: zero, off.
    /// </value>
    public TimeSpan Ttl { get; init; }

    /// <summary>Gets how often the session may be renewed.</summary>
    /// <value>Default: 0; needs <see cref="Ttl"/>.</value>
    public ushort MaxRenewals { get; init; }

    /// <summary>Gets the EOA that must agree to each renewal, such as a policy server.</summary>
    /// <value>
    /// Default: zero, the session key renews itself. Needs <see cref="MaxRenewals"/>; not the account, module or
    /// session key.
    /// </value>
    public Address Renewer { get; init; }

    /// <summary>Gets how long the session may rest before it sleeps, until a re-attestation wakes it.</summary>
    /// <value>Whole seconds; default: zero, off.</value>
    public TimeSpan IdleTimeout { get; init; }

    /// <summary>Gets the allowed times of the week.</summary>
    /// <value>Default: null, any time.</value>
    public Schedule? Schedule { get; init; }

    /// <summary>Gets the name of the nonces that belong to the session.</summary>
    /// <value>1 … 32 characters of <c>[a-z0-9._:-]</c>.</value>
    public required string NonceDomain { get; init; }

    /// <summary>Gets the binary logarithm of the number of nonce lanes.</summary>
    /// <value>0 … width of the account's free nonce bits − 8; default: 0, one lane.</value>
    public byte LaneBits { get; init; }

    /// <summary>Gets who pays the fees.</summary>
    /// <value>Default: <see cref="PaymasterTerm.None"/>, the account.</value>
    public PaymasterTerm Paymaster { get; init; }

    /// <summary>
    /// Tells whether fees are not limited. Shown to the person as <c>NOT LIMITED</c>; excludes a gas budget.
    /// </summary>
    /// <value>Default: false.</value>
    public bool FeesUnlimited { get; init; }

    /// <summary>Gets the execution guard.</summary>
    /// <value>Default: null, none.</value>
    public GuardTerm? Guard { get; init; }

    /// <summary>Gets the limits on sums.</summary>
    /// <value>At most 8.</value>
    public ValueList<Budget> Budgets { get; init; }

    /// <summary>Gets the allowed calls.</summary>
    /// <value>1 … 1,000, at most 32 when the first operation carries the grant; no target and function twice.</value>
    public required ValueList<Capability> Capabilities { get; init; }

    /// <summary>Gets the session that this very grant kills, and whose seat it takes.</summary>
    /// <value>Default: null, none. A session of the same epoch, neither revoked nor evicted.</value>
    public SessionId? Replaces { get; init; }

    /// <summary>Gets the name of the session that the person sees.</summary>
    /// <value>At most 32 characters of <c>[A-Za-z0-9._-]</c>; default: empty.</value>
    public string Label { get; init; } = "";

    /// <summary>Tells whether the grant text adds symbols and decimals of tokens, as the tokens tell them.</summary>
    /// <value>Default: false. With true, the text form has to be relayed.</value>
    public bool TokenNames { get; init; }

    /// <summary>Gets the last second in which the signed grant may come on chain, inclusive.</summary>
    public required DateTimeOffset GrantDeadline { get; init; }

    /// <summary>Gets a number that makes otherwise equal grants different sessions.</summary>
    /// <value>Default: 0.</value>
    public ulong Salt { get; init; }
}
