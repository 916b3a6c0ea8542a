namespace SessionKeys;

/// <summary>Thrown when an ERC-7715 request is well-formed, but no envelope says exactly what it asks for.</summary>
public sealed class PermissionRefusedException : SessionKeyException
{
    private const string Unsupported = "erc7715-unsupported";
    private const string NotExact = "erc7715-not-exact";
    private const string AdjustmentNotAllowed = "erc7715-adjustment-not-allowed";
    private const string Mismatch = "erc7715-mismatch";
    private const string TermsMissing = "erc7715-terms-missing";

    private PermissionRefusedException(string id, string path, string actual, string allowed, string advice)
        : base(id, $"{path} was refused: {actual}; allowed is {allowed}. {advice}") => Path = path;

    /// <summary>Gets the JSON path of the offending field, for example <c>$[0].permission.type</c>.</summary>
    public string Path { get; }

    /// <summary>A type of permission, rule, policy or signer that nothing in an envelope is equal to.</summary>
    internal static PermissionRefusedException NotSupported(
        string path, string actual, string allowed, string advice) => new(Unsupported, path, actual, allowed, advice);

    /// <summary>A value that an envelope could only say more or less of.</summary>
    internal static PermissionRefusedException Inexact(string path, string actual, string allowed, string advice) =>
        new(NotExact, path, actual, allowed, advice);

    /// <summary>An adjustment that the caller chose and the request excludes.</summary>
    internal static PermissionRefusedException Fixed(string path, string adjustment) => new(
        AdjustmentNotAllowed,
        path,
        $"it would have to be adjusted ({adjustment}), and the request does not say isAdjustmentAllowed",
        "a request with isAdjustmentAllowed true",
        "Refuse the request, or have it asked again with isAdjustmentAllowed.");

    /// <summary>A value other than the one that the caller expects or that stands elsewhere in the request.</summary>
    internal static PermissionRefusedException Differs(string path, string actual, string expected, string advice) =>
        new(Mismatch, path, actual, expected, advice);

    /// <summary>Something that a request does not say and only the caller can decide.</summary>
    internal static PermissionRefusedException Missing(string path, string actual, string allowed, string advice) =>
        new(TermsMissing, path, actual, allowed, advice);
}
