namespace SessionKeys;

/// <summary>Writes terms in words, for differences and descriptions.</summary>
internal static class TermText
{
    public const string None = "none";

    public static string Time(DateTimeOffset time) => UnixTime.ToText(time);

    /// <summary>Writes a duration in the largest units that leave no rest, for example <c>1 day 12 h</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return None;
        }

        string[] parts =
        [
            duration.Days switch { 0 => "", 1 => "1 day", var days => $"{days} days" },
            duration.Hours == 0 ? "" : $"{duration.Hours} h",
            duration.Minutes == 0 ? "" : $"{duration.Minutes} min",
            duration.Seconds == 0 ? "" : $"{duration.Seconds} s",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    public static string Schedule(Schedule? schedule) => schedule is null
        ? "any time"
        : $"{schedule.Weekdays}, {OfDay(schedule.From)} to {OfDay(schedule.To)} UTC";

    public static string Asset(Asset asset) => asset.ToString();

    public static string Budget(Budget budget) => $"{budget.Limit} of {budget.Asset} {Window(budget)}";

    public static string Window(Budget budget) => budget.Kind switch
    {
        BudgetKind.Lifetime => "in the whole life",
        BudgetKind.Calendar => $"in each calendar window of {Duration(budget.Period)}",
        _ => $"in any {Duration(budget.Period)}",
    };

    public static string Guard(GuardTerm? guard) => guard is null ? None : guard.ToString();

    public static string Spend(Spend spend) =>
        spend.FixedAmount is { } amount ? $"{amount} of {spend.Asset}" : $"word {spend.Word} of {spend.Asset}";

    public static string Rule(Rule rule) => $"word {RuleText.Describe(rule)}";

    public static string YesNo(bool value) => value ? "yes" : "no";

    private static string OfDay(TimeSpan time) =>
        time.Seconds == 0 ? $"{(int)time.TotalHours:00}:{time.Minutes:00}"
        : $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}";
}
