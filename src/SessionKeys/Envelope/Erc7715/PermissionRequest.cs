namespace SessionKeys;

/// <summary>One permission of a request, whatever draft its form is of.</summary>
internal sealed record PermissionRequest
{
    /// <summary>Gets where the request stands.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the chain id that the request names.</summary>
    public required Located<ulong>? ChainId { get; init; }

    /// <summary>Gets the account that the request names.</summary>
    public required Located<Address>? Account { get; init; }

    /// <summary>Gets the session key that the request names.</summary>
    public required Located<Address>? SessionKey { get; init; }

    /// <summary>Gets the type of the permission.</summary>
    public required Located<string> Type { get; init; }

    /// <summary>Gets the data of the permission.</summary>
    public required JsonValue Data { get; init; }

    /// <summary>Gets the rules and policies.</summary>
    public required PermissionRules Rules { get; init; }

    /// <summary>Tells whether the wallet may adjust the permission.</summary>
    public required bool IsAdjustmentAllowed { get; init; }
}
