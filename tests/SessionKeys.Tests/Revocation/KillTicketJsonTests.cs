using System.Text;

namespace SessionKeys.Tests;

/// <summary>Files that are no kill ticket, each one change away from one that is.</summary>
public sealed class KillTicketJsonTests
{
    private static readonly InMemoryApprover Signer = InMemoryApprover.Create();

    private static readonly KillTicketSubject All = KillTicketSubject.All(
        31337,
        Address.Parse("0x5e55100000000000000000000000000000000001"),
        Address.Parse("0xacc0000000000000000000000000000000000001"),
        3);

    [Fact]
    public async Task Ticket_is_one_small_object()
    {
        KillTicket ticket = await Signer.SignKillTicketAsync(All, ApprovalForm.Typed);

        string json = Encoding.ASCII.GetString(KillTicketJson.Write(ticket));

        Assert.Equal(
            $$"""
            {
              "killTicket": 1,
              "chainId": 31337,
              "module": "{{All.Module}}",
              "account": "{{All.Account}}",
              "epoch": 3,
              "form": "typed",
              "signer": "{{Signer.Address}}",
              "signature": "{{ticket.Signature}}"
            }

            """.ReplaceLineEndings("\n"),
            json);
    }

    [Fact]
    public async Task Chain_id_above_two_to_the_53_is_written_in_quotation_marks()
    {
        KillTicketSubject far = KillTicketSubject.All(ulong.MaxValue, All.Module, All.Account, uint.MaxValue);
        KillTicket ticket = await Signer.SignKillTicketAsync(far, ApprovalForm.Text);

        byte[] json = KillTicketJson.Write(ticket);

        Assert.Contains(
            "\"chainId\": \"18446744073709551615\"", Encoding.ASCII.GetString(json), StringComparison.Ordinal);
        Assert.Equal(ticket, KillTicketJson.Parse(json));
    }

    [Theory]
    [InlineData("\"killTicket\": 1", "\"killTicket\": 2", "$.killTicket")]
    [InlineData("\"killTicket\": 1,", "", "$.killTicket")]
    [InlineData("\"chainId\": 31337", "\"chainId\": 031337", "$")]
    [InlineData("\"chainId\": 31337", "\"chainId\": -1", "$.chainId")]
    [InlineData("\"epoch\": 3", "\"epoch\": 4294967296", "$.epoch")]
    [InlineData("\"epoch\": 3", "\"epoch\": \"3\"", "$.epoch")]
    [InlineData("\"epoch\": 3,", "", "$.sessionId")]
    [InlineData("\"epoch\": 3,", "\"epoch\": 3, \"epoch\": 3,", "$.epoch")]
    [InlineData("\"epoch\": 3,", "\"epoch\": 3, \"sessionId\": \"0x00\",", "$.sessionId")]
    [InlineData("\"form\": \"typed\"", "\"form\": \"Typed\"", "$.form")]
    [InlineData("\"form\": \"typed\"", "\"form\": 1", "$.form")]
    [InlineData("\"form\": \"typed\"", "\"form\": \"typed\", \"note\": \"\"", "$.note")]
    [InlineData("\"signature\": \"0x", "\"signature\": \"0x00", "$.signature")]
    [InlineData("\"signature\": \"0x", "\"signature\": \"", "$.signature")]
    [InlineData("\"signer\": \"0x", "\"signer\": \"0x0", "$.signer")]
    [InlineData("\n}", "\n} {}", "$")]
    [InlineData("{\n", "[{\n", "$")]
    public async Task File_of_another_form_is_refused_with_its_place(string from, string to, string place)
    {
        KillTicket ticket = await Signer.SignKillTicketAsync(All, ApprovalForm.Typed);
        string json = Encoding.ASCII.GetString(KillTicketJson.Write(ticket));
        string changed = json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(json, changed);

        SessionKeyException refused = Assert.Throws<SessionKeyException>(
            () => KillTicketJson.Parse(Encoding.ASCII.GetBytes(changed)));

        Assert.Equal("kill-ticket-format", refused.Id);
        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"chainId\": 31337", "\"chainId\": 1")]
    [InlineData("\"epoch\": 3", "\"epoch\": 4")]
    [InlineData("\"form\": \"typed\"", "\"form\": \"text\"")]
    public async Task Ticket_with_another_value_is_refused_by_its_signature(string from, string to)
    {
        KillTicket ticket = await Signer.SignKillTicketAsync(All, ApprovalForm.Typed);
        string json = Encoding.ASCII.GetString(KillTicketJson.Write(ticket));
        string changed = json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(json, changed);

        SessionKeyException refused = Assert.Throws<SessionKeyException>(
            () => KillTicketJson.Parse(Encoding.ASCII.GetBytes(changed)));

        Assert.Equal("kill-ticket-signature", refused.Id);
    }

    [Fact]
    public async Task Ticket_with_one_digit_of_its_signature_changed_is_refused()
    {
        KillTicket ticket = await Signer.SignKillTicketAsync(All, ApprovalForm.Typed);
        byte[] json = KillTicketJson.Write(ticket);
        int digit = Encoding.ASCII.GetString(json).IndexOf("signature\": \"0x", StringComparison.Ordinal) + 30;
        json[digit] = json[digit] == (byte)'7' ? (byte)'8' : (byte)'7';

        SessionKeyException refused = Assert.Throws<SessionKeyException>(() => KillTicketJson.Parse(json));

        Assert.Equal("kill-ticket-signature", refused.Id);
    }

    [Fact]
    public void Long_file_is_refused_before_it_is_read()
    {
        byte[] spaces = Enumerable.Repeat((byte)' ', KillTicketJson.MaxLength + 1).ToArray();

        SessionKeyException refused = Assert.Throws<SessionKeyException>(() => KillTicketJson.Parse(spaces));

        Assert.Equal("kill-ticket-format", refused.Id);
        Assert.Contains("4097 bytes", refused.Message, StringComparison.Ordinal);
    }
}
