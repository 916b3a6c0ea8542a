using System.Security.Cryptography;
using System.Text;

namespace SessionKeys.Tests;

/// <summary>
/// Uses every public member that takes or holds a secret, well and badly, and keeps what can be seen.
/// </summary>
internal static class SecretDrives
{
    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    private static readonly TypedData Typed = GrantTypedData.Create(Samples.Grant);

    public static SecretCanary Key { get; } = new("key", Keccak256.Hash("key of the canary"u8).ToArray());

    public static SecretCanary Password { get; } = new("password", "zQ7%vExd-ümWq-9931-kLr"u8);

    /// <summary>By the members that they use, and by the types whose objects they show.</summary>
    public static IReadOnlyDictionary<string, Func<Evidence, Task>> ByMember { get; } =
        new Dictionary<string, Func<Evidence, Task>>
        {
            ["Secp256k1.GetAddress"] = evidence => LengthsAsync(evidence, secret => Secp256k1.GetAddress(secret)),
            ["Secp256k1.GetPublicKey"] = evidence => LengthsAsync(evidence, secret => Secp256k1.GetPublicKey(secret)),
            ["Secp256k1.Sign"] = evidence => LengthsAsync(evidence, secret => Secp256k1.Sign(secret, Digest)),
            ["Keystore.Encrypt"] = EncryptAsync,
            ["InMemorySessionKey"] = evidence => SessionKeyAsync(evidence, InMemorySessionKey.FromSecret(Key.Secret)),
            ["InMemorySessionKey.FromSecret"] = evidence =>
                LengthsAsync(evidence, secret => InMemorySessionKey.FromSecret(secret)),
            ["InMemorySessionKey.FromKeystore"] = evidence =>
                KeystoresAsync(evidence, (json, password) => InMemorySessionKey.FromKeystore(json, password)),
            ["InMemorySessionKey.ToKeystore"] = evidence => KeystoreAsync(
                evidence,
                InMemorySessionKey.FromSecret(Key.Secret),
                (key, password) => key.ToKeystore(password, KeystoreKdf.LightScrypt)),
            ["InMemoryApprover"] = evidence => ApproverAsync(evidence, InMemoryApprover.FromSecret(Key.Secret)),
            ["InMemoryApprover.FromSecret"] = evidence =>
                LengthsAsync(evidence, secret => InMemoryApprover.FromSecret(secret)),
            ["InMemoryApprover.FromKeystore"] = evidence =>
                KeystoresAsync(evidence, (json, password) => InMemoryApprover.FromKeystore(json, password)),
            ["InMemoryApprover.ToKeystore"] = evidence => KeystoreAsync(
                evidence,
                InMemoryApprover.FromSecret(Key.Secret),
                (key, password) => key.ToKeystore(password, KeystoreKdf.LightScrypt)),
            ["InMemoryP256SessionKey"] = evidence =>
                SessionKeyAsync(evidence, InMemoryP256SessionKey.FromSecret(Key.Secret)),
            ["InMemoryP256SessionKey.FromSecret"] = evidence =>
                LengthsAsync(evidence, secret => InMemoryP256SessionKey.FromSecret(secret)),
            ["P256SessionKey"] = evidence =>
                SessionKeyAsync(evidence, new P256SessionKey(Ecdsa("1.2.840.10045.3.1.7"))),
            ["P256SessionKey..ctor"] = evidence => evidence.StepAsync(() => new P256SessionKey(Ecdsa("1.3.132.0.10"))),
            ["ExternalSessionKey"] = ExternalAsync,
            ["BrowserWalletApprover"] = BrowserAsync,
            ["LedgerApprover"] = LedgerSecretDrive.RunAsync,
            ["OwnerOperationSigner"] = evidence => evidence.StepAsync(() => new OwnerOperationSigner(
                new OpenZeppelinAccount7579(Samples.Account, Samples.Module),
                InMemoryApprover.FromSecret(Key.Secret),
                EntryPointVersion.V07,
                Samples.Context.ChainId)),
        };

    /// <summary>A secret that is too short, too long, or of which only a part is in range.</summary>
    private static async Task LengthsAsync(Evidence evidence, Func<byte[], object> use)
    {
        byte[] tooLarge = [.. Key.Secret];
        tooLarge.AsSpan(0, 16).Fill(0xff);
        foreach (byte[] secret in new[] { Key.Secret, Key.Secret[1..], [.. Key.Secret, 0], [], tooLarge })
        {
            await evidence.StepAsync(() => use(secret));
        }
    }

    private static async Task EncryptAsync(Evidence evidence)
    {
        await LengthsAsync(evidence, secret => Keystore.Encrypt(secret, Password.Secret, KeystoreKdf.LightScrypt));
        await evidence.StepAsync(() => Keystore.Encrypt(Key.Secret, Password.Secret, KeystoreKdf.Pbkdf2));
        await evidence.StepAsync(() => Keystore.Encrypt(Key.Secret, []));
        await evidence.StepAsync(() => Keystore.Encrypt(Key.Secret, Password.Secret, (KeystoreKdf)9));
    }

    /// <summary>A right and a wrong password, and files in which a secret stands where it should not.</summary>
    private static async Task KeystoresAsync(Evidence evidence, Func<byte[], byte[], object> open)
    {
        byte[] json = Keystore.Encrypt(Key.Secret, Password.Secret, KeystoreKdf.LightScrypt);
        string hex = Convert.ToHexStringLower(Key.Secret);
        string valid = Encoding.UTF8.GetString(json);
        List<byte[]> files = [json, Key.Secret, Encoding.ASCII.GetBytes(hex), Encoding.ASCII.GetBytes($"\"0x{hex}\"")];
        foreach (string name in (string[])["address", "cipher", "iv", "ciphertext", "kdf", "salt", "mac", "version"])
        {
            // In place of the value, of the name, and as a second value.
            int at = valid.IndexOf($"\"{name}\":", StringComparison.Ordinal) + name.Length + 3;
            int end = valid.IndexOfAny([',', '}'], at);
            files.Add(Encoding.ASCII.GetBytes($"{valid[..at]}\"{hex}00\"{valid[end..]}"));
            files.Add(Encoding.ASCII.GetBytes($"{valid[..at]}\"{hex}é\"{valid[end..]}"));
            files.Add(Encoding.ASCII.GetBytes(valid.Replace($"\"{name}\"", $"\"{hex}\"", StringComparison.Ordinal)));
        }

        foreach (byte[] file in files)
        {
            await evidence.StepAsync(() => open(file, Password.Secret));
        }

        await evidence.StepAsync(() => open(json, Password.Secret[1..]));
        await evidence.StepAsync(() => open(json, [.. Password.Secret, (byte)'\n']));
    }

    private static async Task KeystoreAsync<T>(Evidence evidence, T key, Func<T, byte[], byte[]> write)
        where T : IDisposable
    {
        await evidence.StepAsync(() => write(key, Password.Secret));
        await evidence.StepAsync(() => write(key, []));
        key.Dispose();
        await evidence.StepAsync(() => write(key, Password.Secret));
    }

    private static async Task SessionKeyAsync<T>(Evidence evidence, T key)
        where T : ISessionKeySigner, IDisposable
    {
        evidence.Show(key);
        await evidence.StepAsync(async () => await key.SignAsync(Digest));
        await evidence.StepAsync(async () => await key.SignAsync(Digest, new CancellationToken(canceled: true)));
        key.Dispose();
        evidence.Show(key);
        await evidence.StepAsync(async () => await key.SignAsync(Digest));
    }

    private static async Task ApproverAsync(Evidence evidence, InMemoryApprover approver)
    {
        evidence.Show(approver);
        await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
        await evidence.StepAsync(async () => await approver.SignTypedDataAsync(Typed));
        await evidence.StepAsync(async () => await approver.SignTypedDataAsync(null!));
        approver.Dispose();
        evidence.Show(approver);
        await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
        await evidence.StepAsync(async () => await approver.SignTypedDataAsync(Typed));
    }

    /// <summary>A delegate that gives the secret itself away in place of a signature.</summary>
    private static async Task ExternalAsync(Evidence evidence)
    {
        byte[] publicKey = Secp256k1.GetPublicKey(Key.Secret);
        byte[][] answers =
        [
            Secp256k1.Sign(Key.Secret, Digest).ToArray()[..64],
            Key.Secret,
            [.. Key.Secret, .. Key.Secret],
            [0x30, 0x22, 0x02, 0x20, .. Key.Secret],
        ];
        foreach (byte[] answer in answers)
        {
            ExternalSessionKey key = new(
                KeyType.Secp256k1, publicKey, (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(answer));
            evidence.Show(key);
            await evidence.StepAsync(async () => await key.SignAsync(Digest));
        }

        await evidence.StepAsync(() => new ExternalSessionKey(KeyType.Secp256k1, Key.Secret, (_, _) => default));
        await evidence.StepAsync(
            () => new ExternalSessionKey(KeyType.P256, [.. Key.Secret, .. Key.Secret], (_, _) => default));
    }

    /// <summary>A page that sends a secret in place of an answer.</summary>
    private static async Task BrowserAsync(Evidence evidence)
    {
        string hex = Hex.Format(Key.Secret);
        Address address = Secp256k1.GetAddress(Key.Secret);
        string[] answers =
        [
            hex,
            $"\"{hex}\"",
            hex[2..],
            $"{hex}{hex[2..]}1b",
            $$"""{"code":-32603,"message":"{{hex}}","data":"{{hex}}"}""",
            $$"""{"{{hex}}":1}""",
            $$"""{"result":"{{hex}}" """,
        ];
        foreach (string answer in answers)
        {
            BrowserWalletApprover approver = new(address, (request, _) =>
            {
                evidence.Show(request);
                return ValueTask.FromResult(answer);
            });
            evidence.Show(approver);
            await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
            await evidence.StepAsync(async () => await approver.SignTypedDataAsync(Typed));
        }
    }

    private static ECDsa Ecdsa(string oid) => ECDsa.Create(
        new ECParameters { Curve = ECCurve.CreateFromValue(oid), D = [.. Key.Secret] });
}
