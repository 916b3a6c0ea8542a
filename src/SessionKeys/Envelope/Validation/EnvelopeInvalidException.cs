namespace SessionKeys;

/// <summary>Thrown when the module would refuse a grant.</summary>
public sealed class EnvelopeInvalidException : SessionKeyException
{
    internal EnvelopeInvalidException(ValueList<EnvelopeViolation> violations)
        : base("envelope-invalid", string.Join('\n', violations)) => Violations = violations;

    /// <summary>Gets everything that the module would refuse; at least one violation.</summary>
    public ValueList<EnvelopeViolation> Violations { get; }
}
