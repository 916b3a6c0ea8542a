using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class InMemorySessionKeyTests
{
    /// <summary>A secret that would be easy to find in any output.</summary>
    private static readonly byte[] Canary =
        Hex.Parse("0x0ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0a12ca0");

    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    [Fact]
    public async Task Signature_recovers_to_the_address()
    {
        using InMemorySessionKey key = InMemorySessionKey.Create();

        EcdsaSignature signature = EcdsaSignature.Parse((await key.SignAsync(Digest)).Span);

        Assert.True(Secp256k1.TryRecover(Digest, signature, out Address recovered));
        Assert.Equal(key.Address, recovered);
    }

    [Fact]
    public async Task Key_from_secret_signs_like_the_secret()
    {
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Canary);

        EcdsaSignature signature = EcdsaSignature.Parse((await key.SignAsync(Digest)).Span);

        Assert.Equal(Secp256k1.GetAddress(Canary), key.Address);
        Assert.True(Secp256k1.TryRecover(Digest, signature, out Address recovered));
        Assert.Equal(key.Address, recovered);
    }

    [Fact]
    public void Created_keys_differ()
    {
        using InMemorySessionKey first = InMemorySessionKey.Create();
        using InMemorySessionKey second = InMemorySessionKey.Create();

        Assert.NotEqual(first.Address, second.Address);
    }

    [Fact]
    public async Task Disposed_key_is_cleared_and_refuses_to_sign()
    {
        InMemorySessionKey key = InMemorySessionKey.FromSecret(Canary);
        byte[] secret = (byte[])Field(Field(key, "_secret"), "_bytes");
        Assert.Equal(Canary, secret);

        key.Dispose();
        key.Dispose();

        Assert.All(secret, b => Assert.Equal(0, b));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await key.SignAsync(Digest));
    }

    [Fact]
    public async Task Cancelled_signing_is_refused()
    {
        using InMemorySessionKey key = InMemorySessionKey.Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await key.SignAsync(Digest, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Secret_appears_in_no_text()
    {
        InMemorySessionKey key = InMemorySessionKey.FromSecret(Canary);
        List<string> texts = [key.ToString(), $"{key}", JsonSerializer.Serialize(key)];
        key.Dispose();
        texts.Add((await Record.ExceptionAsync(async () => await key.SignAsync(Digest)))!.ToString());
        texts.Add(Record.Exception(() => InMemorySessionKey.FromSecret(Canary.AsSpan(1)))!.ToString());
        texts.Add(Record.Exception(() => InMemorySessionKey.FromSecret([.. Canary, 0]))!.ToString());
        texts.Add(Record.Exception(() => Address.Parse(Hex.Format(Canary)))!.ToString());
        texts.Add(Record.Exception(() => Selector.Parse(Hex.Format(Canary)))!.ToString());
        texts.Add(Record.Exception(() => Hash32.Parse(Convert.ToHexString(Canary)))!.ToString());
        texts.Add(Record.Exception(() => UInt256.Parse(Convert.ToHexString(Canary)))!.ToString());

        string[] forms =
        [
            "ca0a12ca0a12",
            Convert.ToBase64String(Canary)[4..12],
            new BigInteger(Canary, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture)[..12],
            "12, 160, 161",
        ];
        Assert.Equal(Secp256k1.GetAddress(Canary).ToString(), texts[0]);
        Assert.All(texts, text =>
            Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase)));
    }

    private static object Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
}
