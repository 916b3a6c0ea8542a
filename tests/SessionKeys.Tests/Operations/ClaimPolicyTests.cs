namespace SessionKeys.Tests;

public sealed class ClaimPolicyTests
{
    private static readonly DateTimeOffset ValidAfter = Samples.Start;

    /// <summary>Chain time and claim, in seconds after the session's first.</summary>
    [Theory]
    [InlineData(-7, -13)]
    [InlineData(-1, -7)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    [InlineData(1000, 994)]
    public void Claim_lies_six_seconds_behind_and_in_the_session_once_it_began(int chain, int claimed)
    {
        Claim claim = ClaimPolicy.Default.Choose(ValidAfter.AddSeconds(chain), ValidAfter);

        Assert.Equal(ValidAfter.AddSeconds(claimed), claim.ClaimedAt);
        Assert.Equal(claim.ClaimedAt.AddMinutes(10), claim.NotAfter);
    }

    [Fact]
    public void Fractions_of_the_chain_time_are_cut_off()
    {
        Claim claim = ClaimPolicy.Default.Choose(ValidAfter.AddSeconds(10.9), ValidAfter);

        Assert.Equal(ValidAfter.AddSeconds(4), claim.ClaimedAt);
    }

    [Fact]
    public void Policy_without_patience_sets_no_end()
    {
        ClaimPolicy policy = new() { Patience = null, Lag = TimeSpan.Zero };

        Assert.Equal(new Claim(ValidAfter, null), policy.Choose(ValidAfter, ValidAfter));
    }
}
