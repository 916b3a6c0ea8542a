namespace SessionKeys;

/// <summary>How much of one asset a planned session may spend.</summary>
public sealed record SpendLimit
{
    /// <summary>Gets the asset: native or a token.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets the limit of each window of the preset, inclusive, in wei or token base units.</summary>
    /// <value>Default: null, no limit by window; then <see cref="Total"/> is needed.</value>
    public UInt128? PerWindow { get; init; }

    /// <summary>Gets the limit of the whole session, inclusive, in wei or token base units.</summary>
    /// <value>Default: null, none; then <see cref="PerWindow"/> is needed, and a preset with windows.</value>
    public UInt128? Total { get; init; }
}
