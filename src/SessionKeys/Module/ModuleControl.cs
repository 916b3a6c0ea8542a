namespace SessionKeys;

/// <summary>What counts up at an account and never down.</summary>
/// <param name="Installation">How often the account installed the module; guardians belong to one of them.</param>
/// <param name="Tightenings">How often somebody paused or tightened; loosening messages name it.</param>
public sealed record ModuleControl(uint Installation, uint Tightenings);
