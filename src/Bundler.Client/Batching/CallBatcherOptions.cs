namespace SessionKeys.Bundler.Client;

/// <summary>How calls are gathered into operations.</summary>
public sealed class CallBatcherOptions
{
    /// <summary>How long a call waits for others at most, while an operation may be sent.</summary>
    /// <value>From 1 ms to 1 minute; the default is 50 ms.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many calls one operation has at most; so many are sent before the window ends.</summary>
    /// <value>From 1 to 16, the module's limit; the default is 16.</value>
    public int MaxCalls { get; init; } = EnvelopeLimits.MaxCalls;

    /// <summary>
    /// How many operations are under way at once; calls that come meanwhile gather. More than 1 needs a sender that
    /// gives each operation a nonce lane of its own.
    /// </summary>
    /// <value>From 1 to 1,024; the default is 1.</value>
    public int MaxOperations { get; init; } = 1;

    /// <summary>
    /// Whether the calls of a batch that was refused before any signature of it was made are sent again one by one, so
    /// that one bad call does not sink the others. Nothing is sent again after an unclear end.
    /// </summary>
    /// <value>The default is true.</value>
    public bool SendsRefusedOneByOne { get; init; } = true;

    /// <summary>Whether disposal sends the calls that still wait; else it cancels them.</summary>
    /// <value>The default is true.</value>
    public bool SendsOnDisposal { get; init; } = true;

    internal void Validate()
    {
        OptionRange range = new(nameof(CallBatcherOptions));
        range.Check(Window, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        range.Check(MaxCalls, 1, EnvelopeLimits.MaxCalls);
        range.Check(MaxOperations, 1, 1024);
    }
}
