namespace SessionKeys;

/// <summary>The short form of an envelope: capability ids, one sum in US dollars, and where things may go.</summary>
/// <remarks>Nobody signs it. <see cref="GuideEnvelopeCompiler"/> makes the canonical envelope of it.</remarks>
public sealed record GuideEnvelope
{
    /// <summary>The units of <see cref="MaxValueUsd"/> in one US dollar: 10^8, as price feeds count.</summary>
    public const uint UnitsPerDollar = 100_000_000;

    /// <summary>Gets the address of the session key.</summary>
    public required Address SessionKey { get; init; }

    /// <summary>Gets the smart account.</summary>
    public required Address Wallet { get; init; }

    /// <summary>Gets the capability ids, each once.</summary>
    public required ValueList<string> Capabilities { get; init; }

    /// <summary>Gets the most that the whole session may spend, inclusive, in 10^-8 US dollars.</summary>
    public required UInt128 MaxValueUsd { get; init; }

    /// <summary>Gets who may be paid, approved or called.</summary>
    /// <value>At least one, each once. Tokens need not be named: there the one who is paid or approved counts.</value>
    public required ValueList<Address> AllowedDestinations { get; init; }

    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets the last second in which the session may act, inclusive.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Gets the name of the nonces that belong to the session.</summary>
    /// <value>1 … 32 characters of <c>[a-z0-9._:-]</c>.</value>
    public required string NonceDomain { get; init; }
}
