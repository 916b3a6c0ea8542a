using SessionKeys.TestKit;

namespace SessionKeys.Tests;

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
    /// <summary>What the account answers with yes; null for nothing.</summary>
    public AccountApproval? AccountApproves { get; init; }

    /// <summary>What is said before the operation is signed; null when its segment is none of the library's.</summary>
    public Verdict? Planned { get; init; }

    public VerdictEntry ToEntry() => new()
    {
        Name = Name,
        Context = Grant.Grant.Context,
        Helpers = VerdictWorld.Helpers,
        AccountApproves = AccountApproves,
        Steps = Steps,
        Before = Before.ToEntry(),
        Operation = Operation,
        UserOpHash = UserOpHash,
        Error = Expected.Violations.Count == 0 ? "" : Expected.Violations[0].Name,
        RevertData = Expected.Violations.Count == 0 ? default : Expected.Violations[0].RevertData,
        ValidationData = Expected.ValidationData,
        Afterwards = Expected.NewState.ToEntry(),
    };
}
