using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>
/// One operation with the state before it and what the module made of it, as an entry of tests/vectors/verdicts: the
/// state stands for the steps that led to it.
/// </summary>
internal static class DisagreementJson
{
    /// <param name="world">Where the case was played.</param>
    /// <param name="played">The case.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="after">What the module answered, and the state after it.</param>
    public static string Write(
        DifferentialWorld world,
        DifferentialCase played,
        PlayedOperation operation,
        PlayedStep before,
        PlayedStep after) => VerdictJson.Write(new VerdictEntry
        {
            Name = $"found: {operation.Fault}, case {played.Seed}",
            Context = operation.Session.Context,
            Helpers = world.Helpers,
            Before = StateOf(played, before, before),
            Operation = operation.Operation,
            UserOpHash = operation.UserOpHash,
            Error = after.IsSuccess ? ""
                : ModuleErrors.TryDecode(after.Answer.Span, out SessionRefusal? refusal) ? refusal.Name
                : "Panic",
            RevertData = after.IsSuccess ? default : after.Answer,
            ValidationData = after.IsSuccess ? UInt256.ReadBigEndian(after.Answer.Span) : UInt256.Zero,
            Afterwards = StateOf(played, before, after),
        });

    /// <summary>Only the sessions that were granted; one that the operation brings stands behind the others.</summary>
    private static VerdictState StateOf(DifferentialCase played, PlayedStep before, PlayedStep slots) => new(
        slots.AccountSlot,
        Enumerable.Range(0, played.Sessions.Count)
            .Where(index => !slots.Status(index).IsZero)
            .OrderBy(index => before.Status(index).IsZero)
            .Select(index => new VerdictSession(
                played.Sessions[index], slots.Status(index), ValueList.Create(slots.Budgets(index))))
            .ToValueList());
}
