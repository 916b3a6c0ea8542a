using System.Numerics;
using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class TypedDataTests
{
    private static readonly Address Cow = Address.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    private static readonly Address Bob = Address.Parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB");

    /// <summary>The example of EIP-712.</summary>
    private static readonly TypedData Mail = new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] =
            [
                new("name", "string"),
                new("version", "string"),
                new("chainId", "uint256"),
                new("verifyingContract", "address"),
            ],
            ["Person"] = [new("name", "string"), new("wallet", "address")],
            ["Mail"] = [new("from", "Person"), new("to", "Person"), new("contents", "string")],
        },
        PrimaryType = "Mail",
        Domain = new Dictionary<string, object>
        {
            ["name"] = "Ether Mail",
            ["version"] = "1",
            ["chainId"] = UInt256.One,
            ["verifyingContract"] = Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"),
        },
        Message = new Dictionary<string, object>
        {
            ["from"] = new Dictionary<string, object> { ["name"] = "Cow", ["wallet"] = Cow },
            ["to"] = new Dictionary<string, object> { ["name"] = "Bob", ["wallet"] = Bob },
            ["contents"] = "Hello, Bob!",
        },
    };

    [Fact]
    public void Mail_example_of_the_EIP_has_the_published_hashes()
    {
        Assert.Equal(
            "Mail(Person from,Person to,string contents)Person(string name,address wallet)", Mail.EncodeType("Mail"));
        AssertHash("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", Mail.DomainSeparator());
        AssertHash("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e", Mail.MessageHash());
        AssertHash("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", Mail.Digest());
    }

    [Fact]
    public void Signature_of_the_mail_example_recovers_the_cow()
    {
        EcdsaSignature signature = EcdsaSignature.Parse(Hex.Parse(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d" +
            "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c"));

        Assert.True(Secp256k1.TryRecover(Mail.Digest(), signature, out Address signer));
        Assert.Equal(Cow, signer);
    }

    [Fact]
    public void Json_is_what_wallets_take()
    {
        TypedData data = One("int256", BigInteger.MinusOne);

        Assert.Equal(
            "{'types':{'EIP712Domain':[{'name':'name','type':'string'}],'Value':[{'name':'it','type':'int256'}]},"
            + "'primaryType':'Value','domain':{'name':'Test'},'message':{'it':'-1'}}",
            data.ToJson().Replace('"', '\''));
    }

    [Fact]
    public void Json_of_the_mail_example_nests_structs()
    {
        using JsonDocument json = JsonDocument.Parse(Mail.ToJson());
        JsonElement root = json.RootElement;

        Assert.Equal("1", root.GetProperty("domain").GetProperty("chainId").GetString());
        Assert.Equal(Cow.ToString(), root.GetProperty("message").GetProperty("from").GetProperty("wallet").GetString());
        Assert.Equal("Person", root.GetProperty("types").GetProperty("Mail")[1].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("bool", "true")]
    [InlineData("bytes", "\"0x0102\"")]
    [InlineData("bytes2", "\"0x0102\"")]
    [InlineData("bytes4", "\"0x01020304\"")]
    [InlineData("bytes32", "\"0x0000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("uint256", "\"115792089237316195423570985008687907853269984665640564039457584007913129639935\"")]
    [InlineData("uint8[2][]", "[[\"1\",\"2\"]]")]
    public void Json_of_each_type_is_what_wallets_take(string type, string expected)
    {
        object value = type switch
        {
            "bool" => true,
            "bytes" or "bytes2" => new byte[] { 1, 2 },
            "bytes4" => Selector.Parse("0x01020304"),
            "bytes32" => Hash32.Zero,
            "uint256" => UInt256.MaxValue,
            _ => new object[] { new object[] { UInt256.One, (UInt256)2 } },
        };

        using JsonDocument json = JsonDocument.Parse(One(type, value).ToJson());

        Assert.Equal(expected, json.RootElement.GetProperty("message").GetProperty("it").GetRawText());
    }

    [Fact]
    public void Array_is_hashed_as_the_words_of_its_items()
    {
        TypedData data = One("uint8[]", new object[] { UInt256.One, (UInt256)2 });
        byte[] items = AbiEncoder.Encode("(uint8,uint8)", [UInt256.One, (UInt256)2]);
        byte[] encoded = [.. Keccak256.Hash("Value(uint8[] it)"u8).ToArray(), .. Keccak256.Hash(items).ToArray()];

        Assert.Equal(Keccak256.Hash(encoded), data.MessageHash());
    }

    [Fact]
    public void Nested_arrays_and_structs_have_the_hash_of_an_independent_implementation()
    {
        Dictionary<string, object> Line(string token, ulong decimals, UInt256 amount) => new()
        {
            ["token"] = new Dictionary<string, object>
            {
                ["at"] = Address.Parse(token),
                ["decimals"] = (UInt256)decimals,
            },
            ["amount"] = amount,
        };
        TypedData data = new()
        {
            Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
            {
                ["EIP712Domain"] = [new("chainId", "uint256"), new("salt", "bytes32")],
                ["Order"] =
                [
                    new("id", "bytes32"), new("lines", "Line[]"), new("window", "int64[2]"), new("tags", "string[][2]"),
                    new("data", "bytes"), new("sel", "bytes4"), new("ok", "bool"),
                ],
                ["Line"] = [new("token", "Token"), new("amount", "uint128")],
                ["Token"] = [new("at", "address"), new("decimals", "uint8")],
            },
            PrimaryType = "Order",
            Domain = new Dictionary<string, object>
            {
                ["chainId"] = (UInt256)10,
                ["salt"] = Hash32.FromBytes(Enumerable.Repeat((byte)0x22, 32).ToArray()),
            },
            Message = new Dictionary<string, object>
            {
                ["id"] = Enumerable.Repeat((byte)0x11, 32).ToArray(),
                ["lines"] = new object[]
                {
                    Line("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", 18, UInt256.Parse("100000000000000000000")),
                    Line("0x0000000071727De22E5E9d8BAf0edAc6f37da032", 6, 1),
                },
                ["window"] = new object[] { new BigInteger(-5), (UInt256)5 },
                ["tags"] = new object[] { new object[] { "a", "é" }, Array.Empty<object>() },
                ["data"] = new byte[] { 1, 2, 3 },
                ["sel"] = Selector.FromSignature("transfer(address,uint256)"),
                ["ok"] = true,
            },
        };

        AssertHash("0x533412a3cca751a5218dca8901274a27c38e7c2aa782cb454b4873e1eb61be11", data.MessageHash());
        AssertHash("0x1d8fefb6135e65ab96d4e766a01f1ceb54dbf79d8ccf5fff5bb6f37b5c74208f", data.Digest());
    }

    [Fact]
    public void Referenced_structs_are_sorted_by_name_and_written_once()
    {
        TypedData data = With(Mail, new()
        {
            ["Z"] = [new("b", "B[]"), new("a", "A"), new("again", "B[2][]")],
            ["B"] = [new("a", "A"), new("self", "B[]")],
            ["A"] = [new("x", "uint8")],
            ["EIP712Domain"] = [],
        });

        Assert.Equal("Z(B[] b,A a,B[2][] again)A(uint8 x)B(A a,B[] self)", data.EncodeType("Z"));
    }

    internal static TypedData One(string type, object value) => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] = [new("name", "string")],
            ["Value"] = [new("it", type)],
        },
        PrimaryType = "Value",
        Domain = new Dictionary<string, object> { ["name"] = "Test" },
        Message = new Dictionary<string, object> { ["it"] = value },
    };

    private static void AssertHash(string expected, Hash32 actual) => Assert.Equal(expected, actual.ToString());

    private static TypedData With(TypedData data, Dictionary<string, IReadOnlyList<TypedDataField>> types) => new()
    {
        Types = types,
        PrimaryType = data.PrimaryType,
        Domain = data.Domain,
        Message = data.Message,
    };
}
