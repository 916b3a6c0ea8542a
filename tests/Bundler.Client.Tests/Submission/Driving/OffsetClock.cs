namespace SessionKeys.Bundler.Client.Tests;

/// <summary>The system's clock, wrong by an offset that a test may move. Elapsed time stays right.</summary>
internal sealed class OffsetClock(TimeSpan offset) : TimeProvider
{
    public TimeSpan Offset { get; set; } = offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
