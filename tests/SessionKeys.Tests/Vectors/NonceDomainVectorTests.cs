using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every nonce domain of the shared vectors.</summary>
public sealed class NonceDomainVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("nonce-domains.json");

    private static readonly JsonElement Domains = File.GetProperty("domains");

    public static TheoryData<int, string> Rows { get; } = VectorRows.Of(
        Domains, vector => $"{vector.Text("layout")}, {vector.Text("nonceDomain")}, lane {vector.Text("lane")}");

    [Fact]
    public void Vectors_are_all_here() => Assert.Equal(File.GetProperty("count").GetInt32(), Rows.Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Bits_are_those_of_the_vector(int index, string name)
    {
        JsonElement vector = Domains[index];
        Assert.Contains(vector.Text("layout"), name, StringComparison.Ordinal);
        NonceLayout layout = new((int)vector.Number("nonceShift"), (int)vector.Number("nonceWidth"));
        byte laneBits = (byte)vector.Number("laneBits");
        UInt256 lane = (UInt256)BigInteger.Parse(vector.Text("lane"), CultureInfo.InvariantCulture);

        UInt256 value = NonceDomain.Value(vector.Text("nonceDomain"), layout, laneBits);
        UInt256 freeBits = NonceDomain.FreeBits(vector.Text("nonceDomain"), layout, laneBits, lane);

        Assert.Equal(UInt256.Parse(vector.Text("domainValue")), value);
        Assert.Equal(UInt256.Parse(vector.Text("nonceBits")), freeBits << layout.Shift);
        Assert.Equal(UInt256.Parse(vector.Text("nonceKeyBits")), freeBits << (layout.Shift - 64));
    }
}
