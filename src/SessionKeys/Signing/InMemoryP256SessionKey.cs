using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>A P-256 session key that lives in the memory of this process and is cleared when it is disposed.</summary>
/// <remarks>
/// Safe for use by several threads. The text of the object is its address; nothing shows the secret. Signatures have a
/// random nonce, so that signing twice gives two different valid signatures.
/// </remarks>
public sealed class InMemoryP256SessionKey : ISessionKeySigner, IDisposable
{
    /// <summary>The number of bytes of a secret key: 32.</summary>
    public const int SecretLength = 32;

    private readonly P256SessionKey _key;

    private InMemoryP256SessionKey(ECDsa key) => _key = new P256SessionKey(key);

    /// <inheritdoc/>
    public Address Address => _key.Address;

    /// <inheritdoc/>
    public KeyType KeyType => KeyType.P256;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => _key.PublicKey;

    /// <summary>Creates a key from the random numbers of the operating system.</summary>
    /// <returns>A new key; dispose of it after use.</returns>
    public static InMemoryP256SessionKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Takes an existing key.</summary>
    /// <param name="secret">
    /// 32 bytes, a number from 1 to the group order exclusive; copied, so the caller clears its own.
    /// </param>
    /// <returns>The key; dispose of it after use.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static InMemoryP256SessionKey FromSecret(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength)
        {
            throw new ArgumentException(
                $"A secret key was refused: {secret.Length} bytes; allowed is exactly {SecretLength}. " +
                "Pass the raw key.",
                nameof(secret));
        }

        byte[] copy = GC.AllocateArray<byte>(SecretLength, pinned: true);
        secret.CopyTo(copy);
        try
        {
            return new(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy }));
        }
        catch (CryptographicException)
        {
            // Without the inner exception, so that nothing of the secret can stand in it.
            throw new ArgumentException(
                "A secret key was refused: it is 0 or not below the order of P-256 (its value is not shown). " +
                "Create a new key.",
                nameof(secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default) =>
        _key.SignAsync(digest, cancellationToken);

    /// <summary>Clears the secret; signing fails afterwards.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
