using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Random types of the contract ABI and values of them; lists are empty more often than chance has it.</summary>
internal sealed class RandomAbi(DeterministicBytes random)
{
    private const int MaxItems = 3;

    /// <summary>A tuple of one to four parameters, nested up to so many levels.</summary>
    public string Parameters(int depth) =>
        $"({string.Join(',', Enumerable.Range(0, 1 + random.Below(4)).Select(_ => Type(depth)))})";

    public object Value(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger => (UInt256)Integer(type.Size),
        AbiKind.SignedInteger => Integer(type.Size) - (BigInteger.One << (type.Size - 1)),
        AbiKind.Address => random.Address(),
        AbiKind.Boolean => random.Coin(),
        AbiKind.FixedBytes when type.Size == Hash32.Length => random.Hash(),
        AbiKind.FixedBytes when type.Size == Selector.Length => Selector.FromBytes(random.Next(Selector.Length)),
        AbiKind.FixedBytes => random.Next(type.Size),
        AbiKind.Bytes => random.Next(Length()),
        AbiKind.String => string.Concat(
            Enumerable.Range(0, Length()).Select(_ => random.Pick("a", "é", "€", "😀"))),
        AbiKind.Array => Enumerable.Range(0, type.FixedCount ?? (random.Coin() ? 0 : random.Below(MaxItems + 1)))
            .Select(_ => Value(type.Element!)).ToArray(),
        _ => type.Components.Select(Value).ToArray(),
    };

    /// <summary>The value as the script beside viem reads it.</summary>
    public static JsonNode ToJson(object value) => value switch
    {
        bool flag => (JsonNode)flag,
        string text => (JsonNode)text,
        byte[] bytes => (JsonNode)Hex.Format(bytes),
        BigInteger number => (JsonNode)number.ToString(CultureInfo.InvariantCulture),
        object[] items => new JsonArray([.. items.Select(ToJson)]),
        _ => (JsonNode)value.ToString()!,
    };

    private string Type(int depth)
    {
        string inner = depth > 0 && random.Chance(40) ? Parameters(depth - 1) : Elementary();
        StringBuilder type = new(inner);
        for (int i = 0; i < depth && random.Chance(40); i++)
        {
            type.Append(CultureInfo.InvariantCulture, $"[{(random.Coin() ? "" : 1 + random.Below(MaxItems))}]");
        }

        return type.ToString();
    }

    private string Elementary() => random.Pick(
        "address", "bool", "bytes", "string", "uint256", "int256", "bytes32", "bytes4",
        $"uint{8 * (1 + random.Below(32))}", $"int{8 * (1 + random.Below(32))}", $"bytes{1 + random.Below(32)}");

    /// <summary>0 and the greatest of so many bits come up often.</summary>
    private BigInteger Integer(int bits) => random.Below(4) switch
    {
        0 => BigInteger.Zero,
        1 => (BigInteger.One << bits) - 1,
        _ => (BigInteger)random.Word() >> (256 - bits),
    };

    private int Length() => random.Pick(0, 1, 31, 32, 33, random.Below(100));
}
