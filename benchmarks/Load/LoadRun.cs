using System.Collections.Concurrent;
using System.Diagnostics;
using SessionKeys.Bundler.Client;

namespace SessionKeys.Load;

/// <summary>Has this library's client do a load: each worker sends one operation after the other.</summary>
/// <param name="shape">How many.</param>
/// <param name="sendAsync">Sends one operation of a worker, and returns when its receipt is there.</param>
public sealed class LoadRun(LoadShape shape, Func<int, Task<UserOperationHash>> sendAsync)
{
    private readonly ConcurrentBag<string> _hashes = [];
    private readonly ConcurrentBag<double> _milliseconds = [];
    private readonly ConcurrentBag<string> _errors = [];

    /// <summary>Runs it once.</summary>
    public async Task<LoadSample> MeasureAsync()
    {
        await RunAsync(shape.Workers).ConfigureAwait(false);
        _milliseconds.Clear();
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        await RunAsync(shape.Operations).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        process.Refresh();
        return new LoadSample(
            [.. _hashes],
            [.. _milliseconds],
            seconds,
            (process.TotalProcessorTime - cpu).TotalSeconds,
            allocated,
            [.. _errors]);
    }

    private Task RunAsync(int operations)
    {
        int left = operations;
        return Task.WhenAll(Enumerable.Range(0, shape.Workers).Select(async worker =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await SendAsync(worker).ConfigureAwait(false);
            }
        }));
    }

    /// <summary>An operation that fails is told with the figures; nothing is sent a second time.</summary>
    private async Task SendAsync(int worker)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            UserOperationHash hash = await sendAsync(worker).ConfigureAwait(false);
            _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            _hashes.Add(hash.ToString());
        }
        catch (Exception e)
            when (e is BundlerException or SessionKeyException or CallRevertedException or InvalidOperationException)
        {
            _errors.Add(e.Message);
        }
    }
}
