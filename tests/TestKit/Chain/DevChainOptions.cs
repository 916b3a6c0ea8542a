namespace SessionKeys.TestKit;

/// <summary>What a <see cref="DevChain"/> consists of.</summary>
public sealed class DevChainOptions
{
    /// <summary>The EVM's rules.</summary>
    /// <value>Such as <c>prague</c>; null, the default, for anvil's own default.</value>
    public string? Hardfork { get; init; }

    /// <summary>The EntryPoints to put there; the bundler serves the same.</summary>
    /// <value>The default is v0.7, v0.8 and v0.9; the safe bundler allows only v0.7 and v0.8.</value>
    public IReadOnlyList<CanonicalEntryPoint>? EntryPoints { get; init; }

    /// <summary>The bundler.</summary>
    /// <value>The default is <see cref="AltoEdition.Fast"/>.</value>
    public AltoEdition Bundler { get; init; } = AltoEdition.Fast;

    /// <summary>
    /// How many operations of one account, of different nonce keys, the bundler holds at once and bundles together.
    /// </summary>
    /// <value>Null, the default, for the bundler's own limit, and one operation of an account in a bundle.</value>
    public int? ParallelOperations { get; init; }
}
