namespace SessionKeys;

/// <summary>The fields of one JSON object, of which none is unknown.</summary>
internal sealed class JsonFields
{
    private readonly JsonValue _object;

    public JsonFields(JsonValue value, params ReadOnlySpan<string> known)
    {
        RequireObject(value);
        foreach ((string name, JsonValue member) in value.Members)
        {
            if (!known.Contains(name))
            {
                throw new EnvelopeFormatException(
                    member.Path,
                    "an unknown field",
                    string.Join(", ", known.ToArray()),
                    "Remove it, or correct its spelling.");
            }
        }

        _object = value;
    }

    public string Path => _object.Path;

    public static void RequireObject(JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
        {
            throw value.Refuse("an object", "Write the fields in braces.");
        }
    }

    public bool Has(string name) => _object.Members.ContainsKey(name);

    public JsonValue Required(string name) => _object.Members.TryGetValue(name, out JsonValue? value)
        ? value
        : throw new EnvelopeFormatException($"{Path}.{name}", "the field is missing", "a value", "Add the field.");

    /// <summary>Reads a field, or gives the value that an absent field stands for.</summary>
    public T Optional<T>(string name, Func<JsonValue, T> read, T absent) =>
        _object.Members.TryGetValue(name, out JsonValue? value) ? read(value) : absent;

    public ValueList<T> OptionalList<T>(string name, Func<JsonValue, T> read, int maximum) =>
        Optional(name, value => JsonScalars.List(value, read, 0, maximum), []);
}
