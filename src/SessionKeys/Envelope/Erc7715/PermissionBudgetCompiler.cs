using System.Numerics;

namespace SessionKeys;

/// <summary>Makes budgets of how a permission's amount goes by time.</summary>
internal sealed class PermissionBudgetCompiler(
    Asset asset, PermissionAdjustments adjustments, PermissionAdjuster adjuster)
{
    private static readonly long Grace = Whole(EnvelopeLimits.Grace);
    private static readonly long MinCalendar = Whole(EnvelopeLimits.MinCalendarPeriod);
    private static readonly long MinRolling = Whole(EnvelopeLimits.MinRollingPeriod);

    public PermissionBudgets Compile(
        BudgetShape shape, Located<long> start, DateTimeOffset lastSecond, DateTimeOffset requestedAt) => shape switch
        {
            BudgetShape.Periodic periodic => Periodic(periodic, start, lastSecond.ToUnixTimeSeconds()),
            BudgetShape.Stream stream => new StreamCompiler(asset, adjustments, adjuster)
                .Compile(stream, start, lastSecond.ToUnixTimeSeconds(), requestedAt.ToUnixTimeSeconds()),
            BudgetShape.Allowance allowance => new([Lifetime(asset, allowance.Amount)], Time(start.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

    public static Budget Lifetime(Asset asset, Located<BigInteger> amount) =>
        Budget.Lifetime(asset, Limit(amount, UInt128.MaxValue, "2^128 - 1"));

    public static Budget Calendar(Asset asset, Located<BigInteger> amount, long seconds) => Budget.Calendar(
        asset, Limit(amount, EnvelopeLimits.MaxCalendarLimit, "2^108 - 1"), TimeSpan.FromSeconds(seconds));

    public static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    public static long Whole(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerSecond;

    private static UInt128 Limit(Located<BigInteger> amount, UInt128 most, string name) => amount.Value <= most
        ? (UInt128)amount.Value
        : throw PermissionRefusedException.Inexact(
            amount.Path,
            $"{amount.Value} base units",
            $"at most {name} base units",
            "Ask for the amount that is needed.");

    private PermissionBudgets Periodic(BudgetShape.Periodic periodic, Located<long> start, long lastSecond)
    {
        long period = periodic.Period.Value;
        if (lastSecond - start.Value < period)
        {
            // It ends with its first period, and so nothing ever begins anew.
            return new([Lifetime(asset, periodic.Amount)], Time(start.Value));
        }

        return period >= MinCalendar && start.Value % period == 0
            ? new([Calendar(asset, periodic.Amount, period)], Time(start.Value))
            : Rolling(periodic, start);
    }

    /// <summary>
    /// The amount in any interval of the period plus the grace time, by which an operation may come late: so no
    /// period, wherever it begins, ever holds more.
    /// </summary>
    private PermissionBudgets Rolling(BudgetShape.Periodic periodic, Located<long> start)
    {
        long period = periodic.Period.Value;
        Located<uint> located = periodic.Period;
        string path = period < MinCalendar ? located.Path : start.Path;
        if (!adjustments.RollingPeriods)
        {
            throw PermissionRefusedException.Inexact(
                path,
                $"periods of {period} s from {start.Value} on, which is {start.Value % period} s behind a multiple of "
                    + "the period",
                $"periods of at least {MinCalendar} s that begin at multiples of the period since 1970, such as "
                    + $"{start.Value - (start.Value % period)}, or that end with the permission",
                TokenPermissionCompiler.HowTo(nameof(PermissionAdjustments.RollingPeriods)));
        }

        long rolling = (Math.Max(period + Grace, MinRolling) + 3) / 4 * 4;
        if (rolling > uint.MaxValue)
        {
            throw PermissionRefusedException.Inexact(
                located.Path,
                $"{period} s",
                $"a rolling period of at most {uint.MaxValue} s",
                "Choose a shorter period.");
        }

        Budget budget = Budget.Rolling(
            asset, Limit(periodic.Amount, UInt128.MaxValue, "2^128 - 1"), TimeSpan.FromSeconds(rolling));
        adjuster.Adjust(
            path,
            $"at most {budget.Limit} base units in any {rolling} s, where the permission allows "
                + $"{periodic.Amount.Value} in each {period} s from {Time(start.Value):yyyy-MM-dd HH:mm:ss} UTC on");
        return new([budget], Time(start.Value));
    }
}
