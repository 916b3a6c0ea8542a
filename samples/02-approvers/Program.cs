// Approvers and session keys that are neither a Ledger nor made on the spot; docs/approvers.md explains them.
// Argument: a file that holds the password of a keystore, one line. Writes and opens a keystore beside it.
using System.Security.Cryptography;
using SessionKeys;

Hash32 digest = Keccak256.Hash("an operation"u8);
string keystoreFile = Path.ChangeExtension(args[0], ".keystore.json");

#region make-keystore
byte[] password = File.ReadAllBytes(args[0]).AsSpan().TrimEnd("\r\n"u8).ToArray();
using (InMemoryApprover fresh = InMemoryApprover.Create())
{
    File.WriteAllBytes(keystoreFile, fresh.ToKeystore(password)); // scrypt; KeystoreKdf.Pbkdf2 without OpenSSL
}
#endregion

#region open-keystore
using InMemoryApprover approver = InMemoryApprover.FromKeystore(File.ReadAllBytes(keystoreFile), password);
using InMemorySessionKey agent = InMemorySessionKey.FromKeystore(File.ReadAllBytes(keystoreFile), password);
CryptographicOperations.ZeroMemory(password);
#endregion

#region browser
BrowserWalletApprover wallet = new(approver.Address, async (request, cancellationToken) =>
    // The page runs `await ethereum.request(JSON)` and sends back what it resolved to, or the error, as JSON.
    await Page.AskAsync(request.Json, cancellationToken));
#endregion

#region ecdsa
using P256SessionKey fromHardware = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)); // or ECDsaCng, a TPM's, a KMS's
#endregion

#region kms
ExternalSessionKey fromKms = new(KeyType.Secp256k1, KeyService.PublicKey, async (hash, cancellationToken) =>
    await KeyService.SignAsync(hash, cancellationToken)); // one named version of the key; DER or r and s
#endregion

foreach (ISessionKeySigner key in new ISessionKeySigner[] { agent, fromHardware, fromKms })
{
    ReadOnlyMemory<byte> signature = await key.SignAsync(digest);
    Console.WriteLine($"{key.KeyType} {key.Address}: {signature.Length} bytes");
}

try
{
    _ = await wallet.SignMessageAsync("approve"u8.ToArray());
}
catch (SessionKeyException refusal)
{
    Console.WriteLine($"{refusal.Id}: {refusal.Message}");
}

/// <summary>Stands for a page with a wallet whose person refuses.</summary>
internal static class Page
{
    public static ValueTask<string> AskAsync(string request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Console.WriteLine(request);
        return ValueTask.FromResult("""{"code":4001,"message":"User rejected the request."}""");
    }
}

/// <summary>Stands for a cloud key service: it keeps the secret, and signs digests.</summary>
internal static class KeyService
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"));

    public static byte[] PublicKey { get; } = Key.ExportSubjectPublicKeyInfo();

    public static ValueTask<ReadOnlyMemory<byte>> SignAsync(
        ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(
            Key.SignHash(digest.ToArray(), DSASignatureFormat.Rfc3279DerSequence));
    }
}
