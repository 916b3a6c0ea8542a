using System.Numerics;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>The word of a parameter is where the encoder puts its value, in every declaration.</summary>
public sealed class ParameterPlaceTests
{
    private static readonly string[] Static = ["uint256", "uint8", "address", "bool", "bytes32", "bytes4", "int128"];

    private static readonly string[] Dynamic = ["bytes", "string", "uint256[]", "(uint256,bytes)[]", "bytes[2]"];

    [Fact]
    public void Word_of_a_parameter_holds_its_value_in_the_canonical_encoding()
    {
        (int found, int refused) = (0, 0);
        for (int i = 0; i < FuzzProfile.Cases(everyday: 500, deep: 20_000); i++)
        {
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            List<(string Path, AbiType Type, object Value, bool IsStatic)> leaves = [];
            (string declaration, List<object> values) = Tuple(random, "", 3, leaves);
            AbiSignature signature = AbiSignature.Parse($"function f{declaration}");
            Call call = new(Samples.Router, 0, signature.Function!.EncodeCall(values));

            foreach ((string path, AbiType type, object value, bool isStatic) in leaves)
            {
                if (Find(signature, path) is not { } place)
                {
                    refused++;
                    continue;
                }

                found++;
                Assert.True(isStatic, $"seed {FuzzProfile.Seed}, case {i}: {path} of {declaration} is dynamic");
                Assert.True(call.TryGetWord(place.Word, out UInt256 word));
                Assert.True(
                    word == ParameterWords.Encode(path, type, value),
                    $"seed {FuzzProfile.Seed}, case {i}: {path} of {declaration} is not the word {place.Word}");
                Assert.All(place.Offsets, offset =>
                {
                    Assert.True(call.TryGetWord(offset.Word, out UInt256 actual));
                    Assert.Equal((UInt256)offset.Offset, actual);
                });
            }
        }

        Assert.True(found > 500 && refused > 100, $"{found} found, {refused} refused");
    }

    private static ParameterPlace? Find(AbiSignature signature, string path)
    {
        try
        {
            return ParameterPlace.Find(signature, path);
        }
        catch (SessionKeyException refusal) when (refusal.Id == "capability-not-exact")
        {
            return null;
        }
    }

    private static (string Declaration, List<object> Values) Tuple(
        DeterministicBytes random,
        string prefix,
        int depth,
        List<(string Path, AbiType Type, object Value, bool IsStatic)> leaves)
    {
        List<string> declarations = [];
        List<object> values = [];
        for (int i = 0; i < 1 + random.Below(4); i++)
        {
            string name = $"p{i}";
            int kind = random.Below(depth > 0 ? 6 : 5);
            if (kind == 5)
            {
                (string inner, List<object> items) = Tuple(random, $"{prefix}{name}.", depth - 1, leaves);
                declarations.Add($"{inner} {name}");
                values.Add(items);
                continue;
            }

            AbiType type = AbiType.Parse(
                kind == 0 ? Dynamic[random.Below(Dynamic.Length)] : Static[random.Below(Static.Length)]);
            bool isArray = kind == 1;
            object value = Value(random, type);
            if (isArray)
            {
                object[] items = [Value(random, type), value, Value(random, type)];
                leaves.Add(($"{prefix}{name}[1]", type, value, true));
                declarations.Add($"{type}[3] {name}");
                values.Add(items);
            }
            else
            {
                leaves.Add((prefix + name, type, value, kind != 0));
                declarations.Add($"{type} {name}");
                values.Add(value);
            }
        }

        return ($"({string.Join(", ", declarations)})", values);
    }

    private static object Value(DeterministicBytes random, AbiType type) => type.Name switch
    {
        "uint256" => random.Word(),
        "uint8" => (UInt256)(ulong)random.Below(256),
        "address" => random.Address(),
        "bool" => random.Coin(),
        "bytes32" => random.Hash(),
        "bytes4" => random.Next(4),
        "int128" => new BigInteger(random.Number64()) * (random.Coin() ? 1 : -1),
        "bytes" => random.Next(random.Below(70)),
        "string" => new string('x', random.Below(70)),
        "uint256[]" => Enumerable.Range(0, random.Below(4)).Select(_ => (object)random.Word()).ToArray(),
        "bytes[2]" => new object[] { random.Next(3), random.Next(40) },
        _ => Enumerable.Range(0, random.Below(3))
            .Select(_ => (object)new object[] { random.Word(), random.Next(5) })
            .ToArray(),
    };
}
