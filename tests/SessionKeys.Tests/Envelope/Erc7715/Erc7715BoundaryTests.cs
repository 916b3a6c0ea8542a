using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>A session of an imported permission allows what it says at each boundary, and no more.</summary>
public sealed class Erc7715BoundaryTests
{
    private static readonly DateTimeOffset Start = Samples.Start;

    private static readonly DateTimeOffset Expiry = Samples.Start.AddDays(7);

    [Fact]
    public void Period_allows_its_amount_and_begins_anew_in_the_second_of_the_next()
    {
        ImportedSession session = Session(Erc7715Requests.Erc20Periodic);

        Assert.False(session.Allows(ImportedSession.Transfer(10_000_001), Start));
        Assert.True(session.Play(ImportedSession.Transfer(9_999_999), Start).Allowed);
        Assert.Equal("BudgetExceeded", session.Refusal(ImportedSession.Transfer(2), LastClaimOf(Start.AddDays(1))));
        Assert.True(session.Play(ImportedSession.Transfer(1), LastClaimOf(Start.AddDays(1))).Allowed);
        Assert.Equal("BudgetExceeded", session.Refusal(ImportedSession.Transfer(1), LastClaimOf(Start.AddDays(1))));
        Assert.True(session.Play(ImportedSession.Transfer(10_000_000), Start.AddDays(1)).Allowed);
        Assert.Equal("BudgetExceeded", session.Refusal(ImportedSession.Transfer(1), Start.AddDays(1)));
    }

    /// <summary>What is left of a period is lost: the next one does not hold more.</summary>
    [Fact]
    public void Period_does_not_hold_what_is_left_of_the_one_before()
    {
        ImportedSession session = Session(Erc7715Requests.Erc20Periodic);

        Assert.True(session.Play(ImportedSession.Transfer(1), Start).Allowed);

        Assert.False(session.Allows(ImportedSession.Transfer(10_000_001), Start.AddDays(1)));
    }

    [Fact]
    public void Verdict_of_a_period_ends_with_it()
    {
        Verdict verdict = Session(Erc7715Requests.Erc20Periodic)
            .Judge(ImportedSession.Transfer(1), Start.AddDays(1).AddSeconds(-60));

        Assert.Equal((ulong)Start.AddDays(1).AddSeconds(-1).ToUnixTimeSeconds(), verdict.ValidUntil);
        Assert.Equal("budget", verdict.UpperBound);
    }

    [Theory]
    [InlineData("erc20-token-periodic")]
    [InlineData("native-token-periodic")]
    [InlineData("erc20-token-allowance")]
    [InlineData("native-token-allowance")]
    public void Permission_lives_from_its_start_until_the_second_before_its_expiry(string type)
    {
        ImportedSession session = Session(Erc7715Requests.Of(type));
        Call call = type.StartsWith("native", StringComparison.Ordinal)
            ? ImportedSession.Pay(1)
            : ImportedSession.Transfer(1);

        Assert.Equal("SessionNotYetValid", session.Refusal(call, Start.AddSeconds(-1)));
        Assert.True(session.Allows(call, Start));
        Assert.True(session.Allows(call, LastClaimOf(Expiry)));
        Assert.Equal(
            (ulong)Expiry.AddSeconds(-1).ToUnixTimeSeconds(), session.Judge(call, LastClaimOf(Expiry)).ValidUntil);
        Assert.False(session.Allows(call, Expiry.AddSeconds(-1)));
        Assert.Equal("SessionExpired", session.Refusal(call, Expiry));
    }

    [Fact]
    public void Allowance_is_for_the_whole_life()
    {
        ImportedSession session = Session(Erc7715Requests.Erc20Allowance);

        Assert.False(session.Allows(ImportedSession.Transfer(50_000_001), Start));
        Assert.True(session.Play(ImportedSession.Transfer(50_000_000), Start).Allowed);
        Assert.Equal("BudgetExceeded", session.Refusal(ImportedSession.Transfer(1), LastClaimOf(Expiry)));
    }

    [Fact]
    public void Token_permission_transfers_the_token_and_does_nothing_else()
    {
        ImportedSession session = Session(Erc7715Requests.Erc20Allowance);
        Call transfer = ImportedSession.Transfer(1);

        Assert.True(session.Allows(transfer, Start));
        Assert.True(session.Allows(ImportedSession.Transfer(1, Samples.Router), Start));
        Assert.Equal("CallNotGranted", session.Refusal(ImportedSession.Transfer(1, token: Samples.Router), Start));
        Assert.Equal("CallNotGranted", session.Refusal(ImportedSession.Pay(0), Start));
        Assert.Equal("ValueAboveMaximum", session.Refusal(transfer with { Value = 1 }, Start));
        Assert.All(
            (string[])["approve(address,uint256)", "increaseAllowance(address,uint256)"],
            function => Assert.Equal(
                "CallNotGranted",
                session.Refusal(
                    Call.Function(Samples.Token, function, Samples.Recipient, UInt256.One), Start)));
        Assert.Equal(
            "CallNotGranted",
            session.Refusal(
                Call.Function(
                    Samples.Token,
                    "transferFrom(address,address,uint256)",
                    Samples.Account,
                    Samples.Recipient,
                    UInt256.One),
                Start));
    }

    /// <summary>The control: without the rule in the request, the other payee is paid.</summary>
    [Fact]
    public void Payee_rule_of_a_token_is_what_keeps_others_from_being_paid()
    {
        ImportedSession one = Session(Erc7715Requests.Erc20Periodic);
        ImportedSession two = Session(Erc7715Requests.Erc20Allowance
            .WithRule(Erc7715Requests.Payee(Samples.Recipient, Erc7715Requests.OtherPayee)));
        ImportedSession anybody = Session(Erc7715Requests.Erc20Periodic.WithoutRule("payee"));
        Call other = ImportedSession.Transfer(1, Erc7715Requests.OtherPayee);
        Call stranger = ImportedSession.Transfer(1, Samples.Approver);

        Assert.Equal(("RuleViolated", "RuleViolated"), (one.Refusal(other, Start), one.Refusal(stranger, Start)));
        Assert.True(two.Allows(other, Start));
        Assert.True(two.Allows(ImportedSession.Transfer(1), Start));
        Assert.Equal("RuleViolated", two.Refusal(stranger, Start));
        Assert.True(anybody.Allows(other, Start));
        Assert.True(anybody.Allows(stranger, Start));
    }

    [Fact]
    public void Native_permission_pays_its_payees_together_with_empty_calldata_only()
    {
        const ulong limit = 1_000_000_000_000_000;
        ImportedSession session = Session(Erc7715Requests.NativePeriodic);

        Assert.Equal("CallNotGranted", session.Refusal(ImportedSession.Pay(1, Samples.Approver), Start));
        Assert.Equal(
            "CallNotGranted",
            session.Refusal(ImportedSession.Pay(1) with { Data = new byte[] { 1, 2, 3, 4 } }, Start));
        Assert.False(session.Allows(ImportedSession.Pay(limit + 1), Start));
        Assert.True(session.Allows(ImportedSession.Pay(limit), Start));
        Assert.True(session.Judge(
            ImportedSession.Pay(limit - 1), Start, false, ImportedSession.Pay(1, Erc7715Requests.OtherPayee)).Allowed);
        Assert.False(session.Judge(
            ImportedSession.Pay(limit), Start, false, ImportedSession.Pay(1, Erc7715Requests.OtherPayee)).Allowed);
        Assert.True(session.Play(ImportedSession.Pay(limit, Erc7715Requests.OtherPayee), Start).Allowed);
        Assert.Equal("BudgetExceeded", session.Refusal(ImportedSession.Pay(1), LastClaimOf(Start.AddDays(1))));
        Assert.True(session.Allows(ImportedSession.Pay(limit), Start.AddDays(1)));
    }

    /// <summary>Claim and last second of an operation differ: the last claim is the last second but one.</summary>
    private static DateTimeOffset LastClaimOf(DateTimeOffset end) => end.AddSeconds(-2);

    private static ImportedSession Session(JsonObject request) => new(request.Import().Document);
}
