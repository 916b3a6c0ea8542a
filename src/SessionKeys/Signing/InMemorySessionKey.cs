using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>
/// A secp256k1 session key that lives in the memory of this process and is cleared when it is disposed.
/// </summary>
/// <remarks>Safe for use by several threads. The text of the object is its address; nothing shows the secret.</remarks>
public sealed class InMemorySessionKey : ISessionKeySigner, IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Pinned, so that the garbage collector leaves no copies behind.</summary>
    private readonly byte[] _secret = GC.AllocateArray<byte>(Secp256k1.SecretLength, pinned: true);
    private bool _isDisposed;

    private InMemorySessionKey(ReadOnlySpan<byte> secret)
    {
        Address = Secp256k1.GetAddress(secret);
        secret.CopyTo(_secret);
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public KeyType KeyType => KeyType.Secp256k1;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => default;

    /// <summary>Creates a key from the random numbers of the operating system.</summary>
    /// <returns>A new key; dispose of it after use.</returns>
    public static InMemorySessionKey Create()
    {
        // A random secret is out of range once in 2^128: the constructor would refuse it.
        Span<byte> secret = stackalloc byte[Secp256k1.SecretLength];
        RandomNumberGenerator.Fill(secret);
        try
        {
            return new InMemorySessionKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Takes an existing key.</summary>
    /// <param name="secret">
    /// 32 bytes, a number from 1 to the group order exclusive; copied, so the caller clears its own.
    /// </param>
    /// <returns>The key; dispose of it after use.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> has another length or is out of range.</exception>
    public static InMemorySessionKey FromSecret(ReadOnlySpan<byte> secret) => new(secret);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            byte[] signature = Secp256k1.Sign(_secret, digest).ToArray();
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(signature);
        }
    }

    /// <summary>Clears the secret; signing fails afterwards.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_secret);
            _isDisposed = true;
        }
    }

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
