namespace SessionKeys;

/// <summary>What a capability id stands for: a function, its contract, and what each parameter means.</summary>
public sealed record CapabilityDefinition
{
    /// <summary>Gets the id.</summary>
    /// <value>1 … 32 characters of <c>[a-z0-9._-]</c>.</value>
    public required string Id { get; init; }

    /// <summary>Gets the declaration of the function, see <see cref="AbiSignature.Parse"/>.</summary>
    public required string Abi { get; init; }

    /// <summary>Gets where the function may be called.</summary>
    public required TargetPattern Target { get; init; }

    /// <summary>Gets the role of every elementary parameter; none may be left out.</summary>
    public ValueList<ParameterTerm> Parameters { get; init; }

    /// <summary>Gets whether each call counts 1 of the token: one NFT.</summary>
    /// <value>Default: false.</value>
    public bool CountsOne { get; init; }

    /// <summary>Gets whether a call makes sense only with native value, so that a request must bound it.</summary>
    /// <value>Default: false.</value>
    public bool NeedsValue { get; init; }

    /// <summary>Gets whether the function works on a token, which the request must then name.</summary>
    public bool NeedsToken =>
        CountsOne || Target.Kind == TargetKind.SpentToken || Has(ParameterRole.SpentToken) || Has(ParameterRole.Amount);

    /// <summary>Gets whether the request must name destinations.</summary>
    public bool NeedsDestinations => Target.Kind == TargetKind.Destination || Has(ParameterRole.Destination);

    /// <summary>Gets whether the request must name tokens that may come back.</summary>
    public bool NeedsReceivedTokens => Has(ParameterRole.ReceivedToken);

    internal bool HasAmount => Has(ParameterRole.Amount) || Has(ParameterRole.UncountedAmount);

    internal bool Has(ParameterRole role) => Parameters.Any(term => term.Role == role);

    internal string? NameOf(ParameterRole role) => Parameters.FirstOrDefault(term => term.Role == role)?.Parameter;
}
