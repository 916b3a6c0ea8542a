namespace SessionKeys;

/// <summary>What a sender knows of an operation that an EntryPoint refused without saying why.</summary>
public sealed record RefusalFacts
{
    /// <summary>Gets the session's grant.</summary>
    public required SessionGrant Grant { get; init; }

    /// <summary>Gets what the operation claimed.</summary>
    public required Claim Claim { get; init; }

    /// <summary>Gets the timestamp of the block that the refusal was judged by.</summary>
    public required DateTimeOffset ChainTime { get; init; }

    /// <summary>Gets the EntryPoint's version: v0.7 includes the claimed second, later ones begin after it.</summary>
    public required EntryPointVersion EntryPoint { get; init; }

    /// <summary>Tells whether the operation carried the grant.</summary>
    /// <value>Default: false.</value>
    public bool CarriesGrant { get; init; }

    /// <summary>Gets the options of the segment.</summary>
    /// <value>Default: null, none.</value>
    public SegmentOptions? Options { get; init; }

    /// <summary>
    /// Gets the session's state before the operation, from which its time to live and its idle timeout follow.
    /// </summary>
    /// <value>Default: null, not known.</value>
    public ModuleSessionStatus? Status { get; init; }
}
