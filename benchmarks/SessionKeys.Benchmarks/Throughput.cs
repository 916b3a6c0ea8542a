using System.Diagnostics;

namespace SessionKeys.Benchmarks;

/// <summary>How many operations one thread makes, by the clock on the wall and by the processor's.</summary>
/// <param name="Operations">How many were made.</param>
/// <param name="PerSecond">By the clock on the wall; other programs on the machine lower it.</param>
/// <param name="PerCpuSecond">By the processor time of the whole process.</param>
/// <param name="AllocatedBytes">For each of them; null where that cannot be measured.</param>
public sealed record Throughput(long Operations, double PerSecond, double PerCpuSecond, double? AllocatedBytes)
{
    /// <summary>Runs work again and again.</summary>
    /// <param name="work">Makes the operation of a number.</param>
    /// <param name="seconds">How long; a third of it is spent on warming up before.</param>
    public static Throughput Measure(Action<ulong> work, double seconds)
    {
        ArgumentNullException.ThrowIfNull(work);
        ulong next = Run(work, 1, seconds / 3);
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        long count = (long)(Run(work, next, seconds) - next);
        double wallSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        process.Refresh();
        double cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        return new Throughput(count, count / wallSeconds, count / cpuSeconds, (double)allocated / count);
    }

    private static ulong Run(Action<ulong> work, ulong first, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            for (int i = 0; i < 100; i++)
            {
                work(first++);
            }
        }

        return first;
    }
}
