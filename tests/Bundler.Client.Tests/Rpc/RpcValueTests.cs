using System.Text.Json;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class RpcValueTests
{
    private static readonly string Digits = string.Concat(Enumerable.Repeat("aB09", 16));

    [Fact]
    public void Hexadecimal_digits_are_read_from_the_reply_and_from_escaped_text_alike()
    {
        byte[] bytes = Convert.FromHexString(Digits);

        foreach (string prefix in (string[])["0x", @"\u0030x", @"0\u0078"])
        {
            Assert.Equal(bytes, Read($"\"{prefix}{Digits}\"").Bytes());
            Assert.Equal(Hash32.FromBytes(bytes), Read($"\"{prefix}{Digits}\"").Hash());
            Assert.Equal(Address.FromBytes(bytes.AsSpan(0, 20)), Read($"\"{prefix}{Digits[..40]}\"").Address());
        }

        Assert.Empty(Read("\"0x\"").Bytes());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"12\"")]
    [InlineData("\"0x1\"")]
    [InlineData("\"0x1g\"")]
    [InlineData("\"0X12\"")]
    [InlineData("\"0x12 \"")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Anything_else_is_refused(string json)
    {
        Assert.Throws<BundlerException>(() => Read(json).Bytes());
        Assert.Throws<BundlerException>(() => Read(json).Hash());
        Assert.Throws<BundlerException>(() => Read(json).Address());
    }

    [Fact]
    public void Refusal_names_the_place_of_the_value()
    {
        RpcValue reply = Read("""{"logs":[{},{"topics":["0x1",[7]]}],"number":1}""");
        RpcValue topics = reply.Field("logs").List(static log => log)[1].Field("topics");

        Assert.Contains("'result.number' is 1;", reply.Field("number").Refuse("x").Message, StringComparison.Ordinal);
        Assert.Contains("'result.logs' is an array", reply.Field("logs").Refuse("x").Message, StringComparison.Ordinal);
        RpcValue[] items = [.. topics.List(static topic => topic)];
        Assert.Contains("'result.logs[1].topics[0]'", items[0].Refuse("x").Message, StringComparison.Ordinal);
        Assert.Contains("'result.logs[1].topics[1]'", items[1].Refuse("x").Message, StringComparison.Ordinal);
        Assert.Contains(
            "'result.logs[0].data'",
            Assert.Throws<BundlerException>(
                () => reply.Field("logs").List(static log => log.Field("data"))).Message,
            StringComparison.Ordinal);
    }

    private static RpcValue Read(string json)
    {
        JsonElement element = JsonDocument.Parse(json).RootElement.Clone();
        return new RpcValue(element, "result", new RpcExchange("eth_call", new Uri("http://127.0.0.1/")));
    }
}
