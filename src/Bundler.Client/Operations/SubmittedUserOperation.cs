namespace SessionKeys.Bundler.Client;

/// <summary>An operation as a bundler knows it by its hash.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="EntryPoint">The EntryPoint.</param>
/// <param name="TransactionHash">The bundle's transaction, or null while the operation is pending.</param>
/// <param name="BlockHash">The block's hash, or null while the operation is pending.</param>
/// <param name="BlockNumber">The block's number, or null while the operation is pending.</param>
/// <param name="IsVerified">
/// Whether the operation was hashed here and has the hash that was asked for. False where that cannot be done: for an
/// EntryPoint of unknown version, and for an EIP-7702 account whose delegate the bundler does not tell.
/// </param>
public sealed record SubmittedUserOperation(
    UserOperation Operation,
    Address EntryPoint,
    Hash32? TransactionHash,
    Hash32? BlockHash,
    ulong? BlockNumber,
    bool IsVerified)
{
    /// <summary>Reads an answer, and hashes the operation in it where the version is known.</summary>
    internal static SubmittedUserOperation Read(
        RpcValue found, UserOperationHash asked, UInt256 chainId, Func<Address, EntryPointVersion?> versionOf)
    {
        Address entryPoint = found.Field("entryPoint").Address();
        EntryPointVersion? version = versionOf(entryPoint);
        UserOperation operation =
            UserOperationJson.Read(found.Field("userOperation"), version ?? EntryPointVersion.V07);
        bool lacksDelegate = operation.Factory == UserOperation.Eip7702Factory && operation.Eip7702Delegate is null;
        bool canVerify = version is not null && !lacksDelegate;
        if (canVerify)
        {
            UserOperationHash computed = UserOperationHasher.Hash(operation, version!.Value, entryPoint, chainId);
            if (computed != asked)
            {
                throw found.Exchange.Fail(
                    BundlerErrorKind.UserOperationHashMismatch,
                    $"it answered an operation of hash {computed}, asked was {asked}");
            }
        }

        return new SubmittedUserOperation(
            operation,
            entryPoint,
            found.Optional("transactionHash")?.Hash(),
            found.Optional("blockHash")?.Hash(),
            found.Optional("blockNumber")?.SmallQuantity(),
            canVerify);
    }
}
