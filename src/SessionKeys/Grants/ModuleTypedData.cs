namespace SessionKeys;

/// <summary>Makes typed data (EIP-712) under the domain of a module.</summary>
internal static class ModuleTypedData
{
    private const string DomainType =
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

    /// <summary>Builds typed data from type strings; the first one is the primary type.</summary>
    public static TypedData Create(
        ulong chainId, Address module, IReadOnlyDictionary<string, object> message, params ReadOnlySpan<string> types)
    {
        Dictionary<string, IReadOnlyList<TypedDataField>> parsed = [];
        Add(parsed, DomainType);
        string primaryType = Add(parsed, types[0]);
        foreach (string type in types[1..])
        {
            Add(parsed, type);
        }

        return new TypedData
        {
            Types = parsed,
            PrimaryType = primaryType,
            Domain = new Dictionary<string, object>
            {
                ["name"] = "SessionKeys",
                ["version"] = "1",
                ["chainId"] = (UInt256)chainId,
                ["verifyingContract"] = module,
            },
            Message = message,
        };
    }

    /// <summary>Reads a type string of docs/encoding.md, for example <c>Rule(uint8 rule,uint8 ruleWord)</c>.</summary>
    private static string Add(Dictionary<string, IReadOnlyList<TypedDataField>> types, string type)
    {
        int open = type.IndexOf('(', StringComparison.Ordinal);
        TypedDataField[] fields =
        [
            .. type[(open + 1)..^1].Split(',')
                .Select(field => field.Split(' '))
                .Select(parts => new TypedDataField(parts[1], parts[0])),
        ];
        types.Add(type[..open], fields);
        return type[..open];
    }
}
