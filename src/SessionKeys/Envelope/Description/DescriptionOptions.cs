namespace SessionKeys;

/// <summary>What a description may add to the terms.</summary>
public sealed record DescriptionOptions
{
    /// <summary>Gets the names of tokens; amounts in base units are always there too.</summary>
    /// <value>Default: null, no names.</value>
    public TokenList? Tokens { get; init; }

    /// <summary>Gets the chain that the token list is asked for.</summary>
    /// <value>Default: 0; needed with <see cref="Tokens"/>.</value>
    public ulong ChainId { get; init; }

    /// <summary>Gets the time zone of the reader; times in UTC are always there too.</summary>
    /// <value>Default: null, UTC only.</value>
    public TimeZoneInfo? TimeZone { get; init; }
}
