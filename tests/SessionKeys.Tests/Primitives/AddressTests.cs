namespace SessionKeys.Tests;

public sealed class AddressTests
{
    private const string Checksummed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Checksum_of_the_EIP_examples_is_written_and_accepted(string text)
    {
        string digits = text[2..];

        Assert.Equal(text, Address.Parse(text).ToString());
        Assert.Equal(text, Address.Parse($"0x{digits.ToLowerInvariant()}").ToString());
        Assert.Equal(text, Address.Parse($"0x{digits.ToUpperInvariant()}").ToString());
    }

    [Fact]
    public void Wrong_checksum_is_refused_and_the_right_one_is_named()
    {
        string wrong = Checksummed.Replace("5aAe", "5aae", StringComparison.Ordinal);

        FormatException error = Assert.Throws<FormatException>(() => Address.Parse(wrong));

        Assert.Contains(Checksummed, error.Message, StringComparison.Ordinal);
        Assert.False(Address.TryParse(wrong, out Address address));
        Assert.Equal(Address.Zero, address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg")]
    [InlineData(" 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Address.Parse(text));
        Assert.False(Address.TryParse(text, out _));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Address.Parse(null!));
        Assert.False(Address.TryParse(null, out _));
    }

    [Fact]
    public void Bytes_survive_a_round_trip()
    {
        byte[] bytes = [.. Enumerable.Range(1, Address.Length).Select(i => (byte)i)];
        byte[] copy = new byte[Address.Length + 1];

        Address address = Address.FromBytes(bytes);
        address.CopyTo(copy);

        Assert.Equal(bytes, address.ToArray());
        Assert.Equal([.. bytes, 0], copy);
        Assert.Equal("0x0102030405060708090a0b0c0d0e0f1011121314", address.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData(19)]
    [InlineData(21)]
    public void Wrong_number_of_bytes_is_refused(int length)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Address.FromBytes(new byte[length]));

        Assert.Contains($"{length} bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Address.Zero.CopyTo(new byte[Address.Length - 1]));
    }

    [Fact]
    public void Zero_is_the_default()
    {
        Assert.True(default(Address).IsZero);
        Assert.Equal("0x0000000000000000000000000000000000000000", Address.Zero.ToString());
        Assert.False(Address.Parse(Checksummed).IsZero);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(19)]
    public void Every_byte_counts_for_equality_and_order(int index)
    {
        byte[] bytes = new byte[Address.Length];
        bytes[index] = 1;
        Address larger = Address.FromBytes(bytes);

        Assert.True(larger != Address.Zero);
        Assert.False(larger == Address.Zero);
        Assert.False(larger.Equals((object)Address.Zero));
        Assert.False(larger.Equals("text"));
        Assert.True(larger.Equals((object)Address.FromBytes(bytes)));
        Assert.Equal(larger.GetHashCode(), Address.FromBytes(bytes).GetHashCode());
        Assert.True(larger.CompareTo(Address.Zero) > 0);
        Assert.True(Address.Zero.CompareTo(larger) < 0);
        Assert.Equal(0, larger.CompareTo(larger));
    }
}
