using System.Text;

namespace SessionKeys.Tests;

public sealed class ApproverExtensionsTests
{
    private static readonly InMemoryApprover Signer = InMemoryApprover.Create();

    private static readonly SessionId Id = GrantEncoding.Encode(Samples.Grant).SessionId;

    public static TheoryData<ControlMessage> Messages =>
    [
        new SessionPause(Samples.Context, Id) { Sequence = 1, Deadline = Samples.Start },
        new SessionResumption(Samples.Context, Id, 1) { Sequence = 2, Deadline = Samples.Start },
        new ModeTightening(Samples.Context, AccountMode.Restricted) { Sequence = 3, Deadline = Samples.Start },
        new ModeLoosening(Samples.Context, AccountMode.Normal, 2) { Sequence = 4, Deadline = Samples.Start },
        new SessionReattestation(Samples.Context, Id, Samples.Start),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Control_message_is_signed_in_the_form_that_was_asked_for(ControlMessage message)
    {
        Approval text = await Signer.SignControlAsync(message, ApprovalForm.Text);
        Approval typed = await Signer.SignControlAsync(message, ApprovalForm.Typed);

        Assert.Equal((ApprovalForm.Text, ApprovalForm.Typed), (text.Form, typed.Form));
        Assert.Equal(Signer.Address, SignerOf(PersonalMessage.Digest(Encoding.ASCII.GetBytes(message.ToText())), text));
        Assert.Equal(Signer.Address, SignerOf(message.ToTypedData().Digest(), typed));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_line_of_a_control_message_begins_with_a_keyword(ControlMessage message)
    {
        string[] lines = message.ToText().Split('\n');

        Assert.All(lines[..^1], line => Assert.Matches("^[A-Z][A-Za-z0-9 ]*: .*;$", line));
        Assert.Matches("^End of [a-z]+\\.$", lines[^1]);
    }

    [Fact]
    public void Time_that_is_no_whole_second_is_refused_in_both_forms()
    {
        SessionPause pause = new(Samples.Context, Id) { Deadline = Samples.Start.AddTicks(1) };
        SessionReattestation attestation = new(Samples.Context, Id, Samples.Start.AddTicks(1));

        Assert.All([pause.ToText, attestation.ToText], (Func<string> text) => IsRefused(() => text()));
        Assert.All([pause.ToTypedData, attestation.ToTypedData], (Func<TypedData> typed) => IsRefused(() => typed()));
    }

    [Fact]
    public async Task Renewer_signs_its_consent()
    {
        SessionRenewal renewal = new(Samples.Context, Id, 3, Samples.Start);

        RenewalConsent consent = await Signer.SignRenewalAsync(renewal);

        Assert.Equal(Samples.Start, consent.Deadline);
        Assert.True(Secp256k1.TryRecover(renewal.ToTypedData().Digest(), consent.Signature, out Address signer));
        Assert.Equal(Signer.Address, signer);
    }

    [Fact]
    public async Task Text_of_a_grant_with_token_names_is_signed_with_them()
    {
        PackedGrant grant = GrantEncoding.Encode(Samples.With(envelope => envelope with { TokenNames = true }));
        Dictionary<Address, TokenName> names = new() { [Samples.Token] = new TokenName("USDC", 6) };

        Approval approval = await Signer.SignGrantAsync(grant, ApprovalForm.Text, names);

        string text = GrantText.Render(grant.Grant, names);
        Assert.Equal(Signer.Address, SignerOf(PersonalMessage.Digest(Encoding.ASCII.GetBytes(text)), approval));
        await Assert.ThrowsAsync<SessionKeyException>(
            async () => await Signer.SignGrantAsync(grant, ApprovalForm.Text));
        Assert.NotNull(await Signer.SignGrantAsync(grant, ApprovalForm.Typed));
    }

    private static Address SignerOf(Hash32 digest, Approval approval)
    {
        Assert.True(Secp256k1.TryRecover(digest, EcdsaSignature.Parse(approval.Signature.Span), out Address signer));
        return signer;
    }

    private static void IsRefused(Func<object> render) =>
        Assert.Equal("grant-not-encodable", Assert.Throws<GrantEncodingException>(render).Id);
}
