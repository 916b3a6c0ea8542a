namespace SessionKeys.Bundler.Client;

/// <summary>How many lanes are used, and how long leases and waits last.</summary>
public sealed class NonceLanesOptions
{
    /// <summary>How many of the session's lanes are used, the lowest first.</summary>
    /// <remarks>A lane's first use costs more gas than the later ones.</remarks>
    /// <value>From 1 to 1,024; the default is 16. The session may have fewer.</value>
    public int MaxLanes { get; init; } = 16;

    /// <summary>How long a lease lasts after it is given or renewed; after a crash the lane waits as long.</summary>
    /// <value>From 1 s to 1 hour; the default is 1 minute.</value>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much longer than the claim signed under it a lease lasts, for clocks that differ.</summary>
    /// <value>From 0 to 1 hour; the default is 1 minute.</value>
    public TimeSpan ClaimMargin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait at most for a free lane.</summary>
    /// <value>From 1 ms to 24 hours; the default is 30 s.</value>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before looking for lanes that other processes gave back.</summary>
    /// <remarks>Every further pause is half as long again, up to 2 s.</remarks>
    /// <value>From 1 ms to 10 s; the default is 50 ms.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    internal void Validate()
    {
        OptionRange range = new(nameof(NonceLanesOptions));
        range.Check(MaxLanes, 1, 1024);
        range.Check(LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        range.Check(ClaimMargin, TimeSpan.Zero, TimeSpan.FromHours(1));
        range.Check(WaitTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24));
        range.Check(PollInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    }
}
