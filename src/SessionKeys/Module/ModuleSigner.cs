namespace SessionKeys;

/// <summary>What the module knows of a signer of control messages.</summary>
/// <param name="IsGuardian">Whether it is a guardian of the account; the approver usually is none.</param>
/// <param name="Sequence">The sequence of the last message accepted from it; 0 for none.</param>
public sealed record ModuleSigner(bool IsGuardian, ulong Sequence);
