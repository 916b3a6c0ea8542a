namespace SessionKeys;

/// <summary>
/// A secp256k1 session key that lives in the memory of this process and is cleared when it is disposed.
/// </summary>
/// <remarks>Safe for use by several threads. The text of the object is its address; nothing shows the secret.</remarks>
public sealed class InMemorySessionKey : ISessionKeySigner, IDisposable
{
    private readonly Secp256k1Secret _secret;

    private InMemorySessionKey(Secp256k1Secret secret) => _secret = secret;

    /// <inheritdoc/>
    public Address Address => _secret.Address;

    /// <inheritdoc/>
    public KeyType KeyType => KeyType.Secp256k1;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => default;

    /// <summary>Creates a key from the random numbers of the operating system.</summary>
    /// <returns>A new key; dispose of it after use.</returns>
    public static InMemorySessionKey Create() => new(Secp256k1Secret.Create());

    /// <summary>Takes an existing key.</summary>
    /// <param name="secret">
    /// 32 bytes, a number from 1 to the group order exclusive; copied, so the caller clears its own.
    /// </param>
    /// <returns>The key; dispose of it after use.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static InMemorySessionKey FromSecret(ReadOnlySpan<byte> secret) => new(new Secp256k1Secret(secret));

    /// <summary>Opens an encrypted keystore file (Web3 Secret Storage version 3).</summary>
    /// <param name="json">The content of the file, at most 16 KiB.</param>
    /// <param name="password">The password as UTF-8, used as it is; the caller clears it.</param>
    /// <returns>The key; dispose of it after use.</returns>
    /// <exception cref="SessionKeyException">The file is malformed or needs what is not supported, or the password is
    /// wrong: the ids that begin with <c>keystore-</c>.</exception>
    public static InMemorySessionKey FromKeystore(ReadOnlySpan<byte> json, ReadOnlySpan<byte> password) =>
        new(Keystore.Open(json, password));

    /// <summary>Writes the key as an encrypted keystore file, as <see cref="Keystore.Encrypt"/> does.</summary>
    /// <param name="password">The password as UTF-8, used as it is; the caller clears it.</param>
    /// <param name="kdf">How the password is made expensive to guess.</param>
    /// <returns>The content of the file, UTF-8 JSON.</returns>
    /// <exception cref="ArgumentException"><paramref name="password"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    /// <exception cref="SessionKeyException">scrypt is not available here.</exception>
    public byte[] ToKeystore(ReadOnlySpan<byte> password, KeystoreKdf kdf = KeystoreKdf.Scrypt) =>
        _secret.ToKeystore(password, kdf);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(_secret.Sign(digest).ToArray());
    }

    /// <summary>Clears the secret; signing fails afterwards.</summary>
    public void Dispose() => _secret.Dispose();

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
