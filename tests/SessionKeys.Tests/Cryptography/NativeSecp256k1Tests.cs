using System.Security.Cryptography;
using System.Text;

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

    /// <summary>The widely published vectors of RFC 6979 for secp256k1 with SHA-256, low s.</summary>
    [Theory]
    [InlineData(
        "0x0000000000000000000000000000000000000000000000000000000000000001",
        "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
        "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData(
        "0x0000000000000000000000000000000000000000000000000000000000000001",
        "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
        "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData(
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0",
        "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData(
        "0xf8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181",
        "Alan Turing",
        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c",
        "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    public void Signature_is_deterministic(string secret, string message, string r, string s)
    {
        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes(message));

        Assert.True(Provider.TrySign(Hex.Parse(secret), digest, out EcdsaSignature signature));

        Assert.Equal($"0x{r}", signature.R.ToString());
        Assert.Equal($"0x{s}", signature.S.ToString());
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
