using System.Text;

namespace SessionKeys.Tests;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData(
        "The quick brown fox jumps over the lazy dog",
        "0x4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    public void Hash_of_text_matches_the_published_value(string text, string expected)
    {
        Assert.Equal(expected, Keccak256.Hash(Encoding.ASCII.GetBytes(text)).ToString());
    }

    [Theory]
    [InlineData(1, "0x3ac225168df54212a25c1c01fd35bebfea408fdac2e31ddd6f80a4bbf9a5f1cb")]
    [InlineData(135, "0x34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446")]
    [InlineData(136, "0xa6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e")]
    [InlineData(137, "0xd869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39")]
    [InlineData(271, "0x132f47effd6c8b1b299efa53fe68aece77ec8ae4eb2e294f668eec94f76001e1")]
    [InlineData(272, "0xcf7fcd4f705ee749930d19ca84561a9bf62516bd90a471545fa2f49fdc7e63c8")]
    [InlineData(273, "0x5a7b8187d2778e614097fac3097573de1fee4d972304d3360796a857029bb176")]
    [InlineData(1_000_000, "0xfadae6b49f129bbb812be8407b7b2894f34aecf6dbd1f9b0f0c7e9853098fc96")]
    public void Hash_around_the_block_length_matches_an_independent_value(int count, string expected)
    {
        byte[] data = new byte[count];
        data.AsSpan().Fill((byte)'a');

        Assert.Equal(expected, Keccak256.Hash(data).ToString());
    }

    [Fact]
    public void Hash_into_a_buffer_writes_32_bytes_and_may_overlap_the_data()
    {
        byte[] buffer = new byte[40];
        buffer.AsSpan().Fill(7);
        Hash32 expected = Keccak256.Hash(buffer);

        Keccak256.Hash(buffer, buffer);

        Assert.Equal(expected, Hash32.FromBytes(buffer.AsSpan(0, 32)));
        Assert.All(buffer[32..], b => Assert.Equal(7, b));
    }

    [Fact]
    public void Short_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256.Hash([], new byte[31]));
    }
}
