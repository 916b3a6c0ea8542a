namespace SessionKeys;

/// <summary>Signs operations of an account as its owner, such as on a Ledger.</summary>
/// <param name="account">The account, which knows what its owner signs and the form of its signature field.</param>
/// <param name="owner">The owner.</param>
/// <param name="version">The EntryPoint's version; the EntryPoint is the canonical one.</param>
/// <param name="chainId">The chain's id.</param>
public sealed class OwnerOperationSigner(
    ISmartAccount account, IApprover owner, EntryPointVersion version, UInt256 chainId) : IUserOperationSigner
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StubSignature(UserOperation operation)
    {
        // As costly to judge as a true one: r is the x of a point, so that a signer is recovered and compared with the
        // owner, and s is in the lower half of the curve order; accounts refuse anything else early, and cheaply.
        byte[] signature = new byte[EcdsaSignature.Length];
        signature.AsSpan(0, 32).Fill(0x57);
        signature.AsSpan(32, 32).Fill(0x3c);
        signature[64] = 27;
        return account.WrapOwnerSignature(EcdsaSignature.Parse(signature));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        EcdsaSignature signature = account.OwnerSignatureKind(version) == OwnerSignatureKind.PersonalMessage
            ? await owner.SignMessageAsync(hash.Value.ToArray(), cancellationToken).ConfigureAwait(false)
            : await owner
                .SignTypedDataAsync(
                    operation.ToTypedData(EntryPoints.AddressOf(version), chainId, version), cancellationToken)
                .ConfigureAwait(false);
        return account.WrapOwnerSignature(signature);
    }
}
