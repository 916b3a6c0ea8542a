using System.Numerics;

namespace SessionKeys.Tests;

/// <summary>Both libraries behind <see cref="Secp256k1"/> pass the same tests.</summary>
public abstract class Secp256k1ProviderTests
{
    /// <summary>The order of the group.</summary>
    private const string Order = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    private static readonly byte[] Digest = Keccak256.Hash("digest"u8).ToArray();

    private protected abstract ISecp256k1Provider Provider { get; }

    [Theory]
    [InlineData(
        "0x0000000000000000000000000000000000000000000000000000000000000001",
        "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
        "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")]
    [InlineData(
        "0x0000000000000000000000000000000000000000000000000000000000000003",
        "0xf9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9" +
        "388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672")]
    [InlineData(
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
        "b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777")]
    public void Public_key_of_a_known_secret_is_the_published_one(string secret, string expected)
    {
        byte[] publicKey = new byte[64];

        Assert.True(Provider.TryGetPublicKey(Hex.Parse(secret), publicKey));
        Assert.Equal(expected, Hex.Format(publicKey));
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Secret_out_of_range_is_refused(string secret)
    {
        Assert.False(Provider.TryGetPublicKey(Hex.Parse(secret), new byte[64]));
        Assert.False(Provider.TrySign(Hex.Parse(secret), Digest, out _));
    }

    [Fact]
    public void Signatures_of_many_keys_have_low_s_and_recover_by_both_libraries()
    {
        ISecp256k1Provider[] libraries = [new NativeSecp256k1(), new FrameworkSecp256k1()];
        HashSet<byte> recoveryValues = [];
        Hash32 seed = Keccak256.Hash("seed"u8);
        for (int i = 0; i < 24; i++)
        {
            byte[] secret = seed.ToArray();
            seed = Keccak256.Hash(secret);
            byte[] digest = seed.ToArray();
            byte[] expected = new byte[64];
            Assert.True(Provider.TryGetPublicKey(secret, expected));

            Assert.True(Provider.TrySign(secret, digest, out EcdsaSignature signature));

            Assert.True(signature.IsLowS);
            recoveryValues.Add(signature.V);
            foreach (ISecp256k1Provider library in libraries)
            {
                byte[] recovered = new byte[64];
                Assert.True(library.TryRecover(digest, signature, recovered));
                Assert.Equal(expected, recovered);
            }
        }

        Assert.Equal(2, recoveryValues.Count);
    }

    [Fact]
    public void High_s_with_the_other_v_recovers_the_same_key()
    {
        byte[] secret = Keccak256.Hash("secret"u8).ToArray();
        byte[] expected = new byte[64];
        byte[] recovered = new byte[64];
        Assert.True(Provider.TryGetPublicKey(secret, expected));
        Assert.True(Provider.TrySign(secret, Digest, out EcdsaSignature signature));
        UInt256 highS = UInt256.Parse(Order) - UInt256.ReadBigEndian(signature.S.ToArray());
        EcdsaSignature twin = signature with { S = Hash32.FromBytes(highS.ToArray()), V = (byte)(55 - signature.V) };

        Assert.True(Provider.TryRecover(Digest, twin, recovered));

        Assert.False(twin.IsLowS);
        Assert.Equal(expected, recovered);
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData(Order, true)]
    [InlineData(Order, false)]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", true)]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    public void Scalar_out_of_range_recovers_nothing(string scalar, bool isR)
    {
        Assert.True(Provider.TrySign(Keccak256.Hash("secret"u8).ToArray(), Digest, out EcdsaSignature valid));
        Hash32 number = Hash32.Parse(scalar);
        EcdsaSignature signature = isR ? valid with { R = number } : valid with { S = number };

        Assert.False(Provider.TryRecover(Digest, signature, new byte[64]));
    }

    [Fact]
    public void R_on_no_point_recovers_nothing()
    {
        // 5 is no x coordinate of the curve: 5^3 + 7 = 132 has no square root modulo the prime.
        EcdsaSignature signature = new(Word(5), Word(1), 27);

        Assert.False(Provider.TryRecover(Digest, signature, new byte[64]));
    }

    [Fact]
    public void Signature_of_the_point_at_infinity_recovers_nothing()
    {
        // With R = G, s = 1 and e = 1 the key would be (1 G - 1 G) / r.
        Hash32 generatorX = Hash32.Parse("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        EcdsaSignature signature = new(generatorX, Word(1), 27);

        Assert.False(Provider.TryRecover(Word(1).ToArray(), signature, new byte[64]));
    }

    [Fact]
    public void Digest_above_the_order_recovers_the_signer()
    {
        byte[] digest = Hex.Parse("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
        byte[] secret = Keccak256.Hash("secret"u8).ToArray();
        byte[] expected = new byte[64];
        byte[] recovered = new byte[64];
        Assert.True(Provider.TryGetPublicKey(secret, expected));
        Assert.True(Provider.TrySign(secret, digest, out EcdsaSignature signature));

        Assert.True(Provider.TryRecover(digest, signature, recovered));

        Assert.Equal(expected, recovered);
    }

    private static Hash32 Word(BigInteger number) => Hash32.FromBytes(((UInt256)number).ToArray());
}
