namespace SessionKeys.Bundler.Client;

/// <summary>The bundler's word on where an operation stands; only a receipt is proof.</summary>
/// <param name="State">The state.</param>
/// <param name="TransactionHash">The bundle's transaction, or null if there is none yet.</param>
public readonly record struct UserOperationStatus(UserOperationState State, Hash32? TransactionHash)
{
    /// <summary>Whether the bundler has given the operation up.</summary>
    public bool IsGivenUp => State is UserOperationState.Rejected or UserOperationState.Failed;

    internal static UserOperationStatus Read(RpcValue status) => new(
        status.Field("status").Text() switch
        {
            "not_found" => UserOperationState.NotFound,
            "not_submitted" => UserOperationState.NotSubmitted,
            "submitted" => UserOperationState.Submitted,
            "rejected" => UserOperationState.Rejected,
            "reverted" => UserOperationState.Reverted,
            "included" => UserOperationState.Included,
            "failed" => UserOperationState.Failed,
            _ => UserOperationState.Unknown,
        },
        status.Optional("transactionHash")?.Hash());
}
