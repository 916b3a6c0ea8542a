namespace SessionKeys;

/// <summary>Adds to an EntryPoint's short code what only the sender of the operation knows.</summary>
public static class RefusalExplainer
{
    /// <summary>Explains a refusal.</summary>
    /// <param name="code">The EntryPoint's code, for example <c>AA22</c>.</param>
    /// <param name="facts">What the sender knows.</param>
    /// <returns>
    /// For AA22 (expired or not due) and AA24 (signature) the time bounds, the claim, the chain's time and what to do;
    /// null for any other code.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string? Explain(string code, RefusalFacts facts)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(facts);
        return code switch
        {
            "AA22" => ExplainTime(facts),
            "AA24" => ExplainSignature(facts),
            _ => null,
        };
    }

    private static string ExplainTime(RefusalFacts facts)
    {
        DateTimeOffset due = facts.EntryPoint == EntryPointVersion.V07
            ? facts.Claim.ClaimedAt
            : facts.Claim.ClaimedAt.AddSeconds(1);
        TimeBound first = TimeBound.Of(facts)[0];
        string cause = facts.ChainTime < due
            ? $"it is due in {Seconds(due - facts.ChainTime)}. Claim a time that the chain has reached"
            : facts.ChainTime > first.LastSecond
                ? $"{first.Term} passed {Seconds(facts.ChainTime - first.LastSecond)} ago. {AdviceFor(first)}"
                : "the chain's time is within them, so the bundler judged by another. Read the chain's time again";
        return $"The operation was refused for its time (AA22): {Times(facts, due)}: {cause}.";
    }

    private static string ExplainSignature(RefusalFacts facts) =>
        "The operation was refused for its signature (AA24): it is not that of the session key " +
        $"{facts.Grant.SessionKey} over exactly this operation and its segment; " +
        $"{Times(facts, facts.Claim.ClaimedAt)}. Sign again after every change of gas, fees, nonce, calls or claim, " +
        $"with the EntryPoint ({facts.EntryPoint}) and the chain ({facts.Grant.Context.ChainId}) that it is sent to.";

    private static string Times(RefusalFacts facts, DateTimeOffset due)
    {
        IEnumerable<string> bounds =
            TimeBound.Of(facts).Select(bound => $"{UnixTime.ToText(bound.LastSecond)} ({bound.Term})");
        return $"it claims {UnixTime.ToText(facts.Claim.ClaimedAt)} and is allowed from {UnixTime.ToText(due)} until " +
            $"{string.Join(", ", bounds)}; the chain's time is {UnixTime.ToText(facts.ChainTime)}";
    }

    private static string AdviceFor(TimeBound bound) => bound.Term switch
    {
        "expiresAt" => "Ask for a new grant",
        "grantDeadline" => "Ask the approver to sign again",
        "ttl" => "The session has ended; renew the next one in time",
        "idleTimeout" => "Have the session attested",
        "renewer's deadline" => "Ask the renewer to sign again",
        "schedule" => "Wait for the session's next time of day",
        _ => "Build the operation again with a new claim",
    };

    private static string Seconds(TimeSpan duration) => $"{duration.Ticks / TimeSpan.TicksPerSecond} s";
}
