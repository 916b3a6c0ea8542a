using System.Globalization;
using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>
/// Operations that carry a grant of some thousand years from now, which the module takes and .NET's calendar does not
/// hold. The account approves the very digest that the module must come to.
/// </summary>
internal static class FarTimeCases
{
    private const ulong FourHundredYears = 146_097UL * 86_400; // after which the calendar repeats

    private static readonly VerdictWorld World = new VerdictWorld(
        Samples.Grant with { Context = Samples.Context with { Epoch = 2 } }).SetApprover(Samples.Account);

    private static readonly (string Line, string Field, DateTimeOffset Time, int Position)[] Times =
    [
        ("Valid after", "validAfter", Samples.Envelope.ValidAfter, 13 + 26),
        ("Expires at", "expiresAt", Samples.Envelope.ExpiresAt, 13 + 32),
        ("Grant until", "grantDeadline", Samples.Envelope.GrantDeadline, 13 + World.Grant.Core.Length),
    ];

    public static IEnumerable<VerdictVector> All()
    {
        // The years 6026, 10026 and 4002026: before, just behind and far behind the end of the calendar.
        foreach (uint eras in (uint[])[10, 20, 10_000])
        {
            VerdictUse use = new()
            {
                Enables = true,
                Unsigned = bytes => Shift(bytes, eras),
                AccountApproves = (_, signature) => new AccountApproval(TypedDigest(eras), [.. signature]),
            };
            yield return World.Judge($"grant of {400 * eras} years later, typed", use);
            yield return World.Judge($"grant of {400 * eras} years later, as text", use with
            {
                Form = ApprovalForm.Text,
                AccountApproves = (_, signature) => new AccountApproval(TextDigest(eras), [.. signature]),
            });
            yield return World.Judge($"grant of {400 * eras} years later, too early", use with
            {
                Unsigned = bytes => TimeCases.Put(0, FourHundredYears, 6)(Shift(bytes, eras)),
            });
        }
    }

    private static byte[] Shift(byte[] unsigned, uint eras)
    {
        ulong claimedAt = Later(new VerdictUse().ClaimedAt, eras);
        byte[] shifted = TimeCases.Put(0, claimedAt, 6)(unsigned);
        foreach ((_, _, DateTimeOffset time, int position) in Times)
        {
            shifted = TimeCases.Put(position, Later(time, eras), 6)(shifted);
        }

        return shifted;
    }

    private static ulong Later(DateTimeOffset time, uint eras) =>
        (ulong)time.ToUnixTimeSeconds() + (eras * FourHundredYears);

    private static Hash32 TypedDigest(uint eras)
    {
        TypedData near = GrantTypedData.Create(World.Grant.Grant);
        Dictionary<string, object> message = new(near.Message);
        foreach ((_, string field, DateTimeOffset time, _) in Times)
        {
            message[field] = (UInt256)Later(time, eras);
        }

        return new TypedData
        {
            Types = near.Types,
            PrimaryType = near.PrimaryType,
            Domain = near.Domain,
            Message = message,
        }.Digest();
    }

    private static Hash32 TextDigest(uint eras)
    {
        string text = GrantText.Render(World.Grant.Grant);
        foreach ((string line, _, DateTimeOffset time, _) in Times)
        {
            long year = time.Year + (400L * eras);
            string near = string.Create(CultureInfo.InvariantCulture, $"{line}: {time.Year}-");
            Assert.Contains(near, text, StringComparison.Ordinal);
            text = text.Replace(
                near, string.Create(CultureInfo.InvariantCulture, $"{line}: {year}-"), StringComparison.Ordinal);
        }

        return PersonalMessage.Digest(Encoding.ASCII.GetBytes(text));
    }
}
