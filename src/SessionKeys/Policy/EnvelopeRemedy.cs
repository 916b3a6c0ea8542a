using System.Numerics;

namespace SessionKeys;

/// <summary>Which change of the envelope would allow what was refused; a new grant, as terms are signed.</summary>
internal static class EnvelopeRemedy
{
    public static string For(SessionRefusal refusal, CapabilityEnvelope envelope, PackedUserOperation operation) =>
        refusal switch
        {
            CallNotGranted call =>
                $"add a capability for {call.Target} with the function {KnownFunctions.Describe(call.Selector)}.",
            ValueAboveMaximum value =>
                $"raise maxValue of the capability to at least {value.ValueWei} wei, with a native budget.",
            RuleViolated rule => ForRule(rule),
            BudgetExceeded => ForBudget(refusal),
            SessionExpired => $"set expiresAt (and ttl, if there is one) to reach {Time(refusal, "claimedAt")}.",
            SessionNotYetValid => $"set validAfter to {Time(refusal, "claimedAt")} or before.",
            SessionDormant dormant =>
                $"set idleTimeout above {dormant.IdleTimeout.TotalSeconds:0} s, so that it reaches from " +
                $"{Time(refusal, "lastActivity")} to {Time(refusal, "claimedAt")}.",
            OutsideSchedule => $"set a schedule that holds {Time(refusal, "claimedAt")}.",
            PaymasterNotAllowed paymaster => paymaster.Actual.IsZero
                ? "leave the paymaster out, with a gas budget."
                : $"name the paymaster {paymaster.Actual}, or allow any.",
            _ => ByName(refusal, envelope, operation),
        };

    private static string ByName(
        SessionRefusal refusal, CapabilityEnvelope envelope, PackedUserOperation operation) => refusal.Name switch
        {
            "CapabilityNotEssential" => "mark the capability essential, or wait until the account's mode is normal.",
            "RenewalsExhausted" => $"set maxRenewals above {envelope.MaxRenewals}.",
            "RenewalExtendsNothing" => "set a longer ttl or a later expiresAt, or renew later.",
            "GrantDeadlinePassed" => $"set grantDeadline to {Time(refusal, "time")} or later.",
            "BoundsDisjoint" => "no change of a limit; claim an earlier second, or one in the next window.",
            "ForeignNonceDomain" => "no change; take the nonce key of the nonce domain " + envelope.NonceDomain + ".",
            "EpochPassed" or "SessionIsRevoked" or "SessionEvicted" or "SessionUnknown" =>
                "grant the same terms anew, with another salt.",
            "InitCodeNotAllowed" =>
                $"no change; send the operation without its {operation.InitCode.Length} bytes of initCode.",
            _ => "no change of the envelope; see what the module says.",
        };

    private static string ForRule(RuleViolated rule)
    {
        string place = $"rule {rule.RuleIndex + 1} of the capability of call {rule.CallIndex + 1}";
        UInt256 actual = UInt256.ReadBigEndian(rule.Actual.ToArray());
        return rule.Comparison switch
        {
            Comparison.AtMost => $"raise {place} to at least {actual}.",
            Comparison.AtLeast => $"lower {place} to at most {actual}.",
            Comparison.AtMostSigned => $"raise {place} to at least {RuleText.Signed(actual)}.",
            Comparison.AtLeastSigned => $"lower {place} to at most {RuleText.Signed(actual)}.",
            Comparison.InSet => $"add {rule.Actual} to the set of {place}.",
            Comparison.Equal => $"let {place} be {rule.Actual}, or a set that holds it.",
            Comparison.AtLeastRatio => $"set a lower ratio in {place}.",
            _ => $"remove {place}.",
        };
    }

    private static string ForBudget(SessionRefusal refusal)
    {
        UInt256 resetsAt = Number(refusal, "resetsAt");
        BigInteger needed = (BigInteger)Number(refusal, "spent") + (BigInteger)Number(refusal, "requested");
        string wait = resetsAt.IsZero ? "" : $", or wait until {Time(refusal, "resetsAt")}";
        UInt256 budget = Number(refusal, "budgetIndex") + UInt256.One;
        return $"raise the limit of budget {budget} to at least {needed}{wait}.";
    }

    private static UInt256 Number(SessionRefusal refusal, string argument) => (UInt256)refusal.Arguments[argument];

    private static string Time(SessionRefusal refusal, string argument)
    {
        UInt256 seconds = Number(refusal, argument);
        return seconds.BitLength <= 64 && UnixTime.TryRead((ulong)seconds, out DateTimeOffset time)
            ? UnixTime.ToText(time)
            : $"second {seconds}";
    }
}
