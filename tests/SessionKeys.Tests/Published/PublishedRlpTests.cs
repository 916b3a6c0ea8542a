using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>
/// RLP against the valid cases of Ethereum's own tests. Ours only writes, so the invalid ones say nothing.
/// </summary>
public class PublishedRlpTests
{
    private static readonly JsonElement Vectors = PublishedVectors.Read("rlp.json");

    public static TheoryData<int, string> Rows { get; } = PublishedVectors.Rows(Vectors);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Encoding_is_the_published_one(int index, string name)
    {
        byte[] encoded = Encode(Vectors[index].GetProperty("in"));

        Assert.Equal(Vectors[index].Text("out"), Hex.Format(encoded));
        Assert.NotEmpty(name);
    }

    private static byte[] Encode(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Array => Rlp.List([.. item.EnumerateArray().Select(Encode)]),
        JsonValueKind.Number => Rlp.Number(item.GetUInt64()),
        _ => item.GetString()! is ['#', .. string digits] ? Number(digits) : Rlp.Bytes(Encoding.ASCII.GetBytes(
            item.GetString()!)),
    };

    /// <summary>One of the published integers is 2^256, which no field of ours holds; it is bytes then.</summary>
    private static byte[] Number(string digits)
    {
        BigInteger number = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return number.GetBitLength() <= 256
            ? Rlp.Number((UInt256)number)
            : Rlp.Bytes(number.ToByteArray(isUnsigned: true, isBigEndian: true));
    }
}
