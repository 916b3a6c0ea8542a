namespace SessionKeys.Tests;

public sealed class NativeSecp256k1Tests : Secp256k1ProviderTests
{
    private protected override ISecp256k1Provider Provider { get; } = new NativeSecp256k1();

    [Fact]
    public void Library_is_installed_where_tests_run()
    {
        Assert.True(NativeSecp256k1.IsAvailable, "Install libsecp256k1 (Debian: libsecp256k1-1 or libsecp256k1-2).");
        Assert.Equal("libsecp256k1", Secp256k1.Provider);
    }

    [Fact]
    public async Task Many_threads_sign_with_one_context()
    {
        byte[] secret = Keccak256.Hash("secret"u8).ToArray();
        byte[] digest = Keccak256.Hash("digest"u8).ToArray();
        Assert.True(Provider.TrySign(secret, digest, out EcdsaSignature expected));

        EcdsaSignature[] signatures = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() =>
        {
            Assert.True(Provider.TrySign(secret, digest, out EcdsaSignature signature));
            return signature;
        })));

        Assert.All(signatures, signature => Assert.Equal(expected, signature));
    }
}
