namespace SessionKeys.Bundler.Client;

/// <summary>How long and how often to ask for a receipt.</summary>
public sealed class ReceiptWaitOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>How long to wait at most.</summary>
    /// <value>From 1 ms to 24 hours; the default is 2 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first pause between two questions; every further pause is half as long again.</summary>
    /// <value>From 1 ms to 1 hour; the default is 200 ms.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two questions.</summary>
    /// <value>From <see cref="PollInterval"/> to 1 hour; the default is 2 s.</value>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        Check(nameof(Timeout), Timeout, Shortest, TimeSpan.FromHours(24));
        Check(nameof(PollInterval), PollInterval, Shortest, TimeSpan.FromHours(1));
        Check(nameof(MaxPollInterval), MaxPollInterval, PollInterval, TimeSpan.FromHours(1));
    }

    private static void Check(string option, TimeSpan actual, TimeSpan least, TimeSpan most)
    {
        if (actual < least || actual > most)
        {
            throw new ArgumentOutOfRangeException(
                option, actual, $"ReceiptWaitOptions.{option} allows {least} to {most}; set a value in this range.");
        }
    }
}
