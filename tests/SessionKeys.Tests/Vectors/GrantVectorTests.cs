using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every grant of the shared vectors, in every form.</summary>
public sealed class GrantVectorTests
{
    public static TheoryData<int, string> Grants => GrantVector.Rows;

    [Fact]
    public void Vectors_are_all_here()
    {
        Assert.Equal(GrantVector.File.GetProperty("count").GetInt32(), GrantVector.All.GetArrayLength());
        Assert.Equal(GrantVector.All.GetArrayLength() - 1, GrantVector.Rows.Count);
    }

    [Fact]
    public void Times_behind_the_year_9999_are_refused_and_never_read_as_another_time()
    {
        JsonElement vector = GrantVector.All.EnumerateArray().Single(GrantVector.IsBeyondCalendar);
        Address any = vector.GetProperty("input").Address("account");

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(
            () => GrantEncoding.Decode(Terms(vector), 1, any, any, Route.Erc7579));

        Assert.Equal("terms-malformed", refusal.Id);
        Assert.Contains("validAfter: second 140737488355326", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Encoding_gives_the_bytes_and_hashes_of_the_vector(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);

        PackedGrant packed = GrantEncoding.Encode(GrantVector.Read(vector));

        Assert.Equal(vector.Text("core"), Hex.Format(packed.Core.Span));
        Assert.Equal(vector.Text("details"), Hex.Format(packed.Details.Span));
        Assert.Equal(vector.Text("capabilities"), Hex.Format(packed.Capabilities.Span));
        Assert.Equal(vector.Hash("capabilityRoot"), packed.Tree.Root);
        Assert.Equal(vector.Hash("grantHash"), packed.GrantHash);
        Assert.Equal(new SessionId(vector.Hash("sessionId")), packed.SessionId);
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Tree_gives_the_leaves_and_proofs_of_the_vector(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);

        PackedGrant packed = GrantEncoding.Encode(GrantVector.Read(vector));

        Assert.Equal(
            vector.GetProperty("leaves").EnumerateArray().Select(leaf => leaf.Text("leaf")),
            packed.Leaves.Select(leaf => Hex.Format(leaf.Span)));
        foreach (JsonElement each in vector.GetProperty("proofs").EnumerateArray())
        {
            int leaf = each.GetProperty("index").GetInt32();
            ValueList<Hash32> proof = packed.Tree.Proof(leaf);
            Assert.Equal(each.GetProperty("proof").Hashes(), proof);
            Assert.True(CapabilityTree.Verify(packed.Tree.Root, packed.Leaves[leaf].Span, proof));
        }
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Text_is_that_of_the_vector_byte_for_byte(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);
        SessionGrant grant = GrantVector.Read(vector);

        string text = GrantText.Render(grant, GrantVector.TokenNames(vector));

        Assert.Equal(vector.Text("text"), text);
        Assert.Equal(vector.GetProperty("displayLines").GetInt32(), TextSize.Of(text).DisplayLines);
        Assert.Equal(vector.Flag("textFits"), TextSize.Of(text).IsReadable);
        Assert.Equal(vector.Hash("textDigest"), PersonalMessage.Digest(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(
            GrantVector.Approver, GrantVector.Recover(vector.Hash("textDigest"), vector.Bytes("textSignature")));
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Decoding_gives_the_grant_back(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);
        SessionGrant grant = GrantEncoding.Encode(GrantVector.Read(vector)).Grant;
        SessionContext context = grant.Context;

        SessionGrant decoded = GrantEncoding.Decode(
            Terms(vector), context.ChainId, context.Module, context.Account, context.Route);

        Assert.Equal(grant.WithoutSets(), decoded);
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Validation_accepts_every_grant(int index, string name)
    {
        JsonElement vector = GrantVector.At(index, name);
        EnvelopeValidationOptions options = new() { Approver = GrantVector.Approver };

        ValueList<EnvelopeViolation> violations = EnvelopeValidator.Validate(GrantVector.Read(vector), options);

        Assert.Empty(violations);
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Json_of_the_grant_reads_back_as_the_same_grant(int index, string name)
    {
        SessionGrant grant = GrantVector.Read(GrantVector.At(index, name));
        EnvelopeDocument document = grant.ToDocument();

        byte[] json = CapabilityEnvelopeJson.Write(document);
        EnvelopeDocument parsed = CapabilityEnvelopeJson.Parse(json);

        Assert.Equal(document, parsed);
        Assert.Equal(grant, parsed.Bind(grant.Context, grant.SessionKey));
        Assert.Equal(json, CapabilityEnvelopeJson.Write(parsed));
    }

    private static byte[] Terms(JsonElement vector) =>
        [.. vector.Bytes("core"), .. vector.Bytes("details"), .. vector.Bytes("capabilities")];
}
