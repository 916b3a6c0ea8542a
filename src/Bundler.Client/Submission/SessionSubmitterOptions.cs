namespace SessionKeys.Bundler.Client;

/// <summary>How a <see cref="SessionSubmitter"/> works.</summary>
public sealed class SessionSubmitterOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How many blocks must stand on the block of an operation before it is final.</summary>
    /// <value>0 to 10,000; the default is 12. 0 takes the first receipt as the end.</value>
    public int Confirmations { get; init; } = 12;

    /// <summary>The most that one operation may cost, all its gas at its maximum fee, in wei.</summary>
    /// <value>The default is null: the session's gas budgets alone bound it.</value>
    public UInt256? MaxCostWei { get; init; }

    /// <summary>The most gas that all limits of an operation may add up to.</summary>
    /// <value>The default is that of <see cref="OperationLimits.MaxTotalGas"/>.</value>
    public ulong MaxTotalGas { get; init; } = OperationLimits.Default.MaxTotalGas;

    /// <summary>How many operations may be signed for one submission, the first included.</summary>
    /// <value>1 to 100; the default is 10. Each further one raises both fees by at least 12 %.</value>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Which of the bundler's fees to take.</summary>
    /// <value>The default is <see cref="FeeTier.Standard"/>.</value>
    public FeeTier FeeTier { get; init; }

    /// <summary>How often to ask what became of an operation.</summary>
    /// <value>1 ms to 1 hour; the default is 1 s.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how long the same signed bytes are sent again while they are not included.</summary>
    /// <value>1 ms to 1 hour; the default is 20 s.</value>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After how long an operation that was taken and not included is replaced with higher fees.</summary>
    /// <value>1 ms to 1 hour; the default is 2 minutes.</value>
    public TimeSpan ReplaceAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest pause after a refusal that may pass, such as an account without funds.</summary>
    /// <value>1 ms to 1 hour; the default is 15 s.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a lane stays with this submitter after its last sign of life.</summary>
    /// <value>1 ms to 1 hour; the default is 30 s. So long others wait after a crash.</value>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many submissions of the session stand on lanes at once.</summary>
    /// <value>1 to 65,536; the default is 16. The session's own number of lanes bounds it as well.</value>
    public int MaxLanes { get; init; } = 16;

    /// <summary>How long calls wait for a lane before they are refused (<c>lanes-busy</c>).</summary>
    /// <value>1 ms to 1 hour; the default is 10 minutes. A lane is taken until its submission is final.</value>
    public TimeSpan LaneTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many blocks to ask a node for in one question for logs.</summary>
    /// <value>1 to 1,000,000; the default is 1,000, which public nodes allow.</value>
    public int LogRange { get; init; } = 1_000;

    /// <summary>How an operation's claim is chosen.</summary>
    /// <value>The default is <see cref="ClaimPolicy.Default"/>.</value>
    public ClaimPolicy ClaimPolicy { get; init; } = ClaimPolicy.Default;

    /// <summary>Who shall pay; null for the account.</summary>
    /// <value>The default is null. It holds for every operation that this submitter signs.</value>
    public SponsorshipRequest? Sponsorship { get; init; }

    /// <summary>The clock of pauses and leases; null for the system's. Claims follow the chain's time.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// Called at each point of <see cref="FaultPoints"/>; what it throws stops the submitter like a crash.
    /// </summary>
    internal Action<string>? FaultPoint { get; init; }

    internal void Validate()
    {
        OptionRange range = new(nameof(SessionSubmitterOptions));
        range.Check(Confirmations, 0, 10_000);
        range.Check(MaxAttempts, 1, 100);
        range.Check(MaxLanes, 1, 65_536);
        range.Check(LogRange, 1, 1_000_000);
        range.Check(PollInterval, Shortest, Longest);
        range.Check(ResendInterval, Shortest, Longest);
        range.Check(ReplaceAfter, Shortest, Longest);
        range.Check(MaxBackoff, Shortest, Longest);
        range.Check(LeaseDuration, Shortest, Longest);
        range.Check(LaneTimeout, Shortest, Longest);
        ArgumentNullException.ThrowIfNull(ClaimPolicy);
    }
}
