namespace SessionKeys;

/// <summary>A named parameter of a function; a tuple has named components.</summary>
/// <param name="Name">The name, empty where the signature has none.</param>
/// <param name="Type">The canonical type.</param>
/// <param name="Components">The components of a tuple, or of the tuples of an array; else empty.</param>
public sealed record AbiParameter(string Name, AbiType Type, ValueList<AbiParameter> Components);
