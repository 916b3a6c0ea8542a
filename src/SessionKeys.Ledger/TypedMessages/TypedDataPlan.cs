namespace SessionKeys.Ledger;

/// <summary>A typed message checked and laid out in the order in which a device takes it.</summary>
/// <param name="Structs">All struct types, sorted by name (ordinal), as Ledger's own hosts send them.</param>
/// <param name="Domain">The values of the domain.</param>
/// <param name="Message">The values of the primary type.</param>
internal sealed record TypedDataPlan(IReadOnlyList<TypedStruct> Structs, TypedRoot Domain, TypedRoot Message)
{
    public const string DomainName = "EIP712Domain";

    /// <summary>All values that are shown, in order.</summary>
    public IEnumerable<TypedLeaf> Leaves => Domain.Steps.Concat(Message.Steps).OfType<TypedLeaf>();
}

/// <summary>A struct type.</summary>
internal sealed record TypedStruct(string Name, IReadOnlyList<TypedMember> Members);

/// <summary>A member of a struct type.</summary>
internal sealed record TypedMember(string Key, FieldType Type);

/// <summary>The values of one of the two structs at the top.</summary>
internal sealed record TypedRoot(string StructName, IReadOnlyList<TypedStep> Steps);

/// <summary>One thing to send about the values.</summary>
internal abstract record TypedStep
{
    /// <summary>Where it stands: the root, members with dots, and indices in brackets.</summary>
    public string Path { get; init; } = string.Empty;
}

/// <summary>The number of elements of the array that begins here.</summary>
internal sealed record TypedArrayLength(int Count) : TypedStep;

/// <summary>A single value.</summary>
/// <param name="Key">The name of the member, which the device shows as title.</param>
/// <param name="Encoded">The bytes that are sent, without their length.</param>
/// <param name="Shown">The text that the device shows, cut as it cuts it.</param>
internal sealed record TypedLeaf(string Key, byte[] Encoded, string Shown) : TypedStep;
