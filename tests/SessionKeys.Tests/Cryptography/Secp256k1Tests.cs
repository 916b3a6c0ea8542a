namespace SessionKeys.Tests;

public sealed class Secp256k1Tests
{
    /// <summary>The first well-known development account of local chains.</summary>
    private static readonly byte[] DevelopmentSecret = Hex.Parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    [Fact]
    public void Address_of_a_development_key_is_the_known_one()
    {
        Assert.Equal("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", Secp256k1.GetAddress(DevelopmentSecret).ToString());
    }

    [Fact]
    public void Signature_recovers_to_the_signer()
    {
        Hash32 digest = Keccak256.Hash("message"u8);

        EcdsaSignature signature = Secp256k1.Sign(DevelopmentSecret, digest);

        Assert.True(signature.IsLowS);
        Assert.True(Secp256k1.TryRecover(digest, signature, out Address recovered));
        Assert.Equal(Secp256k1.GetAddress(DevelopmentSecret), recovered);
    }
}
