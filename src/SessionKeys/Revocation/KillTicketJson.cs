using System.Globalization;
using System.Text;

namespace SessionKeys;

/// <summary>Reads and writes the JSON form of kill tickets, in which they are kept.</summary>
/// <remarks>
/// One object: <c>killTicket</c> (the version, 1), <c>chainId</c>, <c>module</c>, <c>account</c>, either
/// <c>sessionId</c> or <c>epoch</c>, <c>form</c> (<c>text</c> or <c>typed</c>), <c>signer</c>, <c>signature</c>.
/// </remarks>
public static class KillTicketJson
{
    /// <summary>The most bytes of a ticket: 4,096.</summary>
    public const int MaxLength = 4096;

    private const uint Version = 1;

    private static readonly (string Name, ApprovalForm Value)[] Forms =
        [("text", ApprovalForm.Text), ("typed", ApprovalForm.Typed)];

    /// <summary>Reads a ticket and verifies its signature.</summary>
    /// <param name="utf8">The text of the file, at most <see cref="MaxLength"/> bytes of plain ASCII.</param>
    /// <returns>The verified ticket.</returns>
    /// <exception cref="SessionKeyException">The text is not JSON, a field is unknown, missing, there twice, or of
    /// another form (<c>kill-ticket-format</c>); or the signature is not the signer's
    /// (<c>kill-ticket-signature</c>).</exception>
    public static KillTicket Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            throw Refuse($"it has {utf8.Length} bytes; allowed are {MaxLength}. Check that this is the right file.");
        }

        try
        {
            return Read(StrictJsonReader.Read(utf8));
        }
        catch (EnvelopeFormatException e)
        {
            throw Refuse(e.Message, e);
        }
    }

    /// <summary>Writes a ticket in its one canonical form.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <returns>ASCII: fixed order of fields, two spaces of indentation, a newline at the end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ticket"/> is null.</exception>
    public static byte[] Write(KillTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        KillTicketSubject subject = ticket.Subject;
        string chainId = subject.ChainId.ToString(CultureInfo.InvariantCulture);
        string[] lines =
        [
            $"\"killTicket\": {Version}",
            subject.ChainId <= JsonScalars.MaxSafeInteger ? $"\"chainId\": {chainId}" : $"\"chainId\": \"{chainId}\"",
            $"\"module\": \"{subject.Module}\"",
            $"\"account\": \"{subject.Account}\"",
            subject.SessionId is { } sessionId
                ? $"\"sessionId\": \"{sessionId}\""
                : string.Create(CultureInfo.InvariantCulture, $"\"epoch\": {subject.Epoch}"),
            $"\"form\": \"{Forms.First(form => form.Value == ticket.Form).Name}\"",
            $"\"signer\": \"{ticket.Signer}\"",
            $"\"signature\": \"{ticket.Signature}\"",
        ];
        return Encoding.ASCII.GetBytes($"{{\n  {string.Join(",\n  ", lines)}\n}}\n");
    }

    private static KillTicket Read(JsonValue root)
    {
        JsonFields fields = new(
            root, "killTicket", "chainId", "module", "account", "sessionId", "epoch", "form", "signer", "signature");
        JsonValue version = fields.Required("killTicket");
        if (JsonScalars.Small(version, uint.MaxValue) != Version)
        {
            throw version.Refuse($"the version {Version}", "Read it with the release of this library that wrote it.");
        }

        return KillTicket.Create(
            ReadSubject(fields),
            JsonScalars.OneOf(fields.Required("form"), Forms),
            JsonScalars.Address(fields.Required("signer")),
            ReadSignature(fields.Required("signature")));
    }

    private static KillTicketSubject ReadSubject(JsonFields fields)
    {
        ulong chainId = JsonScalars.Unsigned64(fields.Required("chainId"));
        Address module = JsonScalars.Address(fields.Required("module"));
        Address account = JsonScalars.Address(fields.Required("account"));
        if (fields.Has("sessionId") == fields.Has("epoch"))
        {
            throw Refuse(
                $"it has {(fields.Has("epoch") ? "both" : "none")} of $.sessionId and $.epoch; allowed is one of them. "
                + "Take another copy of the ticket.");
        }

        return fields.Has("sessionId")
            ? KillTicketSubject.One(
                chainId, module, account, new SessionId(JsonScalars.Hash(fields.Required("sessionId"))))
            : KillTicketSubject.All(
                chainId, module, account, JsonScalars.Small(fields.Required("epoch"), uint.MaxValue));
    }

    private static EcdsaSignature ReadSignature(JsonValue value)
    {
        return Hex.TryParse(value.Kind == JsonKind.String ? value.Text : null, out byte[]? bytes)
            && bytes.Length == EcdsaSignature.Length && bytes[^1] is 27 or 28
            ? EcdsaSignature.Parse(bytes)
            : throw value.Refuse("\"0x\" and 130 hexadecimal digits, the last two 1b or 1c", "Copy the whole value.");
    }

    private static SessionKeyException Refuse(string finding, Exception? cause = null) =>
        new("kill-ticket-format", $"The kill ticket was refused: {finding}", cause);
}
