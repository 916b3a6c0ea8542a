using System.Numerics;

namespace SessionKeys.Ledger.Tests;

/// <summary>Typed messages of many shapes.</summary>
internal static class Samples
{
    public static readonly Address DeviceAddress = Address.Parse("0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D");

    private static readonly Address Contract = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");

    private static readonly TypedDataField[] DomainFields =
        [new("name", "string"), new("version", "string"), new("chainId", "uint256"), new(
            "verifyingContract", "address")];

    /// <summary>All shapes by name, for tables of tests.</summary>
    public static IReadOnlyDictionary<string, TypedData> All { get; } = new Dictionary<string, TypedData>
    {
        ["single number"] = Flat(("amount", "uint256", (UInt256)1_000_000)),
        ["zero and the largest number"] = Flat(
            ("zero", "uint256", UInt256.Zero), ("largest", "uint256", UInt256.MaxValue),
            ("small", "uint8", (UInt256)255)),
        ["negative numbers"] = Flat(
            ("a", "int8", new BigInteger(-1)), ("b", "int16", new BigInteger(-300)), (
                "c", "int64", new BigInteger(long.MinValue)),
            ("d", "int256", -BigInteger.Pow(2, 255)), ("e", "int128", new BigInteger(127)),
            ("f", "int32", BigInteger.Zero)),
        ["simple kinds"] = Flat(
            ("who", "address", Contract), ("yes", "bool", true), ("no", "bool", false), (
                "selector", "bytes4", Selector.Parse("0xa9059cbb")),
            ("hash", "bytes32", Hash32.Parse("0x" + new string('7', 64))), ("one", "bytes1", new byte[] { 9 })),
        ["empty text and bytes"] = Flat(("text", "string", string.Empty), ("blob", "bytes", Array.Empty<byte>())),
        ["text of 252 characters"] = Flat(("text", "string", new string('a', 252))),
        ["text of 253 characters"] = Flat(("text", "string", new string('b', 253))),
        ["text of 254 characters"] = Flat(("text", "string", new string('c', 254))),
        ["text of 379 characters"] = Flat(("text", "string", new string('d', 379))),
        ["bytes of 2000"] = Flat(("blob", "bytes", Enumerable.Range(0, 2000).Select(i => (byte)(i % 251)).ToArray())),
        ["empty arrays"] = Flat(("numbers", "uint8[]", List()), ("texts", "string[]", List())),
        ["arrays"] = Flat(
            ("numbers", "uint8[]", List((UInt256)1, (UInt256)2)), ("pair", "address[2]", List(Contract, Address.Zero))),
        ["arrays of arrays"] = Flat(
            (
                "grid", "uint16[2][]",
                List(List((UInt256)1, (UInt256)2), List((UInt256)3, (UInt256)4), List((UInt256)5, (UInt256)6))),
            ("ragged", "string[][2]", List(List("x"), List()))),
        ["structs in structs in arrays"] = Nested(2, 2),
        ["mail of the specification"] = Mail(),
        ["operation of EntryPoint v0.8"] = Operation(EntryPointVersion.V08),
        ["operation of EntryPoint v0.9"] = Operation(EntryPointVersion.V09),
        ["empty array of structs"] = Nested(0, 0),
    };

    public static IReadOnlyList<object> List(params object[] values) => values;

    /// <summary>A message with one struct of these members.</summary>
    public static TypedData Flat(params (string Key, string Type, object Value)[] members) => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] = DomainFields,
            ["Order"] = [.. members.Select(member => new TypedDataField(member.Key, member.Type))],
        },
        PrimaryType = "Order",
        Domain = Domain(),
        Message = members.ToDictionary(member => member.Key, member => member.Value),
    };

    /// <summary>A message like a session grant: capabilities with rules.</summary>
    public static TypedData Nested(int capabilities, int rules) => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] = DomainFields,
            ["Grant"] =
            [
                new("account", "address"), new("capabilities", "Capability[]"), new("best", "Rule"),
                new("expiresAt", "uint48"),
            ],
            ["Capability"] =
            [
                new("target", "address"), new("selector", "bytes4"), new("rules", "Rule[]"),
                new("maxValue", "uint128"),
            ],
            ["Rule"] = [new("rule", "uint8"), new("ruleValue", "bytes32")],
        },
        PrimaryType = "Grant",
        Domain = Domain(),
        Message = new Dictionary<string, object>
        {
            ["account"] = Contract,
            ["capabilities"] = List([.. Enumerable.Range(0, capabilities).Select(_ => Capability(rules))]),
            ["best"] = Rule(7),
            ["expiresAt"] = (UInt256)1_800_000_000,
        },
    };

    /// <summary>The example of EIP-712 itself, whose digest is public.</summary>
    private static TypedData Mail() => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] = DomainFields,
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
            ["from"] = Person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"),
            ["to"] = Person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"),
            ["contents"] = "Hello, Bob!",
        },
    };

    private static Dictionary<string, object> Person(string name, string wallet) => new()
    {
        ["name"] = name,
        ["wallet"] = Address.Parse(wallet),
    };

    private static TypedData Operation(EntryPointVersion version) => new UserOperation
    {
        Sender = Contract,
        Nonce = UInt256.One << 70,
        CallData = Enumerable.Range(0, 500).Select(i => (byte)(i % 256)).ToArray(),
        CallGasLimit = 100_000,
        VerificationGasLimit = 200_000,
        PreVerificationGas = 50_000,
        MaxFeePerGas = 2_000_000_000,
        MaxPriorityFeePerGas = 1_000_000_000,
    }.ToTypedData(EntryPoints.AddressOf(version), 31337, version);

    private static Dictionary<string, object> Capability(int rules) => new()
    {
        ["target"] = Contract,
        ["selector"] = Selector.Parse("0x095ea7b3"),
        ["rules"] = List([.. Enumerable.Range(1, rules).Select(Rule)]),
        ["maxValue"] = (UInt256)0,
    };

    private static Dictionary<string, object> Rule(int number) => new()
    {
        ["rule"] = (UInt256)(ulong)number,
        ["ruleValue"] = Hash32.Parse("0x" + new string('a', 64)),
    };

    private static Dictionary<string, object> Domain() => new()
    {
        ["name"] = "SessionKeys",
        ["version"] = "1",
        ["chainId"] = (UInt256)31337,
        ["verifyingContract"] = Contract,
    };
}
