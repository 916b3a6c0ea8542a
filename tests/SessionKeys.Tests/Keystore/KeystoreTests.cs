using System.Text;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

public sealed class KeystoreTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    [Fact]
    public async Task Published_vector_opens_to_its_key()
    {
        using InMemorySessionKey key = InMemorySessionKey.FromKeystore(
            KeystoreSamples.Bytes(KeystoreSamples.Pbkdf2), KeystoreSamples.Password);
        using InMemorySessionKey expected = InMemorySessionKey.FromSecret(KeystoreSamples.Secret);

        Assert.Equal(KeystoreSamples.Address, key.Address);
        Assert.Equal(await expected.SignAsync(Digest), await key.SignAsync(Digest), Equal);
    }

    [Theory]
    [InlineData(KeystoreSamples.GethLight, "test", "0x5E9c27156a612a2D516C74c7a80af107856F8539")]
    [InlineData(KeystoreSamples.GethWithoutPassword, "", "0x45DeA0FB0bBA44f4fcF290bbA71Fd57d7117Cbb8")]
    public void File_of_geth_opens(string json, string password, string address)
    {
        using InMemoryApprover approver =
            InMemoryApprover.FromKeystore(KeystoreSamples.Bytes(json), KeystoreSamples.Bytes(password));

        Assert.Equal(Address.Parse(address), approver.Address);
    }

    [Theory] // RFC 7914, section 12: the first half of each key
    [InlineData("", "", 16, 1, 1, "0x77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442")]
    [InlineData(
        "password", "NaCl", 1024, 8, 16, "0xfdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")]
    [InlineData(
        "pleaseletmein",
        "SodiumChloride",
        16384,
        8,
        1,
        "0x7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")]
    public void Scrypt_gives_the_vectors_of_its_standard(
        string password, string salt, long n, long r, long p, string expected)
    {
        byte[] key = new byte[KeyDerivation.KeyLength];

        new ScryptDerivation(n, r, p, KeystoreSamples.Bytes(salt)).Derive(KeystoreSamples.Bytes(password), key);

        Assert.Equal(expected, Hex.Format(key));
    }

    [Fact]
    public void Published_vector_of_scrypt_has_another_key_than_its_parameters_give()
    {
        KeystoreContent content = KeystoreReader.Read(KeystoreSamples.Bytes(KeystoreSamples.ScryptWithAnotherKey));
        byte[] key = new byte[KeyDerivation.KeyLength];
        content.Derivation.Derive(KeystoreSamples.Password, key);
        byte[] printed = Hex.Parse("0x7446f59ecc301d2d79bc3302650d8a5cedc185ccbb4bf3ca1ebd2c163eaa6c2d");
        byte[] secret = new byte[Secp256k1.SecretLength];
        KeystoreCipher.Apply(printed, content.Iv, content.Ciphertext, secret);

        // With the key that the page prints, cipher and MAC are right; OpenSSL and noble-hashes derive the other one.
        Assert.Equal("0xb4130dc81619f55f01a84b16c68f54fc0a166a2ca5903d9b24d2262dbd0420ec", Hex.Format(key));
        Assert.Equal(content.Mac, KeystoreCipher.Authenticate(printed, content.Ciphertext));
        Assert.Equal(KeystoreSamples.Secret, secret);
        Assert.Equal(
            "keystore-password",
            Refused(KeystoreSamples.Bytes(KeystoreSamples.ScryptWithAnotherKey), "testpassword").Id);
    }

    [Fact]
    public async Task Approver_of_a_keystore_signs_text_and_typed_data()
    {
        using InMemoryApprover approver =
            InMemoryApprover.FromKeystore(KeystoreSamples.Bytes(KeystoreSamples.Quick), KeystoreSamples.Password);
        TypedData data = GrantTypedData.Create(Samples.Grant);

        EcdsaSignature text = await approver.SignMessageAsync("hello"u8.ToArray());
        EcdsaSignature typed = await approver.SignTypedDataAsync(data);

        Assert.True(Secp256k1.TryRecover(PersonalMessage.Digest("hello"u8), text, out Address signer));
        Assert.Equal(KeystoreSamples.Address, signer);
        Assert.True(Secp256k1.TryRecover(data.Digest(), typed, out signer));
        Assert.Equal(KeystoreSamples.Address, signer);
        Assert.Equal(KeystoreSamples.Address.ToString(), approver.ToString());
    }

    [Fact]
    public async Task Disposed_approver_refuses_to_sign_and_to_write()
    {
        InMemoryApprover approver = InMemoryApprover.Create();

        approver.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await approver.SignMessageAsync("hello"u8.ToArray()));
        Assert.Throws<ObjectDisposedException>(() => approver.ToKeystore("password"u8, KeystoreKdf.LightScrypt));
    }

    [Theory]
    [InlineData(KeystoreKdf.Scrypt, "scrypt")]
    [InlineData(KeystoreKdf.LightScrypt, "scrypt")]
    [InlineData(KeystoreKdf.Pbkdf2, "pbkdf2")]
    public void Written_keystore_opens_again(KeystoreKdf kdf, string name)
    {
        using InMemoryApprover approver = InMemoryApprover.Create();

        byte[] json = approver.ToKeystore("päss wörd"u8, kdf);

        using InMemorySessionKey opened = InMemorySessionKey.FromKeystore(json, "päss wörd"u8);
        Assert.Equal(approver.Address, opened.Address);
        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(name, root.GetProperty("crypto").GetProperty("kdf").GetString());
        Assert.Equal('4', root.GetProperty("id").GetString()![14]);
    }

    [Fact]
    public void Two_files_of_one_key_share_no_random_value()
    {
        byte[] first = Keystore.Encrypt(KeystoreSamples.Secret, KeystoreSamples.Password, KeystoreKdf.LightScrypt);
        byte[] second = Keystore.Encrypt(KeystoreSamples.Secret, KeystoreSamples.Password, KeystoreKdf.LightScrypt);

        KeystoreContent one = KeystoreReader.Read(first);
        KeystoreContent two = KeystoreReader.Read(second);
        Assert.NotEqual(one.Iv, two.Iv);
        Assert.NotEqual(one.Derivation.Salt, two.Derivation.Salt);
        Assert.NotEqual(one.Ciphertext, two.Ciphertext);
        Assert.Equal(32, one.Derivation.Salt.Length);
    }

    [Fact]
    public void Standard_parameters_are_those_of_geth()
    {
        ScryptDerivation standard =
            Assert.IsType<ScryptDerivation>(KeyDerivation.Create(KeystoreKdf.Scrypt, new byte[32]));
        ScryptDerivation light =
            Assert.IsType<ScryptDerivation>(KeyDerivation.Create(KeystoreKdf.LightScrypt, new byte[32]));

        Assert.Equal((262_144UL, 8UL, 1UL), (standard.N, standard.R, standard.P));
        Assert.Equal((4_096UL, 8UL, 6UL), (light.N, light.R, light.P));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Testpassword")]
    [InlineData("testpassword\n")]
    [InlineData("testpassword ")]
    public void Wrong_password_is_one_error_without_detail(string password)
    {
        SessionKeyException refusal = Refused(KeystoreSamples.Bytes(KeystoreSamples.Quick), password);

        Assert.Equal("keystore-password", refusal.Id);
        Assert.Null(refusal.InnerException);
    }

    [Theory]
    [InlineData("crypto.mac")]
    [InlineData("crypto.ciphertext")]
    [InlineData("crypto.kdfparams.salt")]
    public void Change_that_the_mac_covers_is_refused_like_a_wrong_password(string path)
    {
        string changed = new('0', path.EndsWith("salt", StringComparison.Ordinal) ? 16 : 64);

        SessionKeyException refusal = Refused(KeystoreSamples.With(path, changed), "testpassword");

        Assert.Equal("keystore-password", refusal.Id);
    }

    [Fact]
    public void Changed_iv_gives_another_key_which_the_address_shows()
    {
        // The MAC of version 3 does not cover the iv.
        SessionKeyException refusal = Refused(
            KeystoreSamples.With("crypto.cipherparams.iv", new string('0', 32)), "testpassword");

        Assert.Equal("keystore-address-mismatch", refusal.Id);
        Assert.Contains(KeystoreSamples.Address.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("008aeeda4d805471df9b2a5b0f38a0c3bcba786b")]
    [InlineData("008AEEDA4D805471DF9B2A5B0F38A0C3BCBA786B")]
    [InlineData("0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b")]
    [InlineData(null)]
    public void Address_is_compared_in_either_case_and_may_be_missing(string? address)
    {
        using InMemorySessionKey key =
            InMemorySessionKey.FromKeystore(KeystoreSamples.With("address", address), KeystoreSamples.Password);

        Assert.Equal(KeystoreSamples.Address, key.Address);
    }

    [Fact]
    public void Other_address_is_refused()
    {
        byte[] json = KeystoreSamples.With("address", "108aeeda4d805471df9b2a5b0f38a0c3bcba786b");

        Assert.Equal("keystore-address-mismatch", Refused(json, "testpassword").Id);
    }

    [Fact]
    public void Content_that_is_no_key_is_refused()
    {
        ScryptDerivation derivation = new(4, 8, 1, [1]);
        byte[] key = new byte[KeyDerivation.KeyLength];
        derivation.Derive(KeystoreSamples.Password, key);
        byte[] iv = new byte[16];
        byte[] ciphertext = new byte[32];
        KeystoreCipher.Apply(key, iv, new byte[32], ciphertext);
        Hash32 mac = KeystoreCipher.Authenticate(key, ciphertext);

        SessionKeyException refusal = Refused(
            KeystoreWriter.Write(new KeystoreContent(derivation, iv, ciphertext, mac, null)), "testpassword");

        Assert.Equal("keystore-malformed", refusal.Id);
        Assert.Null(refusal.InnerException);
    }

    [Fact]
    public void Empty_password_is_refused_for_a_new_file()
    {
        Assert.Throws<ArgumentException>(() => Keystore.Encrypt(KeystoreSamples.Secret, []));
    }

    [Fact]
    public void Missing_libcrypto_is_named_with_the_way_out()
    {
        Assert.Equal(0, NativeMethods.Load("EVP_PBE_scrypt", "libcrypto.so.no-such-version"));

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => ScryptDerivation.ThrowIfMissing(false));
        ScryptDerivation.ThrowIfMissing(true);

        Assert.Equal("keystore-scrypt-unavailable", refusal.Id);
        Assert.Contains("Pbkdf2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_an_independent_implementation_open_and_ours_open_there()
    {
        byte[] ours = Keystore.Encrypt(KeystoreSamples.Secret, "für ünïcode"u8, KeystoreKdf.LightScrypt);
        byte[] ours2 = Keystore.Encrypt(KeystoreSamples.Secret, "für ünïcode"u8, KeystoreKdf.Pbkdf2);
        string input = $"[{Encoding.UTF8.GetString(ours)},{Encoding.UTF8.GetString(ours2)}]";

        string output = await NodeScript.RunAsync("tests/TestKit/Independent/keystore.mjs", input);

        JsonElement answer = JsonDocument.Parse(output).RootElement;
        Assert.All(
            answer.GetProperty("opened").EnumerateArray(),
            secret => Assert.Equal(Hex.Format(KeystoreSamples.Secret), secret.GetString()));
        Assert.Equal(2, answer.GetProperty("opened").GetArrayLength());
        Assert.Equal(12, answer.GetProperty("made").GetArrayLength());
        foreach (JsonElement made in answer.GetProperty("made").EnumerateArray())
        {
            using InMemorySessionKey key = InMemorySessionKey.FromKeystore(
                KeystoreSamples.Bytes(made.GetProperty("keystore").GetRawText()),
                KeystoreSamples.Bytes(made.GetProperty("password").GetString()!));
            Assert.Equal(
                Secp256k1.GetAddress(Hex.Parse(made.GetProperty("secret").GetString()!)), key.Address);
        }
    }

    private static SessionKeyException Refused(byte[] json, string password) => Assert.Throws<SessionKeyException>(
        () => InMemoryApprover.FromKeystore(json, Encoding.UTF8.GetBytes(password)));

    private static bool Equal(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        left.Span.SequenceEqual(right.Span);
}
