using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class InMemorySubmissionLogTests(ITestOutputHelper output) : SubmissionLogContract
{
    protected override ISubmissionLog Log { get; } = new InMemorySubmissionLog();

    [Fact]
    public async Task Append_takes_less_than_twenty_microseconds()
    {
        TimeSpan median = await MedianAppendAsync(10_000);

        output.WriteLine($"median append in memory: {median.TotalMicroseconds:0.00} us");
        Assert.True(median < TimeSpan.FromMicroseconds(20), $"an append took {median.TotalMicroseconds:0.00} us");
    }
}
