using BenchmarkDotNet.Reports;

namespace SessionKeys.Benchmarks;

/// <summary>One row of the table of speeds.</summary>
/// <param name="Work">What is done, on one thread.</param>
/// <param name="Must">The promise in words; empty for a figure that stands beside one.</param>
/// <param name="IsMet">Whether it is kept; null where nothing is promised.</param>
/// <param name="MeanNanoseconds">By BenchmarkDotNet.</param>
/// <param name="ErrorNanoseconds">The standard error of the mean.</param>
/// <param name="PerSecond">The mean turned round.</param>
/// <param name="AllocatedBytes">By BenchmarkDotNet.</param>
/// <param name="OursBeforeAndAfter">By the stopwatch, before and after viem's turn; null where viem has no part.</param>
/// <param name="Viem">The same work by viem; null where it has none.</param>
/// <param name="Ratio">The slower of ours over viem.</param>
public sealed record SpeedRow(
    string Work,
    string Must,
    bool? IsMet,
    double MeanNanoseconds,
    double ErrorNanoseconds,
    double PerSecond,
    long AllocatedBytes,
    IReadOnlyList<Throughput>? OursBeforeAndAfter = null,
    Throughput? Viem = null,
    Ratios? Ratio = null)
{
    /// <summary>A figure that stands beside a promise.</summary>
    public static SpeedRow Of(string work, BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        double mean = report.ResultStatistics!.Mean;
        return new SpeedRow(
            work,
            Must: "",
            IsMet: null,
            Math.Round(mean, 1),
            Math.Round(report.ResultStatistics.StandardError, 1),
            Math.Round(1e9 / mean),
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }

    /// <summary>The same beside viem.</summary>
    public SpeedRow Beside(Throughput viem, params IReadOnlyList<Throughput> ours) => this with
    {
        OursBeforeAndAfter = ours,
        Viem = viem,
        Ratio = Ratios.Of(ours.MinBy(one => one.PerCpuSecond)!, viem),
    };

    /// <summary>With a promise.</summary>
    /// <param name="must">In words.</param>
    /// <param name="isMet">Whether it is kept.</param>
    public SpeedRow Promised(string must, Func<SpeedRow, bool> isMet)
    {
        ArgumentNullException.ThrowIfNull(isMet);
        return this with { Must = must, IsMet = isMet(this) };
    }
}
