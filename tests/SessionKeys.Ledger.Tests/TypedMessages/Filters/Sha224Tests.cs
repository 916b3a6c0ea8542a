using System.Text;

namespace SessionKeys.Ledger.Tests;

public class Sha224Tests
{
    /// <summary>The examples of FIPS 180 and the empty message.</summary>
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Published_message_has_the_published_hash(string message, string expected)
        => Assert.Equal(expected, Convert.ToHexStringLower(Sha224.Hash(Encoding.ASCII.GetBytes(message))));

    [Fact]
    public void Million_letters_have_the_published_hash()
        => Assert.Equal(
            "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67",
            Convert.ToHexStringLower(Sha224.Hash(Encoding.ASCII.GetBytes(new string('a', 1_000_000)))));

    /// <summary>One block holds 55 bytes beside the length. Reference: the hashes of these lengths of "a", hashed one
    /// after the other, by Python's hashlib.</summary>
    [Fact]
    public void Every_length_around_the_blocks_has_the_hash_of_another_implementation()
    {
        List<byte> all = [];
        for (int length = 0; length <= 200; length++)
        {
            all.AddRange(Sha224.Hash(Encoding.ASCII.GetBytes(new string('a', length))));
        }

        Assert.Equal(
            "b4f78556c927d77560b36854b254bc7c7b7d1a8d2eaa3adefae563ce",
            Convert.ToHexStringLower(Sha224.Hash([.. all])));
    }
}
