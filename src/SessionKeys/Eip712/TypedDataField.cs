namespace SessionKeys;

/// <summary>One member of a struct type of EIP-712.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Type">
/// Its type: an ABI type such as <c>uint48</c> or <c>bytes</c>, the name of another struct, or an array of either.
/// </param>
public sealed record TypedDataField(string Name, string Type);
