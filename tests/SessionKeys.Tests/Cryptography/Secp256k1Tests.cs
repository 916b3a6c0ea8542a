namespace SessionKeys.Tests;

public sealed class Secp256k1Tests
{
    /// <summary>The first well-known development account of local chains.</summary>
    private static readonly byte[] DevelopmentSecret =
        Hex.Parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    private static readonly Hash32 Digest = Keccak256.Hash("message"u8);

    [Fact]
    public void Address_of_a_development_key_is_the_known_one()
    {
        Address address = Secp256k1.GetAddress(DevelopmentSecret);

        Assert.Equal("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", address.ToString());
    }

    [Fact]
    public void Signature_recovers_to_the_signer()
    {
        EcdsaSignature signature = Secp256k1.Sign(DevelopmentSecret, Digest);
        byte[] publicKey = new byte[65];

        Assert.True(signature.IsLowS);
        Assert.True(Secp256k1.TryRecover(Digest, signature, out Address recovered));
        Assert.Equal(Secp256k1.GetAddress(DevelopmentSecret), recovered);
        Assert.True(Secp256k1.TryRecoverPublicKey(Digest, signature, publicKey));
        Assert.Equal([.. Secp256k1.GetPublicKey(DevelopmentSecret), 0], publicKey);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(255)]
    public void Other_v_recovers_nothing(byte v)
    {
        EcdsaSignature signature = Secp256k1.Sign(DevelopmentSecret, Digest) with { V = v };

        Assert.False(Secp256k1.TryRecover(Digest, signature, out Address address));
        Assert.Equal(Address.Zero, address);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Secret_of_another_length_is_refused(int length)
    {
        Assert.Throws<ArgumentException>(() => Secp256k1.Sign(new byte[length], Digest));
        Assert.Throws<ArgumentException>(() => Secp256k1.GetPublicKey(new byte[length]));
    }

    [Fact]
    public void Secret_out_of_range_is_refused_without_showing_it()
    {
        byte[] secret = Hex.Parse("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffdeadbeef");

        Exception[] errors =
        [
            Assert.Throws<ArgumentException>(() => Secp256k1.Sign(secret, Digest)),
            Assert.Throws<ArgumentException>(() => Secp256k1.GetPublicKey(secret)),
            Assert.Throws<ArgumentException>(() => Secp256k1.GetAddress(secret)),
            Assert.Throws<ArgumentException>(() => InMemorySessionKey.FromSecret(secret)),
        ];

        Assert.All(errors, e => Assert.DoesNotContain("deadbeef", e.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Short_buffer_for_the_public_key_is_refused()
    {
        EcdsaSignature signature = Secp256k1.Sign(DevelopmentSecret, Digest);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => Secp256k1.TryRecoverPublicKey(Digest, signature, new byte[63]));
    }
}
