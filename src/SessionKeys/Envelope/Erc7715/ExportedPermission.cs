namespace SessionKeys;

/// <summary>An ERC-7715 request that says what an envelope says.</summary>
public sealed record ExportedPermission
{
    /// <summary>Gets the type: one of the token types where it says the same, else the library's own.</summary>
    public required string PermissionType { get; init; }

    /// <summary>
    /// Gets the <c>params</c> of <see cref="Erc7715Json.RequestMethod"/>: an array with one request, in UTF-8.
    /// </summary>
    public required ReadOnlyMemory<byte> Params { get; init; }

    /// <summary>
    /// Gets what a token type does not say of the envelope; importing <see cref="Params"/> with it gives the same
    /// envelope.
    /// </summary>
    public required Erc7715ImportOptions ImportOptions { get; init; }
}
