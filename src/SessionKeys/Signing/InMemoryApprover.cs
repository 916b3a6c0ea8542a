namespace SessionKeys;

/// <summary>
/// An approver whose key lives in the memory of this process, for servers and CI: usually opened from a keystore file.
/// </summary>
/// <remarks>
/// It signs whatever it is asked to, and nobody reads it. Where a person owns the account, take a device or a wallet.
/// Safe for use by several threads. The text of the object is its address; nothing shows the secret.
/// </remarks>
public sealed class InMemoryApprover : IApprover, IDisposable
{
    private readonly Secp256k1Secret _secret;

    private InMemoryApprover(Secp256k1Secret secret) => _secret = secret;

    /// <inheritdoc/>
    public Address Address => _secret.Address;

    /// <summary>Creates a key from the random numbers of the operating system.</summary>
    /// <returns>A new approver; dispose of it after use, and keep its key with <see cref="ToKeystore"/>.</returns>
    public static InMemoryApprover Create() => new(Secp256k1Secret.Create());

    /// <summary>Takes an existing key.</summary>
    /// <param name="secret">
    /// 32 bytes, a number from 1 to the group order exclusive; copied, so the caller clears its own.
    /// </param>
    /// <returns>The approver; dispose of it after use.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static InMemoryApprover FromSecret(ReadOnlySpan<byte> secret) => new(new Secp256k1Secret(secret));

    /// <summary>Opens an encrypted keystore file (Web3 Secret Storage version 3).</summary>
    /// <param name="json">The content of the file, at most 16 KiB.</param>
    /// <param name="password">The password as UTF-8, used as it is; the caller clears it.</param>
    /// <returns>The approver; dispose of it after use.</returns>
    /// <exception cref="SessionKeyException">The file is malformed or needs what is not supported, or the password is
    /// wrong: the ids that begin with <c>keystore-</c>.</exception>
    public static InMemoryApprover FromKeystore(ReadOnlySpan<byte> json, ReadOnlySpan<byte> password) =>
        new(Keystore.Open(json, password));

    /// <summary>Writes the key as an encrypted keystore file, as <see cref="Keystore.Encrypt"/> does.</summary>
    /// <param name="password">The password as UTF-8, used as it is; the caller clears it.</param>
    /// <param name="kdf">How the password is made expensive to guess.</param>
    /// <returns>The content of the file, UTF-8 JSON.</returns>
    /// <exception cref="ArgumentException"><paramref name="password"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The approver was disposed of.</exception>
    /// <exception cref="SessionKeyException">scrypt is not available here.</exception>
    public byte[] ToKeystore(ReadOnlySpan<byte> password, KeystoreKdf kdf = KeystoreKdf.Scrypt) =>
        _secret.ToKeystore(password, kdf);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The approver was disposed of.</exception>
    public ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_secret.Sign(PersonalMessage.Digest(message.Span)));
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The approver was disposed of.</exception>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public ValueTask<EcdsaSignature> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_secret.Sign(data.Digest()));
    }

    /// <summary>Clears the secret; signing fails afterwards.</summary>
    public void Dispose() => _secret.Dispose();

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
