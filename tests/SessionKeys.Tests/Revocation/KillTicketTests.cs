using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Tickets made of the signatures of the shared vectors, which the module accepts.</summary>
public sealed class KillTicketTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("revocations.json");

    private static readonly JsonElement Session = File.GetProperty("sessions")[0];

    private static readonly JsonElement AllSessions = File.GetProperty("allSessions")[0];

    private static readonly KillTicketSubject One = KillTicketSubject.One(
        Session.Number("chainId"),
        Session.Address("module"),
        Session.Address("account"),
        new SessionId(Session.Hash("sessionId")));

    private static readonly KillTicketSubject All = KillTicketSubject.All(
        AllSessions.Number("chainId"),
        AllSessions.Address("module"),
        AllSessions.Address("account"),
        (uint)AllSessions.Number("epoch"));

    public static TheoryData<bool, ApprovalForm> Kinds => new()
    {
        { true, ApprovalForm.Text },
        { true, ApprovalForm.Typed },
        { false, ApprovalForm.Text },
        { false, ApprovalForm.Typed },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Signature_that_the_module_accepts_makes_a_ticket_and_its_call(bool one, ApprovalForm form)
    {
        KillTicket ticket = Make(one, form);

        byte[] expected = one
            ? SessionKeyModuleCalls.Revoke(One.Account, One.SessionId!.Value, Approval.By(form, ticket.Signature))
            : SessionKeyModuleCalls.RevokeAll(All.Account, Approval.By(form, ticket.Signature));
        Assert.Equal(new Call(ticket.Subject.Module, UInt256.Zero, expected), ticket.ToCall());
        Assert.Equal(
            Vector(one).Hash(form == ApprovalForm.Text ? "textDigest" : "digest"), ticket.Subject.Digest(form));
        Assert.DoesNotContain(ticket.Signature.ToString(), ticket.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ticket_survives_being_written_and_read(bool one, ApprovalForm form)
    {
        KillTicket ticket = Make(one, form);

        byte[] json = KillTicketJson.Write(ticket);

        Assert.Equal(ticket, KillTicketJson.Parse(json));
        Assert.Equal(json, KillTicketJson.Write(KillTicketJson.Parse(json)));
        Assert.True(json.Length < KillTicketJson.MaxLength, "length");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signer_signs_a_ticket_in_either_form(bool one, ApprovalForm form)
    {
        using InMemoryApprover signer =
            InMemoryApprover.FromSecret(File.GetProperty("approver").Bytes("privateKey"));

        KillTicket ticket = await signer.SignKillTicketAsync(one ? One : All, form);

        Assert.Equal(Make(one, form), ticket);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changed_ticket_is_refused_whatever_was_changed(bool one, ApprovalForm form)
    {
        KillTicket ticket = Make(one, form);
        KillTicketSubject subject = ticket.Subject;
        Address other = Address.Parse("0x00000000000000000000000000000000000000aa");
        KillTicketSubject[] changed =
        [
            Subject(subject, chainId: subject.ChainId + 1),
            Subject(subject, module: other),
            Subject(subject, account: other),
            one
                ? KillTicketSubject.One(
                    subject.ChainId, subject.Module, subject.Account, new SessionId(Hash32.FromBytes(new byte[32])))
                : KillTicketSubject.All(subject.ChainId, subject.Module, subject.Account, subject.Epoch!.Value + 1),
            one ? All : One,
        ];

        Assert.All(changed, each => Refused(each, form, ticket.Signer, ticket.Signature));
        Refused(subject, 1 - form, ticket.Signer, ticket.Signature);
        Refused(subject, form, other, ticket.Signature);
        Refused(subject, form, ticket.Signer, ticket.Signature with { V = (byte)(55 - ticket.Signature.V) });
        Refused(subject, form, ticket.Signer, HighS.Of(ticket.Signature));
        _ = KillTicket.Create(subject, form, ticket.Signer, ticket.Signature);
    }

    [Fact]
    public void Unknown_form_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => KillTicket.Create(One, (ApprovalForm)2, GrantVector.Approver, Make(true, ApprovalForm.Text).Signature));

    private static void Refused(
        KillTicketSubject subject, ApprovalForm form, Address signer, EcdsaSignature signature)
    {
        SessionKeyException refused = Assert.Throws<SessionKeyException>(
            () => KillTicket.Create(subject, form, signer, signature));
        Assert.Equal("kill-ticket-signature", refused.Id);
    }

    private static KillTicketSubject Subject(
        KillTicketSubject subject, ulong? chainId = null, Address? module = null, Address? account = null)
    {
        ulong chain = chainId ?? subject.ChainId;
        Address contract = module ?? subject.Module;
        Address owner = account ?? subject.Account;
        return subject.SessionId is { } id
            ? KillTicketSubject.One(chain, contract, owner, id)
            : KillTicketSubject.All(chain, contract, owner, subject.Epoch!.Value);
    }

    private static KillTicket Make(bool one, ApprovalForm form) => KillTicket.Create(
        one ? One : All,
        form,
        GrantVector.Approver,
        EcdsaSignature.Parse(Vector(one).Bytes(form == ApprovalForm.Text ? "textSignature" : "typedSignature")));

    private static JsonElement Vector(bool one) => one ? Session : AllSessions;
}
