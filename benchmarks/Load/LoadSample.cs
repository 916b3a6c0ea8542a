namespace SessionKeys.Load;

/// <summary>What a client says of its work.</summary>
/// <param name="Hashes">The operations that it holds for included, with those that warmed up.</param>
/// <param name="Milliseconds">How long each measured one took, from the first request to the receipt.</param>
/// <param name="Seconds">How long the measured ones took together.</param>
/// <param name="CpuSeconds">The processor time of the client's process meanwhile.</param>
/// <param name="AllocatedBytes">What the client allocated meanwhile; null where that cannot be measured.</param>
/// <param name="Errors">What failed.</param>
public sealed record LoadSample(
    IReadOnlyList<string> Hashes,
    IReadOnlyList<double> Milliseconds,
    double Seconds,
    double CpuSeconds,
    long? AllocatedBytes,
    IReadOnlyList<string> Errors)
{
    /// <summary>Two parts of one work.</summary>
    /// <param name="one">What was done first.</param>
    /// <param name="two">What was done later.</param>
    public static LoadSample Join(LoadSample one, LoadSample two)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(two);
        return new LoadSample(
            [.. one.Hashes, .. two.Hashes],
            [.. one.Milliseconds, .. two.Milliseconds],
            one.Seconds + two.Seconds,
            one.CpuSeconds + two.CpuSeconds,
            one.AllocatedBytes + two.AllocatedBytes,
            [.. one.Errors, .. two.Errors]);
    }
}
