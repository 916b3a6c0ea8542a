namespace SessionKeys.Bundler.Client;

/// <summary>How long and how often to ask for a receipt.</summary>
public sealed class ReceiptWaitOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>How long to wait at most.</summary>
    /// <value>From 1 ms to 24 hours; the default is 2 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long to wait before the first question: for an operation that was sent just now.</summary>
    /// <value>From 0 to 1 hour; the default is 0.</value>
    public TimeSpan FirstPause { get; init; }

    /// <summary>The first pause between two questions; every further pause is half as long again.</summary>
    /// <value>From 1 ms to 1 hour; the default is 200 ms.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two questions.</summary>
    /// <value>From <see cref="PollInterval"/> to 1 hour; the default is 2 s.</value>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often to ask also whether the bundler gave the operation up, while there is no receipt.</summary>
    /// <value>From 1 ms to 1 hour; the default is 3 s. A word that it did is asked for once more at the next question;
    /// so it is noticed after at most this time and two pauses.</value>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(3);

    internal void Validate()
    {
        OptionRange range = new(nameof(ReceiptWaitOptions));
        range.Check(Timeout, Shortest, TimeSpan.FromHours(24));
        range.Check(FirstPause, TimeSpan.Zero, TimeSpan.FromHours(1));
        range.Check(PollInterval, Shortest, TimeSpan.FromHours(1));
        range.Check(MaxPollInterval, PollInterval, TimeSpan.FromHours(1));
        range.Check(StatusInterval, Shortest, TimeSpan.FromHours(1));
    }
}
