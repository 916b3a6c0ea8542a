namespace SessionKeys.Tests;

/// <summary>The test of one registered capability.</summary>
/// <param name="Request">What a session asks for.</param>
/// <param name="Allowed">A call that it allows.</param>
/// <param name="Counted">What that call counts.</param>
/// <param name="Refused">Calls that differ from it in one thing each, and may not pass.</param>
internal sealed record CapabilityCase(
    CapabilityRequest Request, Call Allowed, ulong Counted, IReadOnlyDictionary<string, Call> Refused)
{
    /// <summary>The error of the module for the one thing in which a call differs.</summary>
    public string ErrorOf(Call call) =>
        call.Target != Allowed.Target || call.Selector != Allowed.Selector ? "CallNotGranted"
        : call.Value > Request.MaxValue ? "ValueAboveMaximum"
        : "RuleViolated";
}
