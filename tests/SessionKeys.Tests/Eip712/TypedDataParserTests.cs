using System.Numerics;

namespace SessionKeys.Tests;

public sealed class TypedDataParserTests
{
    private const string Domain = """{"name":"n","chainId":1}""";

    [Theory]
    [InlineData("uint8", "255")]
    [InlineData("uint8", "\"255\"")]
    [InlineData("uint8", "\"0xff\"")]
    [InlineData("uint8", "\"0x00ff\"")]
    public void Integer_reads_the_same_in_each_notation(string type, string json)
        => Assert.Equal((UInt256)255, Parse(type, json));

    [Theory]
    [InlineData("int8", "-128", -128)]
    [InlineData("int8", "\"-128\"", -128)]
    [InlineData("int8", "127", 127)]
    [InlineData("int64", "\"-9223372036854775808\"", long.MinValue)]
    [InlineData("int256", "9007199254740991", (1L << 53) - 1)]
    [InlineData("int256", "-9007199254740991", 1 - (1L << 53))]
    [InlineData("int256", "\"9007199254740992\"", 1L << 53)]
    [InlineData("int256", "\"-9007199254740993\"", -(1L << 53) - 1)]
    public void Signed_integer_reads_to_the_edge_of_its_type(string type, string json, long expected)
        => Assert.Equal((BigInteger)expected, Parse(type, json));

    [Theory]
    [InlineData("uint8", "256")]
    [InlineData("uint8", "-1")]
    [InlineData("uint8", "\"-1\"")]
    [InlineData("uint8", "1.0")]
    [InlineData("uint8", "1e1")]
    [InlineData("uint8", "\"1.0\"")]
    [InlineData("uint8", "\" 1\"")]
    [InlineData("uint8", "\"+1\"")]
    [InlineData("uint8", "\"01\"")]
    [InlineData("uint8", "\"\"")]
    [InlineData("uint8", "\"0x\"")]
    [InlineData("uint8", "true")]
    [InlineData("uint8", "null")]
    [InlineData("uint8", "[1]")]
    [InlineData("uint256", "9007199254740992")]
    [InlineData("uint256", "9007199254740993")]
    [InlineData("int256", "9007199254740992")]
    [InlineData("int256", "-9007199254740992")]
    [InlineData("int256", "-9007199254740993")]
    [InlineData("int8", "-129")]
    [InlineData("int8", "128")]
    [InlineData("int8", "\"-0\"")]
    [InlineData("int8", "-0")]
    [InlineData("int8", "\"-0x01\"")]
    [InlineData("int8", "\"--1\"")]
    [InlineData("bool", "1")]
    [InlineData("bool", "\"true\"")]
    [InlineData("string", "1")]
    [InlineData("string", "null")]
    [InlineData("string", "\"\\ud800\"")]
    [InlineData("bytes", "\"0x1\"")]
    [InlineData("bytes", "\"12\"")]
    [InlineData("bytes", "\"0xzz\"")]
    [InlineData("bytes4", "\"0x010203\"")]
    [InlineData("bytes4", "\"0x0102030405\"")]
    [InlineData("address", "\"0xD7F79Afd933d\"")]
    [InlineData("address", "\"0x6cBCD73CD8e8a42844662f0A0e76D7F79Afd933D\"")]
    [InlineData("uint8[]", "1")]
    [InlineData("uint8[]", "{}")]
    public void Value_in_another_form_is_refused_with_its_place(string type, string json)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => Parse(type, json));

        Assert.Equal("typed-data-format", refusal.Id);
        Assert.Contains("message.value", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("allowed is", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_array_of_another_length_is_refused()
        => Assert.Equal(
            "typed-data-invalid-value", Assert.Throws<SessionKeyException>(() => Parse("uint8[2]", "[1]")).Id);

    [Theory]
    [InlineData("""{"value":1,"value":2}""", "typed-data-format")]
    [InlineData("""{"value":1,"valu\u0065":2}""", "typed-data-format")]
    [InlineData("""{"value":1,"more":2}""", "typed-data-extra-field")]
    [InlineData("{}", "typed-data-missing-field")]
    [InlineData("[]", "typed-data-format")]
    public void Message_with_other_members_is_refused(string message, string id)
        => Assert.Equal(id, Assert.Throws<SessionKeyException>(() => TypedData.Parse(Request("uint8", message))).Id);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{} {}")]
    [InlineData("""{"types":{},"primaryType":"A","domain":{},"message":{},"more":1}""")]
    [InlineData("""{"types":[],"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{"A":{}},"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{"A":[{"name":"a","type":"bool","x":1}]},"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{"A":[{"name":"a"}]},"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{"A":[],"A":[]},"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{},"primaryType":1,"domain":{},"message":{}}""")]
    [InlineData("""{"types":{},/**/"primaryType":"A","domain":{},"message":{}}""")]
    [InlineData("""{"types":{},"primaryType":"A","domain":{},"message":{},}""")]
    public void Request_in_another_form_is_refused(string json)
        => Assert.Equal("typed-data-format", Assert.Throws<SessionKeyException>(() => TypedData.Parse(json)).Id);

    [Theory]
    [InlineData("message", true)]
    [InlineData("message", false)]
    [InlineData("types", true)]
    [InlineData("types", false)]
    [InlineData("root", true)]
    [InlineData("root", false)]
    public void Half_of_a_character_in_a_name_is_refused(string place, bool isEscaped)
    {
        string name = isEscaped ? "\\ud800" : char.ToString('\ud800');
        string valid = Request("uint8", """{"value":1}""");
        string json = place switch
        {
            "message" => valid.Replace("{\"value\":1}", $"{{\"value\":1,\"{name}\":2}}", StringComparison.Ordinal),
            "types" => valid.Replace("{\"EIP", $"{{\"{name}\":[],\"EIP", StringComparison.Ordinal),
            _ => valid.Replace("{\"types", $"{{\"{name}\":1,\"types", StringComparison.Ordinal),
        };

        Assert.NotEqual(valid, json);
        Assert.Equal("typed-data-format", Assert.Throws<SessionKeyException>(() => TypedData.Parse(json)).Id);
    }

    [Theory]
    [InlineData("\"Order\",", "\"Other\",")]
    [InlineData("\"EIP712Domain\"", "\"EIP712Other\"")]
    public void Primary_type_and_domain_must_be_among_the_types(string name, string other)
    {
        string json = Request("uint8", """{"value":1}""").Replace(name, other, StringComparison.Ordinal);

        Assert.Equal(
            "typed-data-unknown-type", Assert.Throws<SessionKeyException>(() => TypedData.Parse(json)).Id);
    }

    [Fact]
    public void Length_and_depth_are_bounded()
    {
        string longest = Request("string", $$"""{"value":"{{new string('a', 1000)}}"}""").PadRight(262_144);
        Assert.NotNull(TypedData.Parse(longest));
        Assert.Throws<SessionKeyException>(() => TypedData.Parse(longest + " "));
        string nested = new string('[', 100) + new string(']', 100);
        Assert.Throws<SessionKeyException>(() => Parse("uint8" + string.Concat(Enumerable.Repeat("[]", 100)), nested));
        nested = new string('[', 60) + new string(']', 60);
        Assert.NotNull(Parse("uint8" + string.Concat(Enumerable.Repeat("[]", 60)), nested));
    }

    [Fact]
    public void Refusal_shows_neither_control_characters_nor_a_text_of_any_length()
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => TypedData.Parse(Request("uint8", $$"""{"va\nlue{{new string('x', 5000)}}":1}""")));

        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(refusal.Message.Length < 500, refusal.Message);
    }

    [Fact]
    public void What_was_written_is_read_back_with_the_same_digest()
    {
        TypedData data = TypedData.Parse(Request("string", """{"value":"ä \"quoted\" \ud83d\ude00"}"""));

        Assert.Equal(data.Digest(), TypedData.Parse(data.ToJson()).Digest());
        Assert.Equal("ä \"quoted\" 😀", data.Message["value"]);
    }

    private static object Parse(string type, string json)
        => TypedData.Parse(Request(type, $$"""{"value":{{json}}}""")).Message["value"];

    private static string Request(string type, string message) => $$$"""
        {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"chainId","type":"uint256"}],
        "Order":[{"name":"value","type":"{{{type}}}"}]},
        "primaryType":"Order","domain":{{{Domain}}},"message":{{{message}}}}
        """;
}
