namespace SessionKeys.Tests;

/// <summary>The test of one registered capability.</summary>
/// <param name="Request">What a session asks for.</param>
/// <param name="Allowed">A call that it allows.</param>
/// <param name="Counted">What that call counts.</param>
/// <param name="Refused">Calls that differ from it in one thing each, and may not pass.</param>
internal sealed record CapabilityCase(
    CapabilityRequest Request, Call Allowed, ulong Counted, IReadOnlyDictionary<string, Call> Refused);
