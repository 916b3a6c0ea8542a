using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>A person who approves a grant in the place of another one reads what is different.</summary>
public class ReplacedSessionTests
{
    private static readonly Address Account = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");

    private static readonly SessionGrant Old = Grant(
        TestEnvelopes.Transfers(Account, DateTimeOffset.UnixEpoch.AddYears(60)));

    private static readonly SessionGrant New = Grant(Old.Envelope with
    {
        ExpiresAt = Old.Envelope.ExpiresAt.AddDays(1),
        Replaces = GrantEncoding.Encode(Old).SessionId,
    });

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public void Differences_stand_under_the_session_that_ends(ApprovalForm form)
    {
        ApprovalBriefing briefing = Briefing(form, New).WithReplacedSession(New, Old);

        Assert.Equal(EnvelopeDiff.Compare(Old.Envelope, New.Envelope), briefing.Changes);
        string[] lines = [.. briefing.ToLines()];
        int at = Array.IndexOf(lines, $"  {New.Envelope.Replaces}");
        string change = string.Concat(
            lines[(at + 1)..].TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));
        Assert.Contains("MORE expires at: ", change, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Without_the_old_grant_there_are_no_differences() =>
        Assert.Empty(Briefing(ApprovalForm.Text, New).Changes);

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public void Grant_other_than_the_message_is_refused(ApprovalForm form)
    {
        SessionGrant other = Grant(New.Envelope with { Salt = New.Envelope.Salt + 1 });

        Assert.Equal(
            "grant",
            Assert.Throws<ArgumentException>(() => Briefing(form, New).WithReplacedSession(other, Old)).ParamName);
    }

    [Fact]
    public void Session_that_is_not_replaced_is_refused()
    {
        SessionGrant stranger = Grant(Old.Envelope with { Salt = Old.Envelope.Salt + 1 });

        Assert.Equal(
            "replaced",
            Assert.Throws<ArgumentException>(
                () => Briefing(ApprovalForm.Text, New).WithReplacedSession(New, stranger)).ParamName);
        Assert.Equal(
            "replaced",
            Assert.Throws<ArgumentException>(
                () => Briefing(ApprovalForm.Text, Old).WithReplacedSession(Old, Old)).ParamName);
    }

    private static SessionGrant Grant(CapabilityEnvelope envelope) => new(
        new SessionContext
        {
            ChainId = 31337,
            Module = Account,
            Account = Account,
            Route = Route.Erc7579,
            Epoch = 1,
        },
        Account,
        envelope);

    private static ApprovalBriefing Briefing(ApprovalForm form, SessionGrant grant) => form == ApprovalForm.Text
        ? ApprovalBriefing.ForPersonalMessage(Encoding.ASCII.GetBytes(GrantText.RenderReadable(grant)))
        : ApprovalBriefing.ForTypedData(GrantTypedData.Create(grant));
}
