using System.Text;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Every text of the shared vectors, which the contracts render byte for byte, is shown in full.</summary>
public sealed class CanonicalTextTests
{
    public static TheoryData<string, string> Lists => new()
    {
        { "grants.json", "grants" },
        { "revocations.json", "sessions" },
        { "revocations.json", "allSessions" },
        { "controls.json", "controls" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Text_that_the_contracts_accept_is_accepted_and_counted_alike(string file, string list)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"tests/vectors/{file}")));
        int accepted = 0;
        foreach (JsonElement vector in vectors.RootElement.GetProperty(list).EnumerateArray())
        {
            string text = vector.GetProperty("text").GetString()!;
            byte[] message = Encoding.ASCII.GetBytes(text);
            bool fits = !vector.TryGetProperty("textFits", out JsonElement flag) || flag.GetBoolean();
            if (!fits)
            {
                LedgerException refused = Assert.Throws<LedgerException>(() => PersonalMessageReview.Check(message));
                Assert.Equal(LedgerReason.TooLargeForDevice, refused.Reason);
                continue;
            }

            PersonalMessageReview review = PersonalMessageReview.Check(message);
            Assert.Equal(vector.GetProperty("displayLines").GetInt32(), review.DisplayLines);
            Assert.Equal(text.Replace('\n', ' '), review.ShownText);
            Assert.StartsWith("End of ", ApprovalBriefing.ForPersonalMessage(message).LastLine, StringComparison.Ordinal);
            accepted++;
        }

        Assert.True(accepted > 5, "texts");
    }
}
