namespace SessionKeys.Bundler.Client;

/// <summary>How long, how often and in which pauses a <see cref="FailoverBundler"/> tries.</summary>
public sealed class FailoverOptions
{
    /// <summary>How long a send, an estimation or a price may take over all bundlers, rounds and pauses.</summary>
    /// <value>From 10 ms to 1 hour; the default is 60 s.</value>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long each bundler may take to say what it knows of a hash, or what it can do.</summary>
    /// <value>From 10 ms to 5 minutes; the default is 5 s.</value>
    public TimeSpan LookupTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many times all bundlers are tried while they fail in ways that pass.</summary>
    /// <value>From 1 to 20; the default is 3.</value>
    public int Rounds { get; init; } = 3;

    /// <summary>The pause before the second round; it doubles with each round and is shortened or lengthened by
    /// chance.</summary>
    /// <value>From 1 ms to 1 minute; the default is 500 ms.</value>
    public TimeSpan RoundPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many calls, half of them failed within 30 s, let a bundler rest.</summary>
    /// <value>From 2 to 1,000; the default is 4.</value>
    public int CallsBeforeRest { get; init; } = 4;

    /// <summary>How long a bundler rests before one call tries it again.</summary>
    /// <value>From 500 ms to 1 hour; the default is 15 s.</value>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a bundler's word on its chain, EntryPoints and methods is believed.</summary>
    /// <value>From 1 ms to 1 day; the default is 5 minutes.</value>
    public TimeSpan CapabilityLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>In how many of the latest blocks the node looks for an operation whose answer was lost.</summary>
    /// <value>From 1 to 1,000,000; the default is 5,000, as many nodes answer at most 10,000.</value>
    public int LookBackBlocks { get; init; } = 5_000;

    /// <summary>The versions of EntryPoints that are not at their canonical address.</summary>
    /// <value>The default is none; <see cref="SessionKeys.EntryPoints"/> are always known.</value>
    public IReadOnlyDictionary<Address, EntryPointVersion> FurtherEntryPoints { get; init; } =
        new Dictionary<Address, EntryPointVersion>();

    /// <summary>The clock of every pause and limit here, or null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    internal void Validate()
    {
        OptionRange range = new(nameof(FailoverOptions));
        range.Check(TotalTime, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        range.Check(LookupTime, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        range.Check(Rounds, 1, 20);
        range.Check(RoundPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        range.Check(CallsBeforeRest, 2, 1_000);
        range.Check(Rest, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1));
        range.Check(CapabilityLifetime, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        range.Check(LookBackBlocks, 1, 1_000_000);
    }
}
