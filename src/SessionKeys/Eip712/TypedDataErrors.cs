namespace SessionKeys;

/// <summary>The refusals of typed data; each id has its heading in docs/errors.md.</summary>
internal static class TypedDataErrors
{
    public static SessionKeyException UnknownType(string type, string place) => new(
        "typed-data-unknown-type",
        $"Typed data was refused: the type '{type}' of {place} is unknown; allowed are ABI types such as " +
        "'uint256' and the names in Types. Add the struct to Types, or write uint256 for uint.");

    public static SessionKeyException InvalidName(string name, string place) => new(
        "typed-data-invalid-name",
        $"Typed data was refused: the name '{name}' of {place} is no identifier, is used twice, or is an ABI type; " +
        "allowed are letters, digits, _ and $ with no digit first. Rename it.");

    public static SessionKeyException MissingField(string path, string type) => new(
        "typed-data-missing-field",
        $"Typed data was refused: {path} is missing; its type is {type}. Add a value for every member of the type.");

    public static SessionKeyException ExtraField(string path, string structName) => new(
        "typed-data-extra-field",
        $"Typed data was refused: {path} is not a member of {structName}, so that it would be shown but not signed. " +
        "Remove the value, or add the member to the type.");

    public static SessionKeyException InvalidValue(string path, string type, string actual, string allowed) => new(
        "typed-data-invalid-value",
        $"Typed data was refused: {path} of type {type} is {actual}; allowed is {allowed}. " +
        "Pass a value of that type and range.");

    public static SessionKeyException Format(
        string path, string actual, string allowed, Exception? cause = null) => new(
        "typed-data-format",
        $"The JSON of typed data was refused: {path} is {actual}; allowed is {allowed}. Correct the text there.",
        cause);
}
