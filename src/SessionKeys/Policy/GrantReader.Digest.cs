using System.Buffers.Binary;
using System.Text;

namespace SessionKeys;

/// <summary>What the approver signs, also for times that .NET's calendar does not hold.</summary>
internal ref partial struct GrantReader
{
    private const int ValidAfterAt = 26;
    private const int ExpiresAtAt = 32;
    private const int TimeLength = 6;

    private readonly (string Line, string Field, ulong Seconds, int Position)[] Times =>
    [
        ("Valid after", "validAfter", _core.ValidAfter, ValidAfterAt),
        ("Expires at", "expiresAt", _core.ExpiresAt, ExpiresAtAt),
        ("Grant until", "grantDeadline", Deadline, _detailsAt),
    ];

    /// <summary>What the approver signs, in the form of the grant.</summary>
    public readonly Hash32 Digest() => _form == (byte)ApprovalForm.Text
        ? PersonalMessage.Digest(Encoding.ASCII.GetBytes(Render()))
        : Typed().Digest();

    private readonly TypedData Typed()
    {
        TypedData data = GrantTypedData.Create(Decode());
        Dictionary<string, object> message = new(data.Message);
        foreach ((_, string field, ulong seconds, _) in Times)
        {
            message[field] = (UInt256)seconds;
        }

        return new TypedData
        {
            Types = data.Types,
            PrimaryType = data.PrimaryType,
            Domain = data.Domain,
            Message = message,
        };
    }

    private readonly string Render()
    {
        string text = GrantText.Render(Decode());
        foreach ((string line, _, ulong seconds, _) in Times)
        {
            if (FarTime.IsFar(seconds))
            {
                string start = $"\n{line}: ";
                text = text.Replace(
                    start + FarTime.ToText(FarTime.Fold(seconds)),
                    start + FarTime.ToText(seconds),
                    StringComparison.Ordinal);
            }
        }

        return text;
    }

    /// <summary>The terms, with each far time in an earlier year.</summary>
    private readonly SessionGrant Decode()
    {
        if (Terms.SequenceEqual(_envelope.Grant.Terms.Span))
        {
            return _envelope.Grant.Grant;
        }

        byte[] terms = Terms.ToArray();
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach ((_, _, ulong seconds, int position) in Times)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, FarTime.Fold(seconds));
            word[^TimeLength..].CopyTo(terms.AsSpan(position));
        }

        return GrantEncoding.Decode(terms, _context.ChainId, _context.Module, _context.Account, _context.Route);
    }
}
