using System.Text;

namespace SessionKeys.Tests;

public sealed class PersonalMessageTests
{
    [Theory]
    [InlineData("", "0x5f35dce98ba4fba25530a026ed80b2cecdaa31091ba4958b99b52ea1d068adad")]
    [InlineData("hello world", "0xd9eba16ed0ecae432b71fe008c98cc872bb4cc214d3220a36f365326cf807d68")]
    [InlineData("Hello World", "0xa1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2")]
    public void Digest_matches_the_published_value(string message, string expected)
    {
        Assert.Equal(expected, PersonalMessage.Digest(Encoding.UTF8.GetBytes(message)).ToString());
    }

    [Fact]
    public void Length_counts_bytes_and_not_characters()
    {
        byte[] message = Encoding.UTF8.GetBytes(new string('€', 40));

        Assert.Equal(
            "0x44768e5f858004a422905abec799a8b044bd17b664f4bf4ad9e49f7d613a5f73",
            PersonalMessage.Digest(message).ToString());
    }
}
