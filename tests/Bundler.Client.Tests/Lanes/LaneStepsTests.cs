using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class LaneStepsTests
{
    private static readonly DateTimeOffset Until = Start.AddMinutes(1);
    private static readonly LaneLeased Leased = new(Start, Lane(), "a", Until);

    [Fact]
    public void Leased_lane_goes_to_nobody_else_until_the_lease_is_over()
    {
        SubmissionBook book = Book(Leased);

        book.Refuse(new LaneLeased(Until.AddMilliseconds(-1), Lane(), "b", Until.AddHours(1)), "lane-taken");
        book.Refuse(new LaneLeased(Start, Lane(), "a", Until.AddHours(1)), "lane-taken");
        book.Refuse(Prepared(holder: "b"), "lane-taken");
        Assert.Equal("b", book.With(new LaneLeased(Until, Lane(), "b", Until.AddHours(1))).Lane(Lane()).Holder);
        Assert.Equal("s1", book.With(Prepared(holder: "a")).Lane(Lane()).Submission);
    }

    [Fact]
    public void Lease_belongs_to_its_holder()
    {
        SubmissionBook book = Book(Leased);

        book.Refuse(new LaneReleased(Start, Lane(), "b"), "lane-lost");
        book.Refuse(new LaneRenewed(Start, Lane(), "b", Until), "lane-lost");
        book.Refuse(new LaneCovered(Start, Lane(), "b", 0, Start, Until), "lane-lost");
        Assert.True(book.With(new LaneReleased(Start, Lane(), "a")).Lane(Lane()).IsFree(Start));
        SubmissionBook.Empty.Refuse(new LaneReleased(Start, Lane(), "a"), "lane-lost");
    }

    [Fact]
    public void Lease_that_is_over_is_neither_renewed_nor_covered()
    {
        SubmissionBook book = Book(Leased);

        book.Refuse(new LaneRenewed(Until, Lane(), "a", Until.AddHours(1)), "lane-lost");
        book.Refuse(new LaneCovered(Until, Lane(), "a", 0, Until, Until.AddHours(1)), "lane-lost");
        Assert.Equal(Until.AddHours(1), Renewed(Until.AddHours(1)));
        Assert.Equal(Until, Renewed(Start));

        DateTimeOffset Renewed(DateTimeOffset until) =>
            book.With(new LaneRenewed(Start, Lane(), "a", until)).Lane(Lane()).Until;
    }

    [Fact]
    public void Cover_must_outlast_the_claim()
    {
        SubmissionBook book = Book(Leased);

        book.Refuse(new LaneCovered(Start, Lane(), "a", 0, ClaimEnd, ClaimEnd), "lane-lost");
        SubmissionBook covered = book.With(new LaneCovered(Start, Lane(), "a", 0, ClaimEnd, ClaimEnd.AddSeconds(1)));

        Assert.False(covered.Lane(Lane()).IsFree(ClaimEnd));
        Assert.True(covered.Lane(Lane()).IsFree(ClaimEnd.AddSeconds(1)));
        covered.Refuse(Prepared(holder: "a"), "lane-taken");
    }

    [Fact]
    public void Covered_lane_is_recovered_when_the_chain_has_decided_and_never_before()
    {
        SubmissionBook book = Book(Leased);
        SubmissionBook covered = book.With(new LaneCovered(Start, Lane(), "a", 7, ClaimEnd, ClaimEnd.AddMinutes(1)));

        book.Refuse(Recovered(100, ClaimEnd.AddHours(1)), "lane-taken");
        covered.Refuse(Recovered(7, ClaimEnd), "lane-taken");
        covered.Refuse(Recovered(8, Start, "b"), "lane-lost");
        Assert.True(covered.With(Recovered(8, Start)).Lane(Lane()).IsFree(Start));
        Assert.True(covered.With(Recovered(7, ClaimEnd.AddSeconds(1))).Lane(Lane()).IsFree(Start));

        LaneRecovered Recovered(ulong sequence, DateTimeOffset chainTime, string holder = "a") =>
            new(Start, Lane(), holder, sequence, chainTime);
    }

    [Fact]
    public void Lanes_of_other_keys_accounts_and_chains_are_other_lanes()
    {
        SubmissionBook book = Book(Leased);

        Assert.True(book.Lane(Lane(6)).IsFree(Start));
        Assert.True(book.Lane(Lane() with { Sender = default }).IsFree(Start));
        Assert.True(book.Lane(Lane() with { ChainId = 1 }).IsFree(Start));
        Assert.True(book.Lane(Lane() with { EntryPoint = default }).IsFree(Start));
    }
}
