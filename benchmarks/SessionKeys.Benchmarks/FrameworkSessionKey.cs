namespace SessionKeys.Benchmarks;

/// <summary>The benchmark's key, signing by <c>System.Security.Cryptography</c> as where libsecp256k1 is missing.</summary>
public sealed class FrameworkSessionKey : ISessionKeySigner
{
    private readonly FrameworkSecp256k1 _provider = new();

    public Address Address { get; } = Secp256k1.GetAddress(SessionOperations.Secret);

    public KeyType KeyType => KeyType.Secp256k1;

    public ReadOnlyMemory<byte> PublicKey => default;

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(Hash32 digest, CancellationToken cancellationToken = default) =>
        _provider.TrySign(SessionOperations.Secret, digest.ToArray(), out EcdsaSignature signature)
            ? new ValueTask<ReadOnlyMemory<byte>>(signature.ToArray())
            : throw new InvalidOperationException("The secret is out of range.");
}
