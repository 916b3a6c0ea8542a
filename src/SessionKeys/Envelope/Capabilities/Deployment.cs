namespace SessionKeys;

/// <summary>A known contract of one chain.</summary>
/// <param name="ChainId">The chain id.</param>
/// <param name="Contract">The contract.</param>
public sealed record Deployment(ulong ChainId, Address Contract);
