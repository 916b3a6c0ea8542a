namespace SessionKeys;

/// <summary>The caps of the signed format; the module has the same.</summary>
public static class EnvelopeLimits
{
    /// <summary>The most capabilities of a grant that somebody relays: 1,000.</summary>
    public const int MaxCapabilities = 1_000;

    /// <summary>The most capabilities of a grant that the first operation carries: 32.</summary>
    public const int MaxCapabilitiesInOperation = 32;

    /// <summary>The most rules of one capability: 8.</summary>
    public const int MaxRules = 8;

    /// <summary>The most spends of one capability: 4.</summary>
    public const int MaxSpends = 4;

    /// <summary>The most budgets of one envelope: 8.</summary>
    public const int MaxBudgets = 8;

    /// <summary>The most calls of one operation: 16.</summary>
    public const int MaxCalls = 16;

    /// <summary>The most capabilities that one operation carries with their proofs: 16.</summary>
    public const int MaxLeaves = 16;

    /// <summary>The longest Merkle proof, in hashes: 20.</summary>
    public const int MaxProofLength = 20;

    /// <summary>The longest nonce domain, label and capability id, in characters: 32.</summary>
    public const int MaxNameLength = 32;

    /// <summary>The longest grant text, in characters: 4,000.</summary>
    public const int MaxTextLength = 4_000;

    /// <summary>The longest grant text, in display lines of 17 characters: 240.</summary>
    public const int MaxDisplayLines = 240;

    /// <summary>The longest segment of an operation, without its own length, in bytes: 7,168.</summary>
    public const int MaxSegmentLength = 7_168;

    /// <summary>The longest operation that bundlers take, in bytes: 8,192.</summary>
    public const int MaxOperationLength = 8_192;

    /// <summary>The longest life of a session after activation: 366 days.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    /// <summary>The shortest period of a calendar budget: 600 s.</summary>
    public static readonly TimeSpan MinCalendarPeriod = TimeSpan.FromSeconds(600);

    /// <summary>The shortest period of a rolling budget: 3,600 s.</summary>
    public static readonly TimeSpan MinRollingPeriod = TimeSpan.FromSeconds(3_600);

    /// <summary>How late an operation with the grace flag may be at the end of a budget's window: 120 s.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(120);

    /// <summary>The end of the UTC day, at which a schedule may end: 86,400 s.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The largest limit of a calendar budget: 2^108 − 1.</summary>
    public static readonly UInt128 MaxCalendarLimit = (UInt128.One << 108) - 1;
}
