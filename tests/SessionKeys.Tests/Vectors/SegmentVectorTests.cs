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
        PackedGrant grant = Grant(vector);
        if (grant.Grant.Envelope.KeyType == KeyType.P256)
        {
            // Signatures of P-256 have a random nonce here, so this one can only be verified.
            Assert.True(P256.Verify(
                vector.Bytes("publicKey"), segment.Digest(UserOpHash(vector)), vector.Bytes("signature")));
            Assert.Throws<ArgumentException>(() => segment.Seal(default(EcdsaSignature)));
            return;
        }

        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Party(vector).Bytes("privateKey"));
        ReadOnlyMemory<byte> signature = await key.SignAsync(segment.Digest(UserOpHash(vector)));

        Assert.Equal(vector.Text("segment"), Hex.Format(segment.Seal(signature.Span)));
    }

    [Fact]
    public async Task P256_key_of_the_vectors_signs_as_it_should()
    {
        JsonElement vector = Segments.EnumerateArray().First(each => each.Text("sessionKey") == "passkey");
        SessionSegment segment = Build(vector);
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.FromSecret(Party(vector).Bytes("privateKey"));

        Assert.Equal(vector.Text("publicKey"), Hex.Format(key.PublicKey.Span));
        Assert.Equal(Grant(vector).Grant.SessionKey, key.Address);
        Hash32 digest = segment.Digest(UserOpHash(vector));
        ReadOnlyMemory<byte> signature = await key.SignAsync(digest);
        Assert.True(P256.Verify(key.PublicKey.Span, digest, signature.Span));
    }

    [Fact]
    public void Consents_of_the_vectors_are_those_of_the_renewer()
    {
        JsonElement[] consented =
            [.. Segments.EnumerateArray().Where(vector => vector.Text("renewalSignature") != "0x")];

        Assert.NotEmpty(consented);
        Assert.All(consented, vector =>
        {
            PackedGrant grant = Grant(vector);
            SessionRenewal renewal = new(
                grant.Grant.Context, grant.SessionId, 1, vector.Time("renewalDeadline"));
            Assert.Equal(
                grant.Grant.Envelope.Renewer,
                GrantVector.Recover(renewal.ToTypedData().Digest(), vector.Bytes("renewalSignature")));
        });
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

    private static JsonElement Party(JsonElement vector) => File.GetProperty("keys").EnumerateArray()
        .Single(each => each.Text("name") == vector.Text("sessionKey"));

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
            Consent = vector.Text("renewalSignature") == "0x" ? null : new RenewalConsent(
                vector.Time("renewalDeadline"), EcdsaSignature.Parse(vector.Bytes("renewalSignature"))),
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
