namespace SessionKeys;

/// <summary>How the contract of a registered function is found.</summary>
public enum TargetKind
{
    /// <summary>It is the token that is spent.</summary>
    SpentToken,

    /// <summary>It is each allowed destination.</summary>
    Destination,

    /// <summary>It is a known contract of the chain.</summary>
    Deployment,
}
