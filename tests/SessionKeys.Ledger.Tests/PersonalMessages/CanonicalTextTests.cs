using System.Text;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Every text of the shared vectors, which the contracts render byte for byte, is shown in full. They count
/// each line of a text for itself, a Nano joins them: so it never needs more lines than they count.</summary>
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
    public void Text_that_the_contracts_accept_is_shown_in_full(string file, string list)
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"tests/vectors/{file}")));
        int accepted = 0;
        foreach (JsonElement vector in vectors.RootElement.GetProperty(list).EnumerateArray())
        {
            string text = vector.GetProperty("text").GetString()!;
            byte[] message = Encoding.ASCII.GetBytes(text);
            if (vector.TryGetProperty("textFits", out JsonElement fits) && !fits.GetBoolean())
            {
                continue;
            }

            PersonalMessageReview review = PersonalMessageReview.Check(message);
            Assert.InRange(review.DisplayLines, 1, vector.GetProperty("displayLines").GetInt32());
            Assert.Equal(text.Replace('\n', ' '), review.ShownText);
            Assert.StartsWith(
                "End of ", ApprovalBriefing.ForPersonalMessage(message).LastLine, StringComparison.Ordinal);
            accepted++;
        }

        Assert.True(accepted > 5, "texts");
    }
}
