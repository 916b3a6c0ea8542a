namespace SessionKeys;

/// <summary>Which account, chain and session key a request is about.</summary>
internal sealed record PermissionContext(Address Account, ulong ChainId, Address SessionKey)
{
    public static PermissionContext Of(PermissionRequest request, Erc7715ImportOptions options) => new(
        Choose(request.Path, "from", request.Account, options.Account),
        Choose(request.Path, "chainId", request.ChainId, options.ChainId),
        Choose(request.Path, "to", request.SessionKey, options.SessionKey));

    private static T Choose<T>(string path, string field, Located<T>? named, T? expected)
        where T : struct
    {
        if (named is null)
        {
            return expected ?? throw PermissionRefusedException.Missing(
                $"{path}.{field}",
                "the request leaves it open, and so do the options",
                "one of the two",
                "Set it in the options.");
        }

        return expected is not { } value || EqualityComparer<T>.Default.Equals(value, named.Value)
            ? named.Value
            : throw PermissionRefusedException.Differs(
                named.Path, $"{named.Value}", $"{value}", "Import the request where it belongs.");
    }
}
