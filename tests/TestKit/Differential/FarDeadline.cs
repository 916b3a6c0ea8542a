using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>
/// A grant that may be relayed for some thousand years: the module takes it, also after the year 9999, where the
/// library's own times end. The approver signs it as it stands.
/// </summary>
internal static class FarDeadline
{
    private const int Years = 400;
    private const long Seconds = 146_097L * 86_400; // of 400 years, after which the calendar repeats

    /// <param name="draft">An operation that carries its grant.</param>
    /// <param name="approver">Who signs it again.</param>
    /// <param name="times">By how many times 400 years the deadline moves.</param>
    public static async Task SetAsync(OperationDraft draft, InMemoryApprover approver, int times)
    {
        PackedGrant grant = draft.Session.Grant;
        DateTimeOffset old = grant.Grant.Envelope.GrantDeadline;
        ulong deadline = (ulong)(old.ToUnixTimeSeconds() + (times * Seconds));
        EcdsaSignature signature = draft.Approval!.Form == ApprovalForm.Typed
            ? await approver.SignTypedDataAsync(Typed(grant, deadline)).ConfigureAwait(false)
            : await approver.SignMessageAsync(Text(grant, old, times)).ConfigureAwait(false);

        byte[] word = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(word, deadline);
        int termsEnd = OperationDraft.HeadLength + grant.Terms.Length;
        const int formAndLength = 3;
        word.AsSpan(2).CopyTo(draft.Unsigned.AsSpan(OperationDraft.HeadLength + grant.Core.Length));
        signature.ToArray().CopyTo(draft.Unsigned, termsEnd + formAndLength);
    }

    private static TypedData Typed(PackedGrant grant, ulong deadline)
    {
        TypedData data = GrantTypedData.Create(grant.Grant);
        return new TypedData
        {
            Types = data.Types,
            PrimaryType = data.PrimaryType,
            Domain = data.Domain,
            Message = new Dictionary<string, object>(data.Message) { ["grantDeadline"] = (UInt256)deadline },
        };
    }

    private static byte[] Text(PackedGrant grant, DateTimeOffset old, int times)
    {
        string before = $"Grant until: {old.Year.ToString(CultureInfo.InvariantCulture)}-";
        string after = $"Grant until: {(old.Year + (times * Years)).ToString(CultureInfo.InvariantCulture)}-";
        return Encoding.ASCII.GetBytes(GrantText.Render(grant.Grant).Replace(before, after, StringComparison.Ordinal));
    }
}
