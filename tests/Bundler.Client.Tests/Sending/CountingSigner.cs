namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A signer that remembers what it was asked to sign.</summary>
internal sealed class CountingSigner : IUserOperationSigner
{
    public int Signed { get; private set; }

    public UserOperationHash LastHash { get; private set; }

    public UserOperation? LastOperation { get; private set; }

    public ReadOnlyMemory<byte> StubSignature(UserOperation operation) => Enumerable.Repeat((byte)0x57, 65).ToArray();

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        Signed++;
        LastHash = hash;
        LastOperation = operation;
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(Enumerable.Repeat((byte)0x3c, 65).ToArray());
    }
}
