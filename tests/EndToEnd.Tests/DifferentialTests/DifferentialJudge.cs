using System.Runtime.CompilerServices;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Asks the evaluator about an operation that the module has judged, and compares.</summary>
internal sealed class DifferentialJudge(ModuleEnvironment environment)
{
    private readonly ConditionalWeakTable<PackedGrant, CompiledEnvelope> _compiled = [];

    /// <summary>Changes what the evaluator is given, and only the evaluator: for the negative controls.</summary>
    public Func<ModuleState, ModuleState> ChangeState { get; init; } = static state => state;

    /// <summary>The same for the operation.</summary>
    public Func<PackedUserOperation, PackedUserOperation> ChangeOperation { get; init; } =
        static operation => operation;

    /// <returns>What differs; null when nothing does.</returns>
    public string? Judge(DifferentialCase played, PlayedOperation operation, PlayedStep before, PlayedStep after)
    {
        try
        {
            return Compare(played, operation, before, after);
        }
        catch (Exception exception) when (exception is SessionKeyException or SystemException)
        {
            return $"the evaluator fails: {exception}";
        }
    }

    private string? Compare(DifferentialCase played, PlayedOperation operation, PlayedStep before, PlayedStep after)
    {
        CompiledEnvelope envelope = _compiled.GetValue(
            operation.Session.Grant, grant => new CompiledEnvelope(grant, environment));
        ModuleState state = ChangeState(VerdictComparison.StateOf(played.Sessions, before));
        PackedUserOperation signed = ChangeOperation(operation.Operation);
        Verdict verdict = PolicyEvaluator.EvaluateSigned(envelope, state, signed, operation.UserOpHash);
        if (VerdictComparison.Compare(played.Sessions, after, verdict) is { } difference)
        {
            return $"signed: {difference}";
        }

        // From here on the segment is another one than the library builds.
        if (operation.Fault >= OperationFault.CallDataBit)
        {
            return null;
        }

        Verdict planned = PolicyEvaluator.Evaluate(
            envelope, state, signed, operation.Claim, operation.Options, operation.Approval);
        if ((planned.Signature == SignatureVerdict.Wrong) != (verdict.Signature == SignatureVerdict.Wrong))
        {
            return $"planned: the consent is {planned.Signature}, with all signatures {verdict.Signature}";
        }

        string? ofPlanned = VerdictComparison.Compare(
            played.Sessions, after, planned with { Signature = verdict.Signature });
        return ofPlanned is null ? null : $"planned: {ofPlanned}";
    }
}
