namespace SessionKeys;

/// <summary>What the module answers to an operation.</summary>
/// <remarks>Immutable and thread-safe. </remarks>
public sealed record Verdict
{
    /// <summary>Tells whether the module lets the operation through.</summary>
    /// <value>
    /// True without violations, unless a signature is wrong. With <see cref="SignatureVerdict.NotJudged"/>: once the
    /// session key has signed.
    /// </value>
    public bool Allowed => Violations.Count == 0 && Signature != SignatureVerdict.Wrong;

    /// <summary>Gets the session that the operation speaks of; null when the module refuses before it knows.</summary>
    public required SessionId? SessionId { get; init; }

    /// <summary>
    /// Gets the second, in unix seconds, from which the EntryPoint takes the operation: the claim. Inclusive in
    /// EntryPoint v0.7, exclusive from v0.8 on.
    /// </summary>
    /// <value>0 when the module refuses.</value>
    public required ulong ValidAfter { get; init; }

    /// <summary>Gets the last second, in unix seconds, inclusive, in which the EntryPoint takes it.</summary>
    /// <value>0 when the module refuses.</value>
    public required ulong ValidUntil { get; init; }

    /// <summary>Gets the name of the term that <see cref="ValidUntil"/> comes from, as the module names it.</summary>
    /// <value>For example <c>notAfter</c>, <c>expiresAt</c> or <c>budget</c>; empty when the module refuses.</value>
    public required string UpperBound { get; init; }

    /// <summary>Gets what is said of the signatures.</summary>
    public required SignatureVerdict Signature { get; init; }

    /// <summary>Gets the state after the validation.</summary>
    /// <value>
    /// When the module refuses, the state before. With a wrong signature what the module writes; the EntryPoint then
    /// reverts the whole call, so that nothing of it stays.
    /// </value>
    public required ModuleState NewState { get; init; }

    /// <summary>Gets why the module refuses, in the order of its checks.</summary>
    /// <value>
    /// The first is the chain's: what the module reverts with, byte for byte. The others are what else would be
    /// refused if everything before were right; the chain never shows them, and they are not complete where the
    /// first one leaves nothing to go on with (a malformed segment or call, an unknown session).
    /// </value>
    public required ValueList<PolicyViolation> Violations { get; init; }

    /// <summary>Gets what <c>validateUserOp</c> returns: validAfter 48 ‖ validUntil 48 ‖ 160 bits, 1 for a wrong
    /// signature.</summary>
    /// <value>0 when the module refuses.</value>
    public UInt256 ValidationData =>
        ((UInt256)ValidAfter << 208) | ((UInt256)ValidUntil << 160)
        | (Violations.Count == 0 && Signature == SignatureVerdict.Wrong ? UInt256.One : UInt256.Zero);
}
