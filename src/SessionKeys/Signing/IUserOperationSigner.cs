namespace SessionKeys;

/// <summary>Signs operations of an account: as its owner, or as a session.</summary>
public interface IUserOperationSigner
{
    /// <summary>A signature field for estimation: as long as the final one, and as costly to check.</summary>
    /// <param name="operation">The operation; its gas and fees may still change.</param>
    /// <returns>The signature field, in the form of the account.</returns>
    ReadOnlyMemory<byte> StubSignature(UserOperation operation);

    /// <summary>Signs an operation.</summary>
    /// <param name="operation">The operation in its final form, but for the signature.</param>
    /// <param name="hash">Its hash, computed by us.</param>
    /// <param name="cancellationToken">Ends the wait, such as for a person.</param>
    /// <returns>The signature field, in the form of the account.</returns>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default);
}
