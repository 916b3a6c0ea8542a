namespace SessionKeys.Tests;

public sealed class RefusalExplainerTests
{
    private static readonly DateTimeOffset Claimed = Samples.Start.AddHours(1);

    private static RefusalFacts Facts => new()
    {
        Grant = Samples.Grant,
        Claim = new Claim(Claimed, Claimed.AddMinutes(10)),
        ChainTime = Claimed.AddMinutes(1),
        EntryPoint = EntryPointVersion.V07,
    };

    [Fact]
    public void Operation_that_is_not_due_is_told_with_the_seconds_to_wait()
    {
        string? text = RefusalExplainer.Explain("AA22", Facts with { ChainTime = Claimed.AddSeconds(-5) });

        Assert.Equal(
            "The operation was refused for its time (AA22): it claims 2026-11-21 01:00:00 UTC and is allowed from " +
            "2026-11-21 01:00:00 UTC until 2026-11-21 01:10:00 UTC (notAfter), 2026-11-21 23:59:59 UTC (budget 2), " +
            "2026-12-21 00:00:00 UTC (expiresAt); the chain's time is 2026-11-21 00:59:55 UTC: it is due in 5 s. " +
            "Claim a time that the chain has reached.",
            text);
    }

    [Theory]
    [InlineData(EntryPointVersion.V07, 0, "is within them")]
    [InlineData(EntryPointVersion.V08, 0, "it is due in 1 s")]
    [InlineData(EntryPointVersion.V09, 0, "it is due in 1 s")]
    [InlineData(EntryPointVersion.V09, 1, "is within them")]
    [InlineData(EntryPointVersion.V07, 600, "is within them")]
    [InlineData(EntryPointVersion.V07, 601, "notAfter passed 1 s ago. Build the operation again")]
    public void Edges_are_those_of_the_entry_point(EntryPointVersion version, int seconds, string says)
    {
        RefusalFacts facts = Facts with { EntryPoint = version, ChainTime = Claimed.AddSeconds(seconds) };

        Assert.Contains(says, RefusalExplainer.Explain("AA22", facts), StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_that_rides_on_the_operation_bounds_it()
    {
        RefusalFacts facts = Facts with
        {
            Claim = new Claim(Claimed, null),
            CarriesGrant = true,
            ChainTime = Samples.Start.AddDays(2),
        };
        SessionGrant noCalendar = Samples.With(envelope => envelope with { Budgets = [] });

        Assert.Contains("(grantDeadline)", RefusalExplainer.Explain("AA22", facts), StringComparison.Ordinal);
        Assert.Contains(
            "Ask the approver to sign again",
            RefusalExplainer.Explain("AA22", facts with { Grant = noCalendar }),
            StringComparison.Ordinal);
        Assert.Contains(
            "expiresAt passed",
            RefusalExplainer.Explain(
                "AA22", facts with { Grant = noCalendar, CarriesGrant = false, ChainTime = Samples.Start.AddDays(31) }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_is_told_with_the_key_and_the_times()
    {
        string? text = RefusalExplainer.Explain("AA24", Facts);

        Assert.Contains($"session key {Samples.SessionKey}", text, StringComparison.Ordinal);
        Assert.Contains("the chain's time is 2026-11-21 01:01:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("the chain (31337)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_codes_are_left_to_the_bundler() => Assert.Null(RefusalExplainer.Explain("AA23", Facts));
}
