namespace SessionKeys;

/// <summary>Which contracts a registered function may be called on.</summary>
/// <remarks>An immutable value.</remarks>
public sealed record TargetPattern
{
    private TargetPattern(TargetKind kind) => Kind = kind;

    /// <summary>Gets the token that is spent: it is itself the contract.</summary>
    public static TargetPattern SpentToken { get; } = new(TargetKind.SpentToken);

    /// <summary>Gets each allowed destination.</summary>
    public static TargetPattern Destination { get; } = new(TargetKind.Destination);

    /// <summary>Gets how the contract is found.</summary>
    public TargetKind Kind { get; }

    /// <summary>Gets the contracts of <see cref="TargetKind.Deployment"/>, at most one per chain.</summary>
    public ValueList<Deployment> Deployments { get; private init; }

    /// <summary>Takes contracts whose addresses are known.</summary>
    /// <param name="deployments">One contract for each chain.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentException">A chain is named twice, or none is.</exception>
    public static TargetPattern Deployed(params ReadOnlySpan<Deployment> deployments)
    {
        ValueList<Deployment> list = ValueList.Create(deployments);
        if (list.Count == 0 || list.DistinctBy(each => each.ChainId).Count() != list.Count)
        {
            throw new ArgumentException(
                $"A target pattern was refused: {list.Count} contracts; allowed is one for each of at least 1 chain. " +
                "Name each chain once.",
                nameof(deployments));
        }

        return new(TargetKind.Deployment) { Deployments = list };
    }
}
