namespace SessionKeys.Bundler.Client.Tests;

public sealed class OptionRangeTests
{
    private static readonly Dictionary<string, Action> OutOfRange = new()
    {
        ["SessionSubmitterOptions.MaxAttempts"] = () => new SessionSubmitterOptions { MaxAttempts = 101 }.Validate(),
        ["NonceLanesOptions.MaxLanes"] = () => new NonceLanesOptions { MaxLanes = 1025 }.Validate(),
        ["FailoverOptions.Rounds"] = () => new FailoverOptions { Rounds = 0 }.Validate(),
        ["ReceiptWaitOptions.Timeout"] = () => new ReceiptWaitOptions { Timeout = TimeSpan.Zero }.Validate(),
        ["JournalFileOptions.LockTimeout"] = () => new JournalFileOptions { LockTimeout = TimeSpan.Zero }.Validate(),
        ["CallBatcherOptions.MaxCalls"] = () => new CallBatcherOptions { MaxCalls = 17 }.Validate(),
    };

    public static TheoryData<string> Options => [.. OutOfRange.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_outside_its_range_is_refused_by_its_name(string option)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(OutOfRange[option]);

        Assert.Equal(option.Split('.')[1], error.ParamName);
        Assert.StartsWith($"{option} allows ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Both_ends_of_a_range_are_allowed(int value)
    {
        new OptionRange("Options").Check(value, 1, 9);

        Assert.Throws<ArgumentOutOfRangeException>(() => new OptionRange("Options").Check(value, 2, 8));
    }
}
