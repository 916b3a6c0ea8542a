using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>The typed form of every message of the shared vectors.</summary>
public sealed class TypedDataVectorTests
{
    private static readonly JsonElement Revocations = RepositoryFiles.ReadVectors("revocations.json");

    public static TheoryData<int, string> Grants => GrantVector.Rows;

    public static TheoryData<int, string> One { get; } =
        VectorRows.Of(Revocations.GetProperty("sessions"), vector => vector.Text("sessionId"));

    public static TheoryData<int, string> All { get; } =
        VectorRows.Of(Revocations.GetProperty("allSessions"), vector => vector.GetProperty("epoch").ToString());

    [Theory]
    [MemberData(nameof(Grants))]
    public void Typed_data_has_the_hashes_of_the_vector(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);

        TypedData data = GrantTypedData.Create(GrantVector.Read(vector));

        Check(vector, data);
    }

    [Theory]
    [MemberData(nameof(One))]
    public void Revocation_of_one_session_has_the_hashes_of_the_vector(int index, string sessionId)
    {
        JsonElement vector = Revocations.GetProperty("sessions")[index];

        Check(vector, RevocationTypedData.ForOne(
            vector.Number("chainId"),
            vector.Address("module"),
            vector.Address("account"),
            new SessionId(Hash32.Parse(sessionId))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Revocation_of_all_sessions_has_the_hashes_of_the_vector(int index, string epoch)
    {
        JsonElement vector = Revocations.GetProperty("allSessions")[index];

        Check(vector, RevocationTypedData.ForAll(
            vector.Number("chainId"),
            vector.Address("module"),
            vector.Address("account"),
            uint.Parse(epoch, CultureInfo.InvariantCulture)));
    }

    private static void Check(JsonElement vector, TypedData data)
    {
        Assert.Equal(vector.Hash("domainSeparator"), data.DomainSeparator());
        Assert.Equal(vector.Hash("messageHash"), data.MessageHash());
        Assert.Equal(vector.Hash("digest"), data.Digest());
        Assert.Equal(GrantVector.Approver, GrantVector.Recover(data.Digest(), vector.Bytes("typedSignature")));
    }
}
