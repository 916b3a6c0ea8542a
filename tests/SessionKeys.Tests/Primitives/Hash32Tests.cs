namespace SessionKeys.Tests;

public sealed class Hash32Tests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(1, Hash32.Length).Select(i => (byte)i)];
    private const string Text = "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

    [Fact]
    public void Bytes_and_text_survive_a_round_trip()
    {
        byte[] copy = new byte[Hash32.Length + 1];
        Hash32 hash = Hash32.FromBytes(Bytes);
        hash.CopyTo(copy);

        Assert.Equal(Bytes, hash.ToArray());
        Assert.Equal([.. Bytes, 0], copy);
        Assert.Equal(Text, hash.ToString());
        Assert.Equal(hash, Hash32.Parse(Text));
        Assert.Equal(hash, Hash32.Parse($"0x{Text[2..].ToUpperInvariant()}"));
        Assert.True(Hash32.TryParse(Text, out Hash32 parsed));
        Assert.Equal(hash, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2")]
    [InlineData("0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021")]
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")]
    [InlineData("0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fzz")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Hash32.Parse(text));
        Assert.False(Hash32.TryParse(text, out Hash32 hash));
        Assert.Equal(Hash32.Zero, hash);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Hash32.Parse(null!));
        Assert.False(Hash32.TryParse(null, out _));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void Wrong_number_of_bytes_is_refused(int length)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Hash32.FromBytes(new byte[length]));

        Assert.Contains($"{length} bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash32.Zero.CopyTo(new byte[Hash32.Length - 1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(31)]
    public void Every_byte_counts_for_equality_and_order(int index)
    {
        byte[] bytes = new byte[Hash32.Length];
        bytes[index] = 1;
        Hash32 larger = Hash32.FromBytes(bytes);

        Assert.False(larger.IsZero);
        Assert.True(larger != Hash32.Zero);
        Assert.False(larger == Hash32.Zero);
        Assert.False(larger.Equals("text"));
        Assert.True(larger.Equals((object)Hash32.FromBytes(bytes)));
        Assert.Equal(larger.GetHashCode(), Hash32.FromBytes(bytes).GetHashCode());
        Assert.True(larger.CompareTo(Hash32.Zero) > 0);
        Assert.True(Hash32.Zero.CompareTo(larger) < 0);
        Assert.Equal(0, larger.CompareTo(larger));
    }

    [Fact]
    public void Zero_is_the_default()
    {
        Assert.True(default(Hash32).IsZero);
        Assert.Equal(Hash32.Zero, default);
    }

    [Fact]
    public void Session_ids_and_operation_hashes_print_their_word()
    {
        Assert.Equal(Text, new SessionId(Hash32.Parse(Text)).ToString());
        Assert.Equal(Text, new UserOperationHash(Hash32.Parse(Text)).ToString());
    }
}
