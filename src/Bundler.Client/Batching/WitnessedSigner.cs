namespace SessionKeys.Bundler.Client;

/// <summary>A signer that remembers whether it was asked: before that, nothing exists that could be sent.</summary>
internal sealed class WitnessedSigner(IUserOperationSigner signer) : IUserOperationSigner
{
    private volatile bool _wasAsked;

    public bool WasAsked => _wasAsked;

    public ReadOnlyMemory<byte> StubSignature(UserOperation operation) => signer.StubSignature(operation);

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        _wasAsked = true;
        return signer.SignAsync(operation, hash, cancellationToken);
    }
}
