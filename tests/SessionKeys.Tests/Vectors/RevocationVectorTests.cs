using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every revocation of the shared vectors, in both forms.</summary>
public sealed class RevocationVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("revocations.json");

    public static TheoryData<int, string> One { get; } =
        VectorRows.Of(File.GetProperty("sessions"), vector => vector.Text("sessionId"));

    public static TheoryData<int, string> All { get; } =
        VectorRows.Of(File.GetProperty("allSessions"), vector => vector.GetProperty("epoch").ToString());

    [Theory]
    [MemberData(nameof(One))]
    public void Revocation_of_one_session_is_that_of_the_vector(int index, string sessionId)
    {
        JsonElement vector = File.GetProperty("sessions")[index];
        (ulong chainId, Address module, Address account) = Context(vector);
        SessionId id = new(Hash32.Parse(sessionId));

        CheckText(vector, RevocationText.RenderOne(chainId, module, account, id));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Revocation_of_all_sessions_is_that_of_the_vector(int index, string epoch)
    {
        JsonElement vector = File.GetProperty("allSessions")[index];
        (ulong chainId, Address module, Address account) = Context(vector);
        uint number = uint.Parse(epoch, System.Globalization.CultureInfo.InvariantCulture);

        CheckText(vector, RevocationText.RenderAll(chainId, module, account, number));
    }

    [Fact]
    public void Vectors_are_all_here()
    {
        Assert.Equal(File.GetProperty("sessionCount").GetInt32(), One.Count);
        Assert.Equal(File.GetProperty("allSessionsCount").GetInt32(), All.Count);
    }

    private static (ulong ChainId, Address Module, Address Account) Context(JsonElement vector) =>
        (vector.Number("chainId"), vector.Address("module"), vector.Address("account"));

    private static void CheckText(JsonElement vector, string text)
    {
        Assert.Equal(vector.Text("text"), text);
        Assert.Equal(vector.GetProperty("displayLines").GetInt32(), TextSize.Of(text).DisplayLines);
        Assert.Equal(vector.Hash("textDigest"), PersonalMessage.Digest(Encoding.ASCII.GetBytes(text)));
    }
}
