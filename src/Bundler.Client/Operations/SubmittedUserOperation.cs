namespace SessionKeys.Bundler.Client;

/// <summary>An operation as a bundler knows it by its hash.</summary>
/// <param name="Operation">The operation. The bundler's word: hash it again before you rely on its fields.</param>
/// <param name="EntryPoint">The EntryPoint.</param>
/// <param name="TransactionHash">The bundle's transaction, or null while the operation is pending.</param>
/// <param name="BlockHash">The block's hash, or null while the operation is pending.</param>
/// <param name="BlockNumber">The block's number, or null while the operation is pending.</param>
public sealed record SubmittedUserOperation(
    UserOperation Operation, Address EntryPoint, Hash32? TransactionHash, Hash32? BlockHash, ulong? BlockNumber)
{
    internal static SubmittedUserOperation Read(RpcValue found) => new(
        UserOperationJson.Read(found.Field("userOperation")),
        found.Field("entryPoint").Address(),
        found.Optional("transactionHash")?.Hash(),
        found.Optional("blockHash")?.Hash(),
        found.Optional("blockNumber")?.SmallQuantity());
}
