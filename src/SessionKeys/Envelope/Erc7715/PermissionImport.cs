namespace SessionKeys;

/// <summary>Makes an envelope of one permission.</summary>
internal static class PermissionImport
{
    /// <param name="request">The permission.</param>
    /// <param name="options">What it leaves open.</param>
    /// <param name="index">Which permission of the request it is: two equal ones are two sessions.</param>
    public static ImportedPermission Import(PermissionRequest request, Erc7715ImportOptions options, int index)
    {
        PermissionContext context = PermissionContext.Of(request, options);
        if (request.Rules.Redeemers is { } redeemers && !redeemers.Value.Contains(context.SessionKey))
        {
            throw PermissionRefusedException.Differs(
                redeemers.Path,
                string.Join(", ", redeemers.Value),
                $"a list with the session key {context.SessionKey}",
                "A session is used by its key alone and not handed on: ask for a session of the redeemer's own key.");
        }

        return request.Type.Value == Erc7715PermissionTypes.SessionKeysCall
            ? CallPermission.Import(request, context)
            : new TokenPermissionCompiler(request, context, options, index).Compile();
    }
}
