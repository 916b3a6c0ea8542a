using System.Numerics;

namespace SessionKeys;

/// <summary>Makes budgets of a stream.</summary>
/// <remarks>
/// No budget grows by the second. A stream that has grown to its maximum is an allowance. Any other one is handed out
/// by calendar windows of W seconds: L = rate × W in each, from the first window on that begins when at least L has
/// grown. After n windows have begun, at most n × L is spent; the last of them began (n − 1) × W after the first, when
/// at least L + (n − 1) × W × rate = n × L had grown. So never more is spent than has grown.
/// </remarks>
internal sealed class StreamCompiler(Asset asset, PermissionAdjustments adjustments, PermissionAdjuster adjuster)
{
    public PermissionBudgets Compile(BudgetShape.Stream stream, Located<long> start, long lastSecond, long requestedAt)
    {
        if (stream.Maximum is { } maximum)
        {
            BigInteger fullAt = start.Value + CeilingOf(maximum.Value - stream.Initial, stream.Rate.Value);
            if (fullAt <= BigInteger.Max(start.Value, requestedAt))
            {
                return new(
                    [PermissionBudgetCompiler.Lifetime(asset, maximum)], PermissionBudgetCompiler.Time((long)fullAt));
            }
        }

        return ByWindow(stream, start, lastSecond, adjustments.StreamWindow ?? throw PermissionRefusedException.Inexact(
            stream.Rate.Path,
            $"a stream of {stream.Rate.Value} base units per second that has not grown to a maximum yet",
            "an amount that does not grow, as no budget grows by the second",
            TokenPermissionCompiler.HowTo(nameof(PermissionAdjustments.StreamWindow))));
    }

    private PermissionBudgets ByWindow(
        BudgetShape.Stream stream, Located<long> start, long lastSecond, TimeSpan window)
    {
        if (!UnixTime.IsEncodable(window) || window < EnvelopeLimits.MinCalendarPeriod)
        {
            throw PermissionRefusedException.Inexact(
                stream.Rate.Path,
                $"the adjustment to windows of {window.TotalSeconds} s",
                $"whole seconds from {PermissionBudgetCompiler.Whole(EnvelopeLimits.MinCalendarPeriod)} on",
                "Choose another window.");
        }

        long seconds = PermissionBudgetCompiler.Whole(window);
        BigInteger perWindow = stream.Rate.Value * seconds;
        perWindow = stream.Maximum is { } maximum ? BigInteger.Min(perWindow, maximum.Value) : perWindow;
        BigInteger grown = start.Value + CeilingOf(perWindow - stream.Initial, stream.Rate.Value);
        BigInteger first = (grown + seconds - 1) / seconds * seconds;
        if (first >= lastSecond)
        {
            throw PermissionRefusedException.Inexact(
                stream.Rate.Path,
                $"the stream has grown by one window of {seconds} s at {first} only",
                $"a time before its last second, {lastSecond}",
                "Choose a shorter window.");
        }

        DateTimeOffset validAfter = PermissionBudgetCompiler.Time((long)first);
        adjuster.Adjust(
            stream.Rate.Path,
            $"at most {perWindow} base units in each calendar window of {seconds} s from {UnixTime.ToText(validAfter)} "
                + $"on, where the permission grows by {stream.Rate.Value} per second and keeps what is left");
        Budget each = PermissionBudgetCompiler.Calendar(asset, new(stream.Rate.Path, perWindow), seconds);
        return new(
            stream.Maximum is null ? [each] : [each, PermissionBudgetCompiler.Lifetime(asset, stream.Maximum)],
            validAfter);
    }

    private static BigInteger CeilingOf(BigInteger amount, BigInteger rate) =>
        amount.Sign <= 0 ? BigInteger.Zero : (amount + rate - 1) / rate;
}
