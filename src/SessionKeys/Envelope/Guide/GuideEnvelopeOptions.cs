namespace SessionKeys;

/// <summary>What the short form leaves open, and who decides it: the operator, the prices, and the person.</summary>
public sealed record GuideEnvelopeOptions
{
    /// <summary>Gets the first second of the session: now, as the caller knows it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the shape of the session.</summary>
    public required SessionPreset Preset { get; init; }

    /// <summary>Gets the tokens that are known; an exchange must give back another one of them.</summary>
    public required TokenList Tokens { get; init; }

    /// <summary>Gets the prices of what is spent.</summary>
    public required UsdPrices Prices { get; init; }

    /// <summary>
    /// Gets the contracts of the tokens that may be spent. Without a guard the sum is divided among them equally.
    /// </summary>
    /// <value>Default: empty. Native value joins them where a capability sends it.</value>
    public ValueList<Address> SpentTokens { get; init; }

    /// <summary>Gets the capability ids that are known.</summary>
    /// <value>Default: <see cref="CapabilityRegistry.BuiltIn"/>.</value>
    public CapabilityRegistry Registry { get; init; } = CapabilityRegistry.BuiltIn;

    /// <summary>Gets the operator's ceilings on the life of sessions.</summary>
    /// <value>Default: <see cref="ProfileLimits.Default"/>.</value>
    public ProfileLimits Limits { get; init; } = ProfileLimits.Default;

    /// <summary>Gets the guard that holds the sum in dollars over all that is spent together, fees aside.</summary>
    /// <value>Default: null; then the sum is divided into limits of tokens, which do not follow prices.</value>
    /// <remarks>The envelope does not name it when no capability spends anything: there is no sum to hold.</remarks>
    public UsdGuard? Guard { get; init; }

    /// <summary>Gets how old the prices may be at the start.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan MaxPriceAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets the most that each window of the preset may cost in fees, in wei.</summary>
    /// <value>Default: null; then a paymaster must be named.</value>
    public UInt128? GasLimit { get; init; }

    /// <summary>Gets the paymaster that must be used, or null when the account pays.</summary>
    public Address? Paymaster { get; init; }

    /// <summary>Gets the EOA that agrees to renewals, for presets that need one.</summary>
    public Address? Renewer { get; init; }

    /// <summary>Gets the name of the session that the person sees.</summary>
    /// <value>Default: empty.</value>
    public string Label { get; init; } = "";

    /// <summary>Gets a number that makes otherwise equal sessions different.</summary>
    /// <value>Default: 0.</value>
    public ulong Salt { get; init; }
}
