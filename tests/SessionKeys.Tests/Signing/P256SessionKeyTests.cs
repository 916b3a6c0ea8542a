using System.Security.Cryptography;

namespace SessionKeys.Tests;

public sealed class P256SessionKeyTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    /// <summary>OIDs of curves that are not P-256.</summary>
    public static TheoryData<string> OtherCurves => ["1.3.132.0.10", "1.3.132.0.34", "1.3.36.3.3.2.8.1.1.7"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signature_of_any_ecdsa_is_made_low(bool isHigh)
    {
        using ScriptedSigner signer = new(KeyType.P256);
        using P256SessionKey key = new(new ForeignEcdsa(signer.PublicKey, hash => signer.Sign(hash, isHigh)));

        ReadOnlyMemory<byte> signature = await key.SignAsync(Digest);

        Assert.True(P256.Verify(key.PublicKey.Span, Digest, signature.Span));
        Assert.Equal(P256.GetAddress(signer.PublicKey), key.Address);
        Assert.Equal(key.Address.ToString(), key.ToString());
    }

    [Fact]
    public async Task Signature_of_another_key_is_refused()
    {
        using ScriptedSigner signer = new(KeyType.P256);
        using ScriptedSigner other = new(KeyType.P256);
        using P256SessionKey key = new(new ForeignEcdsa(signer.PublicKey, hash => other.Sign(hash, isHigh: false)));

        SessionKeyException refusal =
            await Assert.ThrowsAsync<SessionKeyException>(async () => await key.SignAsync(Digest));

        Assert.Equal("external-signature-mismatch", refusal.Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(132)]
    public async Task Answer_of_another_length_is_refused(int length)
    {
        using ScriptedSigner signer = new(KeyType.P256);
        using P256SessionKey key = new(new ForeignEcdsa(signer.PublicKey, _ => new byte[length]));

        SessionKeyException refusal =
            await Assert.ThrowsAsync<SessionKeyException>(async () => await key.SignAsync(Digest));

        Assert.Equal("external-signature-malformed", refusal.Id);
    }

    [Theory]
    [MemberData(nameof(OtherCurves))]
    public void Key_of_another_curve_is_refused(string oid)
    {
        using ECDsa other = ECDsa.Create(ECCurve.CreateFromValue(oid));

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new P256SessionKey(other));

        Assert.Contains($"{other.KeySize} bits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_is_disposed_of_with_the_signer()
    {
        ECDsa inner = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        new P256SessionKey(inner).Dispose();

        Assert.Throws<ObjectDisposedException>(() => inner.SignHash(Digest.ToArray()));
    }

    /// <summary>An <see cref="ECDsa"/> whose secret is elsewhere, as that of a TPM or key service.</summary>
    private sealed class ForeignEcdsa(byte[] publicKey, Func<byte[], byte[]> sign) : ECDsa
    {
        public override byte[] SignHash(byte[] hash) => sign(hash);

        public override bool VerifyHash(byte[] hash, byte[] signature) => throw new NotSupportedException();

        public override ECParameters ExportParameters(bool includePrivateParameters) => includePrivateParameters
            ? throw new CryptographicException("The secret stays where it is.")
            : new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = publicKey[..32], Y = publicKey[32..] },
            };
    }
}
