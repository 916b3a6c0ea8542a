namespace SessionKeys.Bundler.Client.Tests;

public sealed class InMemorySubmissionLogTests : SubmissionLogContract
{
    protected override ISubmissionLog Log { get; } = new InMemorySubmissionLog();

    [Fact]
    public async Task Append_takes_less_than_twenty_microseconds()
    {
        TimeSpan median = await MedianAppendAsync(10_000);

        Assert.True(median < TimeSpan.FromMicroseconds(20), $"an append took {median.TotalMicroseconds:0.00} us");
    }
}
