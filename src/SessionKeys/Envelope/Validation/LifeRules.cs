using System.Globalization;

namespace SessionKeys;

/// <summary>Rules on times and fees.</summary>
internal static class LifeRules
{
    public static void Check(ViolationList violations, CapabilityEnvelope envelope, EnvelopeValidationOptions options)
    {
        bool areTimes = CheckTime(violations, "$.validAfter", "validAfter", envelope.ValidAfter)
            & CheckTime(violations, "$.expiresAt", "expiresAt", envelope.ExpiresAt)
            & CheckTime(violations, "$.grantDeadline", "grantDeadline", envelope.GrantDeadline);
        if (areTimes)
        {
            CheckLife(violations, envelope, options.ChainTime);
        }

        CheckFees(violations, envelope);
    }

    private static bool CheckTime(ViolationList violations, string path, string what, DateTimeOffset time)
    {
        bool isTime = UnixTime.IsEncodable(time);
        violations.InvalidIf(
            !isTime,
            path,
            what,
            time.ToString("O", CultureInfo.InvariantCulture),
            "whole seconds from 1970 on",
            "Round it to whole seconds.");
        return isTime;
    }

    private static void CheckLife(ViolationList violations, CapabilityEnvelope envelope, DateTimeOffset? chainTime)
    {
        violations.InvalidIf(
            envelope.ExpiresAt <= envelope.ValidAfter,
            "$.expiresAt",
            "the end of the session",
            UnixTime.ToText(envelope.ExpiresAt),
            $"after {UnixTime.ToText(envelope.ValidAfter)}",
            "Choose a later end, or an earlier validAfter.");

        DateTimeOffset activation = Later(envelope.ValidAfter, chainTime ?? envelope.GrantDeadline);
        bool isTooLong = envelope.ExpiresAt - activation > EnvelopeLimits.MaxLifetime;
        violations.InvalidIf(
            isTooLong,
            "$.expiresAt",
            "the end of the session",
            UnixTime.ToText(envelope.ExpiresAt),
            $"at most 366 days after activation, which is {UnixTime.ToText(activation)}",
            "Choose an earlier end, and grant again later.");

        if (chainTime is not { } now)
        {
            return;
        }

        violations.InvalidIf(
            envelope.ExpiresAt < now,
            "$.expiresAt",
            "the end of the session",
            UnixTime.ToText(envelope.ExpiresAt),
            $"{UnixTime.ToText(now)} or later",
            "Choose a later end.");
        if (envelope.GrantDeadline < now)
        {
            violations.Add(
                "GrantDeadlinePassed",
                "$.grantDeadline",
                "the grant deadline",
                UnixTime.ToText(envelope.GrantDeadline),
                $"{UnixTime.ToText(now)} or later",
                "Choose a later deadline.");
        }
    }

    private static void CheckFees(ViolationList violations, CapabilityEnvelope envelope)
    {
        bool hasGasBudget = envelope.Budgets.Any(budget => budget.Asset == Asset.Gas);
        violations.InvalidIf(
            envelope.FeesUnlimited && hasGasBudget,
            "$.feesUnlimited",
            "feesUnlimited",
            "true beside a gas budget",
            "one of the two",
            "Remove the gas budget, or leave feesUnlimited out.");
        if (!envelope.FeesUnlimited && !hasGasBudget && envelope.Paymaster.Required.IsZero)
        {
            violations.Add(
                "FeesNotLimited",
                "$.budgets",
                "a grant whose fees nobody limits",
                "no gas budget, no named paymaster, no feesUnlimited",
                "one of the three",
                "Add a budget on the asset gas.");
        }
    }

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
