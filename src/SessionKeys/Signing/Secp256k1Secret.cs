using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>The secret of a secp256k1 key in the memory of this process; cleared when it is disposed.</summary>
internal sealed class Secp256k1Secret : IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Pinned, so that the garbage collector leaves no copies behind.</summary>
    private readonly byte[] _bytes = GC.AllocateArray<byte>(Secp256k1.SecretLength, pinned: true);
    private bool _isDisposed;

    /// <summary>Copies 32 bytes, a number from 1 to the group order exclusive.</summary>
    public Secp256k1Secret(ReadOnlySpan<byte> secret)
    {
        Address = Secp256k1.GetAddress(secret);
        secret.CopyTo(_bytes);
    }

    public Address Address { get; }

    public static Secp256k1Secret Create()
    {
        // A random secret is out of range once in 2^128: the constructor would refuse it.
        Span<byte> secret = stackalloc byte[Secp256k1.SecretLength];
        RandomNumberGenerator.Fill(secret);
        try
        {
            return new Secp256k1Secret(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public EcdsaSignature Sign(Hash32 digest)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Secp256k1.Sign(_bytes, digest);
        }
    }

    public byte[] ToKeystore(ReadOnlySpan<byte> password, KeystoreKdf kdf)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Keystore.Encrypt(_bytes, password, kdf);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_bytes);
            _isDisposed = true;
        }
    }

    public override string ToString() => Address.ToString();
}
