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
        if (MaxLanes is < 1 or > 1024)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxLanes), MaxLanes, "NonceLanesOptions.MaxLanes allows 1 to 1024; set a value in this range.");
        }

        Check(nameof(LeaseTime), LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(nameof(ClaimMargin), ClaimMargin, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(nameof(WaitTimeout), WaitTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24));
        Check(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    }

    private static void Check(string option, TimeSpan actual, TimeSpan least, TimeSpan most)
    {
        if (actual < least || actual > most)
        {
            throw new ArgumentOutOfRangeException(
                option, actual, $"NonceLanesOptions.{option} allows {least} to {most}; set a value in this range.");
        }
    }
}
