namespace SessionKeys.Tests;

/// <summary>What happens to the module before the judged operation: a call of the account.</summary>
/// <param name="Time">The block's time, in unix seconds.</param>
/// <param name="Data">The call data.</param>
internal sealed record VerdictStep(ulong Time, byte[] Data);

/// <summary>One operation in one state, and what the module answers.</summary>
internal sealed record VerdictVector(
    string Name,
    PackedGrant Grant,
    ValueList<VerdictStep> Steps,
    ModuleState Before,
    PackedUserOperation Operation,
    Hash32 UserOpHash,
    Verdict Expected)
{
    /// <summary>What is said before the operation is signed; null when its segment is none of the library's.</summary>
    public Verdict? Planned { get; init; }
}
