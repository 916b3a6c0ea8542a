namespace SessionKeys.Tests;

public sealed class NonceDomainTests
{
    private static readonly NonceLayout Layout = new(64, 32);

    [Theory]
    [InlineData(63, 32)]
    [InlineData(64, 15)]
    [InlineData(64, 193)]
    [InlineData(241, 16)]
    public void Layout_outside_the_nonce_is_refused(int shift, int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NonceLayout(shift, width));

    [Theory]
    [InlineData(64, 192)]
    [InlineData(64, 16)]
    [InlineData(240, 16)]
    public void Layout_at_its_ends_is_taken(int shift, int width)
    {
        NonceLayout layout = new(shift, width);

        Assert.Equal((shift, width, width - 8), (layout.Shift, layout.Width, layout.MaxLaneBits));
    }

    [Fact]
    public void Domain_keeps_eight_bits()
    {
        Assert.True(NonceDomain.Value("a", Layout, 24).BitLength <= 8);
        Assert.Throws<ArgumentOutOfRangeException>(() => NonceDomain.Value("a", Layout, 25));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 8)]
    public void Lane_outside_the_domain_is_refused(byte laneBits, ulong lane)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NonceDomain.FreeBits("a", Layout, laneBits, lane));
        _ = NonceDomain.FreeBits("a", Layout, laneBits, lane - 1);
    }

    [Fact]
    public void Hash_whose_top_bits_are_zero_maps_to_one()
    {
        // One in 256 domains has a hash that begins with 8 zero bits; this is the first of its kind.
        string domain = Enumerable.Range(0, 5_000)
            .Select(i => $"zero:{i}")
            .First(name => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(name)).ToArray()[0] == 0);

        Assert.Equal(UInt256.One, NonceDomain.Value(domain, Layout, 24));
    }
}
