namespace SessionKeys;

/// <summary>Reads requests in the forms of ERC-7715 and of its drafts.</summary>
internal static class PermissionRequestReader
{
    private const int MaxRequests = 100;

    private static readonly string[] Methods =
        [Erc7715Json.RequestMethod, Erc7715Json.GrantMethod, Erc7715Json.IssueMethod];

    /// <summary>Reads a request, an array of them, or a whole JSON-RPC request.</summary>
    public static IEnumerable<PermissionRequest> Read(JsonValue root) => root switch
    {
        { Kind: JsonKind.Array } => ReadArray(root),
        { Kind: JsonKind.Object } when root.Members.ContainsKey("method") => ReadCall(root),
        _ => ReadRequest(root),
    };

    private static IEnumerable<PermissionRequest> ReadCall(JsonValue root)
    {
        JsonFields fields = new(root, "jsonrpc", "id", "method", "params");
        JsonValue method = fields.Required("method");
        if (!Methods.Contains(JsonScalars.Text(method)))
        {
            throw method.Refuse(
                string.Join(", ", Methods.Select(name => $"\"{name}\"")),
                "Only requests for permissions are imported.");
        }

        if (fields.Has("jsonrpc") && fields.Required("jsonrpc") is { Text: not "2.0" } version)
        {
            throw version.Refuse("\"2.0\"", "Correct the version.");
        }

        if (fields.Has("id") && fields.Required("id") is { Kind: JsonKind.Object or JsonKind.Array } id)
        {
            throw id.Refuse("a number or a string", "Correct the id.");
        }

        JsonValue parameters = fields.Required("params");
        return parameters.Kind == JsonKind.Array
            ? ReadArray(parameters)
            : throw parameters.Refuse("an array of requests", "Write the request in square brackets.");
    }

    private static IEnumerable<PermissionRequest> ReadArray(JsonValue array) =>
        JsonScalars.List(array, ReadRequest, 1, MaxRequests).SelectMany(requests => requests);

    private static IEnumerable<PermissionRequest> ReadRequest(JsonValue value)
    {
        JsonFields fields = new(
            value,
            "chainId",
            "from",
            "address",
            "to",
            "signer",
            "expiry",
            "permission",
            "permissions",
            "isAdjustmentAllowed",
            "rules",
            "policies");
        return Either(fields, "permission", "permissions") is not { } permissions
            ? throw new EnvelopeFormatException(
                $"{value.Path}.permission", "the field is missing", "a permission", "Add the field.")
            : fields.Has("permission")
            ? [ReadPermission(fields, permissions)]
            : JsonScalars.List(permissions, permission => ReadPermission(fields, permission), 1, MaxRequests);
    }

    private static PermissionRequest ReadPermission(JsonFields request, JsonValue permission)
    {
        JsonFields fields = new(permission, "type", "data", "isAdjustmentAllowed", "policies", "required");
        JsonValue type = fields.Required("type");
        _ = fields.Optional("required", JsonScalars.Boolean, false);
        return new()
        {
            Path = request.Path,
            ChainId = request.Optional("chainId", value => Locate(value, PermissionScalars.ChainId), null),
            Account = Either(request, "from", "address") is { } account ? Locate(account, JsonScalars.Address) : null,
            SessionKey = ReadSessionKey(request),
            Type = type.Kind == JsonKind.String ? new(type.Path, type.Text) : throw type.Refuse(
                "the name of a type in quotation marks", "Name the type itself; a description of it decides nothing."),
            Data = fields.Required("data"),
            Rules = PermissionRuleReader.Read(request, fields),
            IsAdjustmentAllowed = OneOf(request, fields, "isAdjustmentAllowed") is { } allowed
                && JsonScalars.Boolean(allowed),
        };
    }

    private static Located<Address>? ReadSessionKey(JsonFields request)
    {
        if (Either(request, "to", "signer") is not { } key)
        {
            return null;
        }

        if (request.Has("to"))
        {
            return Locate(key, JsonScalars.Address);
        }

        JsonFields signer = new(key, "type", "data");
        JsonValue type = signer.Required("type");
        if (JsonScalars.Text(type) != "account")
        {
            throw PermissionRefusedException.NotSupported(
                type.Path,
                $"the signer type {type.Describe()}",
                "\"account\"",
                "Name the address of the session key: wallets, did:key names and several keys sign no session.");
        }

        JsonFields data = new(signer.Required("data"), "address", "id");
        return Locate(Either(data, "address", "id") ?? data.Required("address"), JsonScalars.Address);
    }

    /// <summary>Reads a field that has another name in some drafts; null when neither is there.</summary>
    private static JsonValue? Either(JsonFields fields, string name, string other) =>
        fields.Has(name) && fields.Has(other) ? throw Twice(fields.Required(other), name)
        : fields.Has(name) ? fields.Required(name)
        : fields.Has(other) ? fields.Required(other)
        : null;

    /// <summary>Reads a field that some drafts have in the request and some in the permission.</summary>
    internal static JsonValue? OneOf(JsonFields request, JsonFields permission, string name) =>
        request.Has(name) && permission.Has(name) ? throw Twice(request.Required(name), $"{permission.Path}.{name}")
        : request.Has(name) ? request.Required(name)
        : permission.Has(name) ? permission.Required(name)
        : null;

    internal static EnvelopeFormatException Twice(JsonValue value, string other) => new(
        value.Path, $"{value.Describe()} beside {other}", "one of the two", "Remove the one of the older draft.");

    private static Located<T> Locate<T>(JsonValue value, Func<JsonValue, T> read) => new(value.Path, read(value));
}
