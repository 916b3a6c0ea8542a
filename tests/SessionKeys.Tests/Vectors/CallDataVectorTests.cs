using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>The call data of the shared vectors that an account encodes as we do.</summary>
public sealed class CallDataVectorTests
{
    private const string BehindExecuteUserOp = "0x8dd7712f";

    private static readonly JsonElement File = RepositoryFiles.ReadVectors("calldata.json");

    private static readonly JsonElement Vectors = File.GetProperty("calldata");

    public static TheoryData<int, string> Accepted { get; } =
        VectorRows.Of(Vectors, vector => vector.Text("name"), vector => !vector.Flag("refused"));

    [Fact]
    public void Vectors_are_all_here()
    {
        Assert.Equal(File.GetProperty("count").GetInt32(), Vectors.GetArrayLength());
        Assert.True(Accepted.Count > 15, $"only {Accepted.Count} vectors are accepted");
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Calls_encode_to_the_call_data_of_the_vector(int index, string name)
    {
        JsonElement vector = Vectors[index];
        Call[] calls =
        [
            .. vector.GetProperty("calls").EnumerateArray()
                .Select(
                    call => new Call(call.Address("target"), UInt256.Parse(call.Text("value")), call.Bytes("data"))),
        ];
        ISmartAccount account = vector.Number("standard") == 1
            ? new ReferenceAccount6900(default)
            : new OpenZeppelinAccount7579(default, default);

        string encoded = Hex.Format(account.EncodeCalls(calls));

        string expected = vector.Text("callData");
        if (name.EndsWith("batch of one", StringComparison.OrdinalIgnoreCase))
        {
            // One call is written as a single call: shorter, and the same to the account.
            Assert.True(encoded.Length < expected.Length, "a single call is longer than a batch of one");
            return;
        }

        bool isWrapped = expected.StartsWith(BehindExecuteUserOp, StringComparison.Ordinal);
        Assert.Equal(isWrapped ? string.Concat("0x", expected.AsSpan(BehindExecuteUserOp.Length)) : expected, encoded);
    }
}
