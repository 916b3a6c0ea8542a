using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class InMemoryP256SessionKeyTests
{
    /// <summary>A secret that would be easy to find in any output.</summary>
    private static readonly byte[] Canary =
        Hex.Parse("0x0ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0");

    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    [Fact]
    public async Task Signatures_are_valid_and_low_every_time()
    {
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        byte[] publicKey = key.PublicKey.ToArray();
        List<string> signatures = [];

        // A signer that forgot about low s would give a high one with each second signature.
        for (int i = 0; i < 32; i++)
        {
            byte[] signature = (await key.SignAsync(Digest)).ToArray();
            Assert.True(P256.Verify(publicKey, Digest, signature));
            signatures.Add(Hex.Format(signature));
        }

        Assert.Equal(32, signatures.Distinct().Count());
        Assert.Equal(P256.GetAddress(publicKey), key.Address);
        Assert.Equal(KeyType.P256, key.KeyType);
    }

    [Fact]
    public async Task Key_from_secret_is_that_of_the_secret()
    {
        // RFC 6979, A.2.5
        byte[] secret = Hex.Parse("0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.FromSecret(secret);
        byte[] publicKey = key.PublicKey.ToArray();

        ReadOnlyMemory<byte> signature = await key.SignAsync(Digest);

        Assert.StartsWith(
            "0x60fed4ba255a9d31c961eb74c6356d68", Hex.Format(publicKey), StringComparison.Ordinal);
        Assert.True(P256.Verify(publicKey, Digest, signature.Span));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x01")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Secret_out_of_range_is_refused(string secret)
    {
        ArgumentException refusal =
            Assert.Throws<ArgumentException>(() => InMemoryP256SessionKey.FromSecret(Hex.Parse(secret)));

        Assert.Contains("A secret key was refused", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposed_key_refuses_to_sign()
    {
        InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();

        key.Dispose();
        key.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await key.SignAsync(Digest));
    }

    [Fact]
    public async Task Cancelled_signing_is_refused()
    {
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await key.SignAsync(Digest, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Secret_appears_in_no_text()
    {
        InMemoryP256SessionKey key = InMemoryP256SessionKey.FromSecret(Canary);
        List<string> texts = [key.ToString(), $"{key}", JsonSerializer.Serialize(key)];
        key.Dispose();
        texts.Add((await Record.ExceptionAsync(async () => await key.SignAsync(Digest)))!.ToString());
        texts.Add(Record.Exception(() => InMemoryP256SessionKey.FromSecret([.. Canary, 0]))!.ToString());

        Assert.Equal(key.Address.ToString(), texts[0]);
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain("ca0a12ca0a12", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Canary)[4..12], text, StringComparison.Ordinal);
        });
    }
}
