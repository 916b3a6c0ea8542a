namespace SessionKeys;

/// <summary>Why the session key module refused an operation, a grant or a revocation.</summary>
/// <param name="Name">
/// The name of the module's error, for example <c>BudgetExceeded</c>; a heading in docs/errors.md.
/// </param>
/// <param name="Arguments">
/// The values of the error by name, in their order: numbers are <see cref="UInt256"/>, byte strings byte arrays.
/// </param>
/// <param name="Message">What was refused, the actual and the allowed value, and what to do.</param>
public sealed record SessionRefusal(string Name, IReadOnlyDictionary<string, object> Arguments, string Message)
{
    /// <summary>Writes the refusal for a person.</summary>
    /// <returns>The name and the message.</returns>
    public override string ToString() => $"{Name}: {Message}";
}
