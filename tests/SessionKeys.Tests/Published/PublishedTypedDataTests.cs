using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>
/// EIP-712 against what Trezor and eth-sig-util publish: structs in structs, and arrays of everything.
/// </summary>
public class PublishedTypedDataTests
{
    private const string Signer = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";

    private static readonly JsonElement Vectors = PublishedVectors.Read("typed-data.json");

    public static TheoryData<int, string> Rows { get; } = PublishedVectors.Rows(Vectors);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Hashes_are_the_published_ones_and_the_published_signature_is_over_them(int index, string name)
    {
        JsonElement vector = Vectors[index];

        TypedData data = TypedData.Parse(vector.GetProperty("data").GetRawText());

        Assert.Equal(vector.Hash("domainSeparator"), data.DomainSeparator());
        if (vector.TryGetProperty("messageHash", out _))
        {
            Assert.Equal(vector.Hash("messageHash"), data.MessageHash());
        }

        EcdsaSignature signature = EcdsaSignature.Parse(vector.Bytes("signature"));
        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer), name);
        Assert.Equal(Signer, signer.ToString());
    }

    /// <summary>
    /// The digest that eth-sig-util and its followers publish for their message with two kinds of arrays.
    /// </summary>
    [Fact]
    public void Digest_of_the_message_of_eth_sig_util_is_the_published_one()
    {
        JsonElement vector = Vectors.EnumerateArray().Single(each => each.Text("name") == "structs_arrays_v4");

        Assert.Equal(
            "0xa85c2e2b118698e88db68a8105b794a8cc7cec074e89ef991cb4f5f533819cc2",
            TypedData.Parse(vector.GetProperty("data").GetRawText()).Digest().ToString());
    }

    /// <summary>
    /// eth-sig-util hashes a struct that is not there as a word of zeros, by which recursion ends. EIP-712 knows no
    /// such value and other wallets refuse it: so do we, by name.
    /// </summary>
    [Theory]
    [InlineData("""{"name":"Aeris II","father":null}""", "typed-data-format")]
    [InlineData("""{"name":"Aeris II"}""", "typed-data-missing-field")]
    public void Struct_that_is_not_there_is_refused(string message, string id)
    {
        string json = $$$"""
            {"types":{"EIP712Domain":[{"name":"name","type":"string"}],
            "Person":[{"name":"name","type":"string"},{"name":"father","type":"Person"}]},
            "primaryType":"Person","domain":{"name":"Family Tree"},"message":{{{message}}}}
            """;

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => TypedData.Parse(json));

        Assert.Equal(id, refusal.Id);
        Assert.Contains("message.father", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Recursion that ends by itself, in an empty array; the expected hash is viem's.</summary>
    [Fact]
    public void Struct_with_arrays_of_itself_has_the_hash_of_an_independent_implementation()
    {
        const string Json = """
            {"types":{"EIP712Domain":[{"name":"name","type":"string"}],
            "Person":[{"name":"name","type":"string"},{"name":"parents","type":"Person[]"}]},
            "primaryType":"Person","domain":{"name":"Family Tree"},
            "message":{"name":"Jon","parents":[
              {"name":"Lyanna","parents":[{"name":"Rickard","parents":[]}]},
              {"name":"Rhaegar","parents":[{"name":"Aeris II","parents":[]}]}]}}
            """;

        Assert.Equal(
            "0xba2dd02f0181080a5132a626126f3653ea32d757e5bda2f1866410a42f82a244",
            TypedData.Parse(Json).Digest().ToString());
    }
}
