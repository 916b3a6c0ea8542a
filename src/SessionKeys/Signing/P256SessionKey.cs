using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>
/// A P-256 session key behind any <see cref="ECDsa"/>, so that a TPM, an HSM or a cloud service can keep the secret.
/// </summary>
/// <remarks>
/// Safe for use by several threads: one signature at a time. Each is made low in s and verified before anybody gets it.
/// The text of the object is its address. For a service that answers asynchronously see
/// <see cref="ExternalSessionKey"/>.
/// </remarks>
public sealed class P256SessionKey : ISessionKeySigner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ECDsa _key;
    private readonly byte[] _publicKey;

    /// <summary>Takes a key over.</summary>
    /// <param name="key">A key on the curve P-256; it is disposed of with this object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="key"/> is on another curve.</exception>
    public P256SessionKey(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        _publicKey = [.. point.X ?? [], .. point.Y ?? []];
        if (_publicKey.Length != P256.PublicKeyLength || !P256.IsPublicKey(_publicKey))
        {
            throw new ArgumentException(
                $"A key was refused: it has {key.KeySize} bits and is not on the curve P-256; allowed is a key of " +
                "that curve, also named nistP256, secp256r1 and prime256v1. Create such a key.",
                nameof(key));
        }

        _key = key;
        Address = P256.GetAddress(_publicKey);
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public KeyType KeyType => KeyType.P256;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    /// <exception cref="SessionKeyException">What the key gave is not its signature of the digest.</exception>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            byte[] answer = _key.SignHash(digest.ToArray());
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(
                ExternalSignature.Check(KeyType.P256, _publicKey, digest, answer));
        }
    }

    /// <summary>Disposes of the key; signing fails afterwards.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _key.Dispose();
        }
    }

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
