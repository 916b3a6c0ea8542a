namespace SessionKeys.Tests;

public sealed class AbiDecoderTests
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Word20 = "0000000000000000000000000000000000000000000000000000000000000020";
    private const string Word40 = "0000000000000000000000000000000000000000000000000000000000000040";
    private const string AllOnes = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    [Theory]
    [MemberData(nameof(AbiVectors.Names), MemberType = typeof(AbiVectors))]
    public void Decoding_gives_the_values_of_the_vector(string name)
    {
        (string types, object[] values, string encoded) = AbiVectors.All[name];

        Assert.Equal(values, AbiDecoder.Decode(types, Hex.Parse($"0x{encoded}")));
    }

    [Theory]
    [MemberData(nameof(AbiVectors.Names), MemberType = typeof(AbiVectors))]
    public void Every_shortened_vector_is_refused(string name)
    {
        (string types, _, string encoded) = AbiVectors.All[name];
        byte[] data = Hex.Parse($"0x{encoded}");
        for (int length = 0; length < data.Length; length++)
        {
            AssertRefused(types, data[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(AbiVectors.Names), MemberType = typeof(AbiVectors))]
    public void Every_vector_with_one_changed_bit_is_refused_or_encodes_back(string name)
    {
        (string types, _, string encoded) = AbiVectors.All[name];
        byte[] data = Hex.Parse($"0x{encoded}");
        for (int bit = 0; bit < 8 * data.Length; bit++)
        {
            byte[] changed = [.. data];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            IReadOnlyList<object>? values = null;
            Exception? error = Record.Exception(() => values = AbiDecoder.Decode(types, changed));

            Assert.True(error is null or SessionKeyException, $"bit {bit}: {error}");
            if (values is not null)
            {
                Assert.Equal(changed, AbiEncoder.Encode(types, values));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AbiVectors.Names), MemberType = typeof(AbiVectors))]
    public void Trailing_bytes_are_refused_unless_allowed(string name)
    {
        (string types, object[] values, string encoded) = AbiVectors.All[name];
        byte[] data = [.. Hex.Parse($"0x{encoded}"), 0];

        AssertRefused(types, data);
        Assert.Equal(values, AbiDecoder.Decode(types, data, allowTrailingBytes: true));
    }

    [Theory]
    [InlineData("(uint8)", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("(int8)", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("(int8)", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("(bool)", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("(bool)", AllOnes)]
    [InlineData("(address)", "000000000000000000000001f39fd6e51aad88f6f4ce6ab8827279cfffb92266")]
    [InlineData("(bytes4)", "0102030400000000000000000000000000000000000000000000000000000001")]
    [InlineData("(bytes31)", One)]
    public void Bits_outside_the_value_are_refused(string types, string data) => AssertRefused(types, data);

    [Theory]
    [InlineData("(bytes)", AllOnes)]
    [InlineData("(bytes)", Word40 + Zero + Zero)]
    [InlineData("(bytes)", Zero)]
    [InlineData("(bytes)", Word20 + AllOnes)]
    [InlineData("(bytes)", Word20 + One)]
    [InlineData("(bytes)", Word20 + One + "ff")]
    [InlineData("(bytes)", Word20 + One + "ff01000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("(uint256[])", Word20 + AllOnes)]
    [InlineData("(uint256[])", Word20 + One)]
    [InlineData("(bytes[])", Word20 + One + Word40 + Zero + Zero)]
    [InlineData("(bytes,bytes)", Word40 + Word40 + Zero)]
    [InlineData("(string[])", Word20 + Word20)]
    public void Offset_or_length_outside_the_canonical_place_is_refused(string types, string data) =>
        AssertRefused(types, data);

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        AssertRefused("(string)", Word20 + One + "ff" + Zero[2..]);
    }

    [Fact]
    public void Huge_length_is_refused_before_memory_is_taken()
    {
        const string HalfBillion = "0000000000000000000000000000000000000000000000000000000020000000";

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused("(bool[2][])", Word20 + HalfBillion);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.InRange(after - before, 0, 1_000_000);
    }

    [Fact]
    public void Refusal_names_the_place_the_value_and_what_is_allowed()
    {
        byte[] data = AbiEncoder.Encode("(uint256[])", [AbiVectors.Numbers(1, 256)]);

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => AbiDecoder.Decode("(uint8[])", data));

        Assert.Equal("abi-invalid-data", error.Id);
        Assert.Contains("values[0][1] is 0x00", error.Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 2^8 - 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => AbiDecoder.Decode((string)null!, []));
        Assert.Throws<ArgumentNullException>(() => AbiDecoder.Decode((AbiType)null!, []));
        Assert.Throws<ArgumentException>(() => AbiDecoder.Decode("uint8", new byte[32]));
    }

    private static void AssertRefused(string types, string data) => AssertRefused(types, Hex.Parse($"0x{data}"));

    private static void AssertRefused(string types, byte[] data) => Assert.Equal(
        "abi-invalid-data", Assert.Throws<SessionKeyException>(() => AbiDecoder.Decode(types, data)).Id);
}
