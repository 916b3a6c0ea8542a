namespace SessionKeys;

/// <summary>Signs one operation of a session with the session key.</summary>
/// <param name="account">The account, which knows the form of its signature field.</param>
/// <param name="segment">The segment, built for exactly the calls of the operation.</param>
/// <param name="key">The session key that the grant names.</param>
public sealed class SessionOperationSigner(ISmartAccount account, SessionSegment segment, ISessionKeySigner key)
    : IUserOperationSigner
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StubSignature(UserOperation operation) => account.WrapSignature(segment.Stub());

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        ReadOnlyMemory<byte> signature = await key.SignAsync(segment.Digest(hash.Value), cancellationToken)
            .ConfigureAwait(false);
        return account.WrapSignature(segment.Seal(signature.Span));
    }
}
