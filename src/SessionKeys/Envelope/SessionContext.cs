namespace SessionKeys;

/// <summary>Where a session lives: chain, module, account, route and epoch. All of it is signed.</summary>
public sealed record SessionContext
{
    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets the session key module.</summary>
    public required Address Module { get; init; }

    /// <summary>Gets the smart account.</summary>
    public required Address Account { get; init; }

    /// <summary>Gets how the account calls the module.</summary>
    public required Route Route { get; init; }

    /// <summary>Gets the account's epoch at the time of the grant.</summary>
    /// <value>At least 1.</value>
    public required uint Epoch { get; init; }
}
