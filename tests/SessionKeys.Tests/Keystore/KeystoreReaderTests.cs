using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>What is refused in a keystore file, before any password is tried.</summary>
public sealed class KeystoreReaderTests
{
    private const string Malformed = "keystore-malformed";
    private const string Unsupported = "keystore-unsupported";
    private const string Parameters = "keystore-parameters";

    /// <summary>A field, what stands there as JSON (null: nothing), the error and a part of its message.</summary>
    public static TheoryData<string, string?, string, string> Changes => new()
    {
        { "version", null, Malformed, "$.version is missing" },
        { "version", "\"3\"", Malformed, "$.version" },
        { "version", "1", Unsupported, "$.version is 1" },
        { "version", "2", Unsupported, "$.version is 2" },
        { "version", "4", Unsupported, "$.version is 4" },
        { "version", "3.0", Malformed, "$.version" },
        { "version", "3e0", Malformed, "$.version" },
        { "version", "-3", Malformed, "$.version" },
        { "crypto", null, Malformed, "$.crypto is missing" },
        { "crypto", "[]", Malformed, "$.crypto" },
        { "Crypto", "{}", Malformed, "$.Crypto is beside $.crypto" },
        { "crypto.cipher", null, Malformed, "$.crypto.cipher is missing" },
        { "crypto.cipher", "\"aes-128-cbc\"", Unsupported, "aes-128-ctr" },
        { "crypto.cipher", "\"AES-128-CTR\"", Unsupported, "aes-128-ctr" },
        { "crypto.cipher", "7", Malformed, "$.crypto.cipher" },
        { "crypto.cipherparams", null, Malformed, "$.crypto.cipherparams is missing" },
        { "crypto.cipherparams.iv", "\"00\"", Malformed, "32 hexadecimal digits" },
        { "crypto.cipherparams.iv", "\"0000000000000000000000000000000g\"", Malformed, "32 hexadecimal digits" },
        { "crypto.cipherparams.tag", "\"00\"", Malformed, "unknown field" },
        { "crypto.ciphertext", "\"\"", Malformed, "64 hexadecimal digits" },
        { "crypto.ciphertext", "\"" + Digits62 + "\"", Malformed, "64 hexadecimal digits" },
        { "crypto.ciphertext", "\"" + Digits62 + "0000\"", Malformed, "64 hexadecimal digits" },
        { "crypto.mac", null, Malformed, "$.crypto.mac is missing" },
        { "crypto.mac", "\"0x" + Digits62 + "\"", Malformed, "64 hexadecimal digits" },
        { "crypto.version", "1", Malformed, "unknown field" },
        { "crypto.kdf", null, Malformed, "$.crypto.kdf is missing" },
        { "crypto.kdf", "\"bcrypt\"", Unsupported, "scrypt or pbkdf2" },
        { "crypto.kdf", "\"argon2id\"", Unsupported, "scrypt or pbkdf2" },
        { "crypto.kdf", "\"pbkdf2\"", Malformed, "unknown field" },
        { "crypto.kdfparams", null, Malformed, "$.crypto.kdfparams is missing" },
        { "crypto.kdfparams.dklen", "16", Parameters, "dklen is 16" },
        { "crypto.kdfparams.dklen", "33", Parameters, "dklen is 33" },
        { "crypto.kdfparams.dklen", "64", Parameters, "dklen is 64" },
        { "crypto.kdfparams.n", "0", Parameters, "n is 0" },
        { "crypto.kdfparams.n", "1", Parameters, "n is 1" },
        { "crypto.kdfparams.n", "1000", Parameters, "a power of two" },
        { "crypto.kdfparams.n", "2097152", Parameters, "n is 2097152" },
        { "crypto.kdfparams.n", "99999999999", Malformed, "at most 10 digits" },
        { "crypto.kdfparams.n", "\"4\"", Malformed, "$.crypto.kdfparams.n" },
        { "crypto.kdfparams.r", "0", Parameters, "r is 0" },
        { "crypto.kdfparams.r", "65", Parameters, "r is 65" },
        { "crypto.kdfparams.p", "0", Parameters, "p is 0" },
        { "crypto.kdfparams.p", "65", Parameters, "p is 65" },
        { "crypto.kdfparams.salt", "\"\"", Malformed, "2 to 128 hexadecimal digits" },
        { "crypto.kdfparams.salt", "\"000\"", Malformed, "an even number" },
        { "crypto.kdfparams.prf", "\"hmac-sha256\"", Malformed, "unknown field" },
        { "address", "\"\"", Malformed, "$.address" },
        { "address", "\"0x00\"", Malformed, "$.address" },
        { "address", "7", Malformed, "$.address" },
    };

    /// <summary>Parameters of scrypt: one step inside the bounds, and one outside.</summary>
    public static TheoryData<long, long, long, bool> Bounds => new()
    {
        { 1 << 20, 8, 1, true }, // 1 GiB
        { 1 << 20, 9, 1, false },
        { 32_768, 1, 1, true },
        { 65_536, 1, 1, false }, // RFC 7914: n < 2^(16 r)
        { 262_144, 1, 8, false }, // in old files
        { 65_536, 2, 1, true },
        { 262_144, 8, 8, true }, // 2^24 of work
        { 262_144, 8, 9, false },
        { 2, 64, 64, true },
    };

    private const string Digits62 = "00000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [MemberData(nameof(Changes))]
    public void Fault_is_refused_by_name(string path, string? json, string id, string says)
    {
        SessionKeyException refusal = Refused(
            KeystoreSamples.With(path, json is null ? null : JsonNode.Parse(json)));

        Assert.Equal(id, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Matches("^A keystore was refused: .+; allowed .+\\. .+\\.$", refusal.Message);
        Assert.Null(refusal.InnerException);
    }

    [Theory]
    [InlineData("\"prf\": \"hmac-sha256\"", "\"prf\": \"hmac-sha512\"", Unsupported)]
    [InlineData("\"prf\": \"hmac-sha256\",", "", Malformed)]
    [InlineData("\"c\": 262144", "\"c\": 0", Parameters)]
    [InlineData("\"c\": 262144", "\"c\": 10000001", Parameters)]
    [InlineData("\"c\": 262144", "\"c\": 1e3", Malformed)]
    [InlineData("\"version\": 3", "\"version\": 3, \"version\": 3", Malformed)]
    [InlineData("\"c\": 262144", "\"c\": 262144, \"c\": 1", Malformed)]
    [InlineData("\"c\": 262144", "\"c\": 262144, \"\\u0063\": 1", Malformed)]
    [InlineData("\"version\": 3", "\"version\": 3,", Malformed)]
    [InlineData("\"version\": 3", "\"version\": 3 /* three */", Malformed)]
    [InlineData("\"kdf\"", "\"kdｆ\"", Malformed)]
    public void Fault_in_a_file_of_pbkdf2_is_refused_by_name(string valid, string faulty, string id)
    {
        Assert.Contains(valid, KeystoreSamples.Pbkdf2, StringComparison.Ordinal);
        string json = KeystoreSamples.Pbkdf2.Replace(valid, faulty, StringComparison.Ordinal);

        Assert.Equal(id, Refused(KeystoreSamples.Bytes(json)).Id);
    }

    [Fact]
    public void Vector_outside_rfc_7914_is_refused_by_name()
    {
        SessionKeyException refusal = Refused(KeystoreSamples.Bytes(KeystoreSamples.ScryptOutsideItsStandard));

        Assert.Equal(Parameters, refusal.Id);
        Assert.Contains("RFC 7914", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Scrypt_is_bounded_in_memory_and_work(long n, long r, long p, bool isAllowed)
    {
        Exception? refusal = Record.Exception(() => new ScryptDerivation(n, r, p, [1]));

        Assert.Equal(isAllowed ? null : Parameters, (refusal as SessionKeyException)?.Id);
    }

    [Fact]
    public void Parameters_at_a_bound_are_computed()
    {
        byte[] key = new byte[KeyDerivation.KeyLength];

        new ScryptDerivation(32_768, 1, 1, [1]).Derive("p"u8, key);
        new ScryptDerivation(2, 64, 64, new byte[64]).Derive([], key);

        Assert.NotEqual(new byte[KeyDerivation.KeyLength], key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d\"")]
    [InlineData("{\"7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d\":1,")]
    [InlineData("{} {}")]
    public void Text_that_is_no_keystore_is_refused_without_repeating_it(string json)
    {
        SessionKeyException refusal = Refused(KeystoreSamples.Bytes(json));

        Assert.Equal(Malformed, refusal.Id);
        Assert.DoesNotContain("7a28b5", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData(" ")]
    public void Ten_megabytes_and_depth_1000_are_refused_at_once(string part)
    {
        byte[] large = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, 10_485_760 / part.Length)));
        byte[] deep = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, 1_000)));
        Stopwatch watch = Stopwatch.StartNew();

        Assert.Equal(Malformed, Refused(large).Id);
        Assert.Equal(Malformed, Refused(deep).Id);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    [Fact]
    public void Damaged_files_are_refused_and_never_crash()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        byte[] valid = KeystoreSamples.Bytes(KeystoreSamples.Quick);
        int refused = 0;
        for (int i = 0; i < FuzzProfile.Cases(2_000, 50_000); i++)
        {
            byte[] json = [.. valid];
            json[random.Below(json.Length)] = random.Next(1)[0];
            if (random.Coin())
            {
                json = json[..random.Below(json.Length)];
            }

            Exception? refusal = Record.Exception(() => KeystoreReader.Read(json));
            Assert.True(refusal is null or SessionKeyException, $"seed {FuzzProfile.Seed}, case {i}: {refusal}");
            refused += refusal is null ? 0 : 1;
        }

        Assert.InRange(refused, FuzzProfile.Cases(2_000, 50_000) / 2, int.MaxValue);
    }

    private static SessionKeyException Refused(byte[] json) => Assert.Throws<SessionKeyException>(
        () => InMemorySessionKey.FromKeystore(json, KeystoreSamples.Password));
}
