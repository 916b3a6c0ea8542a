namespace SessionKeys;

/// <summary>Thrown when the JSON form of a capability envelope is malformed.</summary>
public sealed class EnvelopeFormatException : SessionKeyException
{
    internal EnvelopeFormatException(string path, string actual, string allowed, string advice)
        : base("envelope-format", $"{path} was refused: {actual}; allowed is {allowed}. {advice}") => Path = path;

    /// <summary>Gets the JSON path of the offending field, for example <c>$.budgets[0].limit</c>.</summary>
    public string Path { get; }
}
