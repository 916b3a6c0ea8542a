namespace SessionKeys.Load;

/// <summary>The figures of one load, and what the chain says about it.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Client">Who did it.</param>
/// <param name="Shape">How many.</param>
/// <param name="OperationsPerSecond">Until their receipts.</param>
/// <param name="P50Milliseconds">Half of the operations took at most so long.</param>
/// <param name="P99Milliseconds">99 of 100 took at most so long.</param>
/// <param name="CpuMillisecondsPerOperation">Processor time of the client's process.</param>
/// <param name="AllocatedBytesPerOperation">What the client allocated; null where that cannot be measured.</param>
/// <param name="Truth">What the chain says.</param>
/// <param name="Errors">What failed, at most five of them.</param>
public sealed record LoadFigures(
    string Name,
    string Client,
    LoadShape Shape,
    double OperationsPerSecond,
    double P50Milliseconds,
    double P99Milliseconds,
    double CpuMillisecondsPerOperation,
    long? AllocatedBytesPerOperation,
    ChainCount Truth,
    IReadOnlyList<string> Errors)
{
    public static LoadFigures Of(string name, string client, LoadShape shape, LoadSample sample, ChainCount truth)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(sample);
        double[] sorted = [.. sample.Milliseconds.Order()];
        int count = Math.Max(1, sorted.Length);
        return new LoadFigures(
            name,
            client,
            shape,
            Math.Round(sorted.Length / sample.Seconds, 2),
            Percentile(sorted, 0.50),
            Percentile(sorted, 0.99),
            Math.Round(1000 * sample.CpuSeconds / count, 2),
            sample.AllocatedBytes / count,
            truth,
            [.. sample.Errors.Take(5)]);
    }

    /// <summary>Fails unless every operation had its effect exactly once.</summary>
    /// <exception cref="InvalidOperationException">Operations are lost, doubled or reverted.</exception>
    public void EnsureExact()
    {
        if (!Truth.IsExact(Shape.AllOperations) || Errors.Count > 0)
        {
            throw new InvalidOperationException(
                $"{Name} by {Client}: {Shape.AllOperations} operations were sent, the chain counts {Truth}; errors: "
                    + $"{(Errors.Count == 0 ? "none" : string.Join(" | ", Errors))}.");
        }
    }

    /// <summary>The smallest value that the given share of all values does not exceed.</summary>
    private static double Percentile(double[] sorted, double share) => sorted.Length == 0
        ? double.NaN
        : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);
}
