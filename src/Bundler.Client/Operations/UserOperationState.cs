namespace SessionKeys.Bundler.Client;

/// <summary>Where an operation stands, as <c>pimlico_getUserOperationStatus</c> says it.</summary>
public enum UserOperationState
{
    /// <summary>The bundler used a word that this client does not know.</summary>
    Unknown,

    /// <summary>The bundler does not know the operation.</summary>
    NotFound,

    /// <summary>The operation waits in the mempool.</summary>
    NotSubmitted,

    /// <summary>The operation is in a bundle that is on its way to a block.</summary>
    Submitted,

    /// <summary>The bundler dropped the operation.</summary>
    Rejected,

    /// <summary>The operation is in a block and its call reverted.</summary>
    Reverted,

    /// <summary>The operation is in a block.</summary>
    Included,

    /// <summary>The bundle with the operation failed.</summary>
    Failed,
}
