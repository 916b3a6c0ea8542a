using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Keccak-256 against the known answers of the Keccak team, and against another implementation.</summary>
public class PublishedKeccakTests
{
    private const string Script = "tests/TestKit/Independent/keccak.mjs";

    private static readonly JsonElement Vectors = PublishedVectors.Read("keccak256.json");

    public static TheoryData<int, string> Rows { get; } = PublishedVectors.Rows(Vectors);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Hash_is_the_known_answer(int index, string name)
    {
        byte[] message = Vectors[index].Bytes("message");

        Assert.Equal($"Len = {8 * message.Length}", name);
        Assert.Equal(Vectors[index].Hash("hash"), Keccak256.Hash(message));
    }

    /// <summary>Among the lengths is everything around one, two, three and four blocks of 136 bytes.</summary>
    [Fact]
    public async Task Hash_of_every_length_of_four_blocks_is_the_one_of_viem()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        byte[][] messages = [.. Enumerable.Range(0, (4 * 136) + 2).Append(1 << 20).Select(random.Next)];

        string output = await NodeScript.RunAsync(Script, JsonSerializer.Serialize(messages.Select(ToHex)));

        string[] expected = JsonSerializer.Deserialize<string[]>(output)!;
        Assert.Equal(messages.Length, expected.Length);
        Assert.All(messages.Zip(expected), pair => Assert.Equal(pair.Second, Keccak256.Hash(pair.First).ToString()));
    }

    private static string ToHex(byte[] message) => Hex.Format(message);
}
