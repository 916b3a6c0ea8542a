using System.Text;

namespace SessionKeys.Tests;

/// <summary>The hashes that ERC-8213 has wallets show.</summary>
public sealed class ReviewHashTests
{
    [Fact]
    public void Typed_data_has_its_domain_its_message_and_what_is_signed()
    {
        TypedData data = RevocationTypedData.ForAll(31337, Samples.Context.Module, Samples.Context.Account, 3);

        IReadOnlyList<ReviewHash> hashes = ReviewHash.OfTypedData(data);

        Assert.Equal(["Domain hash", "Message hash", "EIP-712 digest"], hashes.Select(hash => hash.Name));
        Assert.Equal(
            [data.DomainSeparator(), data.MessageHash(), data.Digest()], hashes.Select(hash => hash.Value));
        byte[] signed = [0x19, 0x01, .. hashes[0].Value.ToArray(), .. hashes[1].Value.ToArray()];
        Assert.Equal(Keccak256.Hash(signed), hashes[2].Value);
    }

    [Fact]
    public void Personal_message_has_the_digest_that_is_signed() => Assert.Equal(
        new ReviewHash(
            "EIP-191 digest",
            Keccak256.Hash(Encoding.ASCII.GetBytes("\u0019Ethereum Signed Message:\n5hello"))),
        ReviewHash.OfPersonalMessage("hello"u8));

    [Theory]
    [InlineData("", 0)]
    [InlineData("01", 1)]
    [InlineData("a9059cbb", 4)]
    public void Calldata_is_hashed_behind_its_length(string callData, int length)
    {
        byte[] counted = Hex.Parse($"0x{length:x64}{callData}");

        Assert.Equal(
            new ReviewHash("Calldata digest", Keccak256.Hash(counted)),
            ReviewHash.OfCallData(Hex.Parse("0x" + callData)));
        Assert.NotEqual(Keccak256.Hash(Hex.Parse("0x" + callData)), Keccak256.Hash(counted));
    }

    [Fact]
    public void Hash_is_written_in_the_upper_case_of_devices() => Assert.Equal(
        $"EIP-191 digest: 0x{new string('A', 62)}0B",
        new ReviewHash("EIP-191 digest", Hash32.Parse($"0x{new string('a', 62)}0b")).ToString());
}
