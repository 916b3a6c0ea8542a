using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every operation of the shared vectors: its nonce, its segment, and what the session key signs.</summary>
public sealed class SegmentVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("segments.json");

    private static readonly JsonElement Segments = File.GetProperty("segments");

    public static TheoryData<int, string> Rows { get; } = VectorRows.Of(Segments, vector => vector.Text("name"));

    [Fact]
    public void Vectors_are_all_here() => Assert.Equal(File.GetProperty("count").GetInt32(), Rows.Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Segment_is_that_of_the_vector_byte_for_byte(int index, string name)
    {
        JsonElement vector = At(index, name);

        SessionSegment segment = Build(vector);

        Assert.Equal(vector.Text("signed"), Hex.Format(segment.Unsigned.Span));
        Assert.Equal(vector.Hash("segmentHash"), segment.Hash);
        Assert.Equal(vector.Hash("operationDigest"), segment.Digest(UserOpHash(vector)));
        Assert.Equal(vector.Text("segment"), Hex.Format(segment.Seal(vector.Bytes("signature"))));
        Assert.Equal(vector.GetProperty("segmentLength").GetInt32(), segment.Length);
        Assert.Equal(segment.Length, segment.Stub().Length);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Session_key_signs_the_vector_as_it_was_signed(int index, string name)
    {
        JsonElement vector = At(index, name);
        SessionSegment segment = Build(vector);
        JsonElement party = File.GetProperty("keys").EnumerateArray()
            .Single(each => each.Text("name") == vector.Text("sessionKey"));
        if (Grant(vector).Grant.Envelope.KeyType == KeyType.P256)
        {
            // The library does not sign with P-256 yet; a signature of the other type does not fit the segment.
            Assert.Throws<ArgumentException>(() => segment.Seal(default(EcdsaSignature)));
            return;
        }

        using InMemorySessionKey key = InMemorySessionKey.FromSecret(party.Bytes("privateKey"));
        EcdsaSignature signature = await key.SignAsync(segment.Digest(UserOpHash(vector)));

        Assert.Equal(vector.Text("segment"), Hex.Format(segment.Seal(signature)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Nonce_and_call_data_are_those_of_the_vector(int index, string name)
    {
        JsonElement vector = At(index, name);
        JsonElement operation = vector.GetProperty("operation");
        ISmartAccount account = Account(vector);
        UInt256 lane = (UInt256)vector.GetProperty("lane").GetUInt64();

        UInt256 key = account.NonceKey(Grant(vector).Grant.Envelope, lane);
        byte[] callData = account.EncodeCalls(Calls(vector));

        UInt256 nonce = UInt256.Parse(operation.Text("nonce"));
        Assert.Equal(nonce >> 64, key);
        Assert.Equal(nonce, key.ToNonce((ulong)(nonce & ulong.MaxValue)));
        Assert.EndsWith(Hex.Format(callData)[2..], operation.Text("callData"), StringComparison.Ordinal);
    }

    private static JsonElement At(int index, string name)
    {
        Assert.Equal(name, Segments[index].Text("name"));
        return Segments[index];
    }

    private static PackedGrant Grant(JsonElement vector) =>
        GrantEncoding.Encode(GrantVector.Read(GrantVector.All[vector.GetProperty("grantIndex").GetInt32()]));

    private static Call[] Calls(JsonElement vector) =>
    [
        .. vector.GetProperty("calls").EnumerateArray()
            .Select(call => new Call(call.Address("target"), UInt256.Parse(call.Text("value")), call.Bytes("data"))),
    ];

    private static SessionSegment Build(JsonElement vector)
    {
        PackedGrant grant = Grant(vector);
        ulong flags = vector.Number("flags");
        ulong notAfter = vector.Number("notAfter");
        Claim claim = new(vector.Time("claimedAt"), notAfter == 0 ? null : vector.Time("notAfter"));
        SegmentOptions options = new()
        {
            Renew = (flags & 2) != 0,
            Grace = (flags & 4) != 0,
            P256InSolidity = (flags & 8) != 0,
            PublicKey = vector.Bytes("publicKey"),
        };
        return (flags & 1) == 0
            ? SessionSegment.Create(grant, Calls(vector), claim, options)
            : SessionSegment.CreateEnabling(
                grant,
                new Approval((ApprovalForm)vector.Number("form"), vector.Bytes("approverSignature")),
                Calls(vector),
                claim,
                options);
    }

    private static Hash32 UserOpHash(JsonElement vector) => vector.GetProperty("operation").Hash("userOpHash");

    private static ISmartAccount Account(JsonElement vector) => vector.Number("standard") == 1
        ? new ReferenceAccount6900(vector.Address("account"), (uint)vector.Number("entityId"))
        : new OpenZeppelinAccount7579(vector.Address("account"), vector.Address("module"));
}
