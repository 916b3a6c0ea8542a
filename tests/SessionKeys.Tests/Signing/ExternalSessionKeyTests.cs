using SessionKeys.TestKit;

namespace SessionKeys.Tests;

public sealed class ExternalSessionKeyTests
{
    private const string Malformed = "external-signature-malformed";
    private const string Mismatch = "external-signature-mismatch";

    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    [Theory]
    [InlineData(KeyType.Secp256k1, false, false)]
    [InlineData(KeyType.Secp256k1, false, true)]
    [InlineData(KeyType.Secp256k1, true, false)]
    [InlineData(KeyType.Secp256k1, true, true)]
    [InlineData(KeyType.P256, false, false)]
    [InlineData(KeyType.P256, false, true)]
    [InlineData(KeyType.P256, true, false)]
    [InlineData(KeyType.P256, true, true)]
    public async Task Answer_of_either_form_and_either_s_becomes_the_one_that_the_module_takes(
        KeyType keyType, bool isDer, bool isHigh)
    {
        using ScriptedSigner service = new(keyType);
        ExternalSessionKey key = service.Answering(
            digest => isDer ? service.SignDer(digest.Span, isHigh) : service.Sign(digest.Span, isHigh));

        // Both recovery ids, and integers with a leading zero, come up in some of these.
        for (int i = 0; i < 16; i++)
        {
            Hash32 digest = Keccak256.Hash([(byte)i]);
            CheckValid(key, service.PublicKey, digest, (await key.SignAsync(digest)).ToArray());
        }
    }

    [Theory]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.P256)]
    public async Task Answer_of_another_key_is_refused(KeyType keyType)
    {
        using ScriptedSigner service = new(keyType);
        using ScriptedSigner nextVersion = new(keyType);
        ExternalSessionKey key = service.Answering(digest => nextVersion.SignDer(digest.Span, isHigh: false));

        SessionKeyException refusal = await RefusedAsync(key);

        Assert.Equal(Mismatch, refusal.Id);
        Assert.Contains(key.Address.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.P256)]
    public async Task Answer_over_another_digest_is_refused(KeyType keyType)
    {
        using ScriptedSigner service = new(keyType);
        ExternalSessionKey key = service.Answering(
            digest => service.SignDer(System.Security.Cryptography.SHA256.HashData(digest.Span), isHigh: false));

        Assert.Equal(Mismatch, (await RefusedAsync(key)).Id);
    }

    [Theory]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.P256)]
    public async Task Truncated_and_lengthened_answers_are_refused(KeyType keyType)
    {
        using ScriptedSigner service = new(keyType);
        byte[] der = service.SignDer(Digest.ToArray(), isHigh: false);
        for (int length = 0; length < der.Length; length++)
        {
            // 64 bytes are read as r and s.
            int kept = length;
            Assert.Equal(
                length == 64 ? Mismatch : Malformed, (await RefusedAsync(service.Answering(_ => der[..kept]))).Id);
        }

        Assert.Equal(Malformed, (await RefusedAsync(service.Answering(_ => [.. der, 0]))).Id);
        byte[] compact = service.Sign(Digest.ToArray(), isHigh: false);
        Assert.Equal(Malformed, (await RefusedAsync(service.Answering(_ => [.. compact, 27]))).Id);
        ExternalSessionKey key = service.Answering(_ => der);
        CheckValid(key, service.PublicKey, Digest, (await key.SignAsync(Digest)).ToArray());
    }

    [Theory]
    [InlineData("0x3000", Malformed)]
    [InlineData("0x3006020101020101", Mismatch)] // r 1, s 1
    [InlineData("0x3006020100020101", Mismatch)] // r 0
    [InlineData("0x30060201ff020101", Malformed)] // r -1
    [InlineData("0x300702020001020101", Malformed)] // r 1 with a needless zero
    [InlineData("0x3080020101020101" + "0000", Malformed)] // BER
    [InlineData("0x308106020101020101", Malformed)] // a long length
    [InlineData("0x3009020101020101020101", Malformed)] // three integers
    [InlineData("0x3003020101", Malformed)] // one integer
    [InlineData("0x3106020101020101", Malformed)] // a set
    [InlineData("0x3026022101" + Zeros64 + "020101", Malformed)] // r of 33 bytes
    [InlineData("0x" + Zeros64 + Zeros64, Mismatch)]
    [InlineData("0x" + Ones64 + Ones64, Mismatch)] // above the orders
    public async Task Answer_that_is_no_signature_is_refused(string answer, string id)
    {
        foreach (KeyType keyType in Enum.GetValues<KeyType>())
        {
            using ScriptedSigner service = new(keyType);

            SessionKeyException refusal = await RefusedAsync(service.Answering(_ => Hex.Parse(answer)));

            Assert.Equal(id, refusal.Id);
        }
    }

    [Fact]
    public async Task Garbage_is_refused_and_never_signs()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        using ScriptedSigner secp = new(KeyType.Secp256k1);
        using ScriptedSigner p256 = new(KeyType.P256);
        for (int i = 0; i < FuzzProfile.Cases(400, 20_000); i++)
        {
            ScriptedSigner service = random.Coin() ? secp : p256;
            byte[] answer = random.Below(3) switch
            {
                0 => random.Next(random.Below(100)),
                1 => random.Next(64),
                _ => Damage(service.SignDer(Digest.ToArray(), random.Coin()), random),
            };

            SessionKeyException refusal = await RefusedAsync(service.Answering(_ => answer));
            Assert.True(refusal.Id is Malformed or Mismatch, $"seed {FuzzProfile.Seed}, case {i}: {refusal}");
        }
    }

    [Fact]
    public async Task Error_of_the_service_comes_through_as_it_is_and_nothing_is_tried_twice()
    {
        using ScriptedSigner service = new(KeyType.Secp256k1);
        TimeoutException throttled = new("429");
        int calls = 0;
        ExternalSessionKey key = service.Answering(_ =>
        {
            calls++;
            throw throttled;
        });

        Exception thrown = (await Record.ExceptionAsync(async () => await key.SignAsync(Digest)))!;

        Assert.Same(throttled, thrown);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Cancelled_request_does_not_reach_the_service()
    {
        using ScriptedSigner service = new(KeyType.P256);
        int calls = 0;
        ExternalSessionKey key = service.Answering(digest =>
        {
            calls++;
            return service.Sign(digest.Span, isHigh: false);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await key.SignAsync(Digest, new CancellationToken(canceled: true)));

        Assert.Equal(0, calls);
    }

    [Theory]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.P256)]
    public void Public_key_is_read_in_the_forms_of_key_services(KeyType keyType)
    {
        using ScriptedSigner service = new(keyType);
        byte[][] forms = [service.PublicKey, [4, .. service.PublicKey], service.SubjectPublicKey];

        foreach (byte[] form in forms)
        {
            ExternalSessionKey key = new(keyType, form, (_, _) => default);

            Assert.Equal(P256.GetAddress(service.PublicKey), key.Address);
            Assert.Equal(keyType == KeyType.P256 ? service.PublicKey : [], key.PublicKey.ToArray());
            Assert.Equal(keyType, key.KeyType);
            Assert.Equal(key.Address.ToString(), key.ToString());
        }
    }

    [Theory]
    [InlineData(KeyType.Secp256k1, KeyType.P256)]
    [InlineData(KeyType.P256, KeyType.Secp256k1)]
    public void Public_key_that_is_no_point_of_the_curve_is_refused(KeyType keyType, KeyType other)
    {
        using ScriptedSigner service = new(keyType);
        using ScriptedSigner foreign = new(other);
        byte[] damaged = [.. service.PublicKey];
        damaged[^1] ^= 1;
        byte[][] forms =
        [
            [],
            damaged,
            [3, .. service.PublicKey],
            [2, .. service.PublicKey[..32]],
            service.PublicKey[..63],
            [.. service.SubjectPublicKey, 0],
            service.SubjectPublicKey[..^1],
            foreign.PublicKey,
            foreign.SubjectPublicKey,
            new byte[64],
            [.. Enumerable.Repeat((byte)0xff, 64)],
        ];

        foreach (byte[] form in forms)
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(
                () => new ExternalSessionKey(keyType, form, (_, _) => default));
            Assert.Contains($"{form.Length} bytes", refusal.Message, StringComparison.Ordinal);
        }
    }

    private const string Zeros64 = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Ones64 = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    /// <summary>Changes one bit behind the header, so that the numbers or their lengths are others.</summary>
    private static byte[] Damage(byte[] der, DeterministicBytes random)
    {
        der[2 + random.Below(der.Length - 2)] ^= (byte)(1 << random.Below(8));
        return der;
    }

    private static void CheckValid(ExternalSessionKey key, byte[] publicKey, Hash32 digest, byte[] signature)
    {
        if (key.KeyType == KeyType.P256)
        {
            Assert.True(P256.Verify(publicKey, digest, signature));
            return;
        }

        EcdsaSignature recoverable = EcdsaSignature.Parse(signature);
        Assert.True(recoverable.IsLowS);
        Assert.True(Secp256k1.TryRecover(digest, recoverable, out Address signer));
        Assert.Equal(key.Address, signer);
    }

    private static async Task<SessionKeyException> RefusedAsync(ExternalSessionKey key) =>
        await Assert.ThrowsAsync<SessionKeyException>(async () => await key.SignAsync(Digest));
}
