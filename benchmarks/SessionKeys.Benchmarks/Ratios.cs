namespace SessionKeys.Benchmarks;

/// <summary>How many times more operations.</summary>
/// <param name="ByWall">By the clock on the wall.</param>
/// <param name="ByCpu">By processor time, which other programs on the machine disturb less.</param>
public sealed record Ratios(double ByWall, double ByCpu)
{
    public static Ratios Of(Throughput one, Throughput other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new Ratios(
            Math.Round(one.PerSecond / other.PerSecond, 1), Math.Round(one.PerCpuSecond / other.PerCpuSecond, 1));
    }
}
