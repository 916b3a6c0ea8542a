using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>The encodings of viem, for the awkward types by name and for random ones.</summary>
public class AbiIndependentTests
{
    private const string Script = "tests/TestKit/Independent/abi.mjs";

    private const int MaxDepth = 4;

    private static readonly string[] AwkwardTypes =
    [
        "(uint256[])", "(string[2])", "(string[2][])", "(bytes[][3])", "(address[][][])", "(uint8[2][3][])",
        "((string))", "(((bytes)))", "((bytes,uint8)[2])", "((uint256,bool)[2][])",
        "((uint256[],(string,bool)[])[2][])",
        "(bool,(uint256,(bytes,address[])[])[2],bool)", "((uint256,uint256),(uint256,bytes),(bytes32[2],string[1]))",
        "(bytes,bytes,(bytes,bytes)[],bytes)", "((address,uint256,bytes)[],(bytes4[],(int8,string)[1])[])",
    ];

    /// <summary>Every list once empty, and then of random lengths.</summary>
    [Fact]
    public async Task Awkward_types_are_encoded_and_decoded_as_by_viem()
    {
        RandomAbi random = new(new DeterministicBytes(FuzzProfile.Seed));
        await CompareAsync(
        [
            .. AwkwardTypes.Select(type => (type, Empty(AbiType.Parse(type)))),
            .. Enumerable.Repeat(AwkwardTypes, 8).SelectMany(types => types)
                .Select(type => (type, random.Value(AbiType.Parse(type)))),
        ]);
    }

    [Fact]
    public async Task Random_types_are_encoded_and_decoded_as_by_viem()
    {
        RandomAbi random = new(new DeterministicBytes(FuzzProfile.Seed));
        await CompareAsync([.. Enumerable.Range(0, FuzzProfile.Cases(400, 5_000)).Select(_ =>
        {
            string type = random.Parameters(MaxDepth);
            return (type, random.Value(AbiType.Parse(type)));
        })]);
    }

    private static async Task CompareAsync((string Type, object Values)[] cases)
    {
        JsonArray input = [.. cases.Select(each => new JsonObject
        {
            ["type"] = each.Type,
            ["values"] = RandomAbi.ToJson(each.Values),
        })];

        string output = await NodeScript.RunAsync(Script, input.ToJsonString());

        string[] encodings = JsonSerializer.Deserialize<string[]>(output)!;
        Assert.Equal(cases.Length, encodings.Length);
        foreach (((string type, object values), string expected) in cases.Zip(encodings))
        {
            string actual = Hex.Format(AbiEncoder.Encode(type, (object[])values));
            Assert.True(expected == actual, $"seed {FuzzProfile.Seed}, {type}: {RandomAbi.ToJson(values)}");
            Assert.Equal(
                RandomAbi.ToJson(values).ToJsonString(),
                RandomAbi.ToJson(AbiDecoder.Decode(type, Hex.Parse(expected)).ToArray()).ToJsonString());
        }
    }

    /// <summary>The value whose lists of any length have no items.</summary>
    private static object Empty(AbiType type) => type.Kind switch
    {
        AbiKind.Array when type.FixedCount is int count => Repeat(type.Element!, count),
        AbiKind.Array => Array.Empty<object>(),
        AbiKind.Tuple => type.Components.Select(Empty).ToArray(),
        AbiKind.Bytes => Array.Empty<byte>(),
        AbiKind.String => "",
        AbiKind.Address => Address.Zero,
        AbiKind.Boolean => false,
        AbiKind.UnsignedInteger => UInt256.Zero,
        AbiKind.FixedBytes => Hash32.Zero,
        _ => throw new ArgumentException($"None of the awkward types has {type}."),
    };

    private static object[] Repeat(AbiType element, int count) =>
        [.. Enumerable.Repeat(element, count).Select(Empty)];
}
