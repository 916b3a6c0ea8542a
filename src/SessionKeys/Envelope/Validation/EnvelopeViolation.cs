namespace SessionKeys;

/// <summary>One term of a grant that the module would refuse.</summary>
/// <param name="Error">The name of the module's error, for example <c>TermInvalid</c>.</param>
/// <param name="Path">Where the term stands in the JSON form, for example <c>$.budgets[0].period</c>.</param>
/// <param name="What">What was refused.</param>
/// <param name="Actual">The value it has.</param>
/// <param name="Allowed">The values it may have.</param>
/// <param name="Advice">What to do.</param>
public sealed record EnvelopeViolation(
    string Error, string Path, string What, string Actual, string Allowed, string Advice)
{
    /// <summary>Gets the whole message for a person.</summary>
    public string Message => $"{Path}: {What} was refused: {Actual}; allowed is {Allowed}. {Advice}";

    /// <summary>Writes the violation for a person.</summary>
    /// <returns>The error's name and the message.</returns>
    public override string ToString() => $"{Error}: {Message}";
}
