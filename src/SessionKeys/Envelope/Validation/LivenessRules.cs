using System.Globalization;

namespace SessionKeys;

/// <summary>Rules on what keeps a session alive: ttl, renewals, idle timeout and schedule.</summary>
internal static class LivenessRules
{
    public static void Check(ViolationList violations, SessionGrant grant)
    {
        CapabilityEnvelope envelope = grant.Envelope;
        CheckDuration(violations, "$.ttl", "the time to live", envelope.Ttl);
        CheckDuration(violations, "$.idleTimeout", "the idle timeout", envelope.IdleTimeout);
        violations.InvalidIf(
            envelope.MaxRenewals != 0 && envelope.Ttl == TimeSpan.Zero,
            "$.maxRenewals",
            "the number of renewals",
            $"{envelope.MaxRenewals} without a ttl",
            "0 without a ttl",
            "Set ttl, or maxRenewals to 0.");
        if (!envelope.Renewer.IsZero)
        {
            CheckRenewer(violations, grant);
        }

        if (envelope.Schedule is { } schedule)
        {
            CheckSchedule(violations, schedule);
        }
    }

    private static void CheckDuration(ViolationList violations, string path, string what, TimeSpan duration) =>
        violations.InvalidIf(
            !UnixTime.IsEncodable(duration),
            path,
            what,
            Seconds(duration),
            $"0, off, or whole seconds up to {uint.MaxValue}",
            "Round it to whole seconds.");

    private static void CheckRenewer(ViolationList violations, SessionGrant grant)
    {
        Address renewer = grant.Envelope.Renewer;
        string? forbidden = renewer == grant.Context.Account ? "the account itself"
            : renewer == grant.Context.Module ? "the module"
            : null;
        if (forbidden is not null)
        {
            violations.Add(
                "RenewerForbidden",
                "$.renewer",
                "the renewer",
                $"{renewer}, {forbidden}",
                "an EOA of its own",
                "Name the policy server's address.");
        }

        violations.InvalidIf(
            grant.Envelope.MaxRenewals == 0,
            "$.maxRenewals",
            "the number of renewals",
            "0 beside a renewer",
            "at least 1, with a ttl",
            "Set ttl and maxRenewals, or leave the renewer out.");
    }

    private static void CheckSchedule(ViolationList violations, Schedule schedule)
    {
        violations.InvalidIf(
            !UnixTime.IsEncodable(schedule.To) || schedule.To > EnvelopeLimits.Day,
            "$.schedule.to",
            "the end of the allowed time of day",
            Seconds(schedule.To),
            "whole seconds up to 86,400",
            "Write 86,400 for midnight.");
        violations.InvalidIf(
            !UnixTime.IsEncodable(schedule.From) || schedule.From >= schedule.To,
            "$.schedule.from",
            "the begin of the allowed time of day",
            Seconds(schedule.From),
            $"whole seconds before the end, {Seconds(schedule.To)}",
            "A schedule does not wrap at midnight: choose the part of one UTC day.");
        violations.InvalidIf(
            schedule.Weekdays is Weekdays.None or > Weekdays.All,
            "$.schedule.weekdays",
            "the allowed days",
            $"{(byte)schedule.Weekdays}",
            "1 to 127, at least one day",
            "Name the days.");
    }

    private static string Seconds(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds} s");
}
