namespace SessionKeys;

/// <summary>Tells in plain English what an envelope allows.</summary>
/// <remarks>For a screen or a ticket. What a person signs is the canonical text (<see cref="GrantText"/>), and nothing
/// else: this one may change with any version.</remarks>
public static class EnvelopeDescription
{
    /// <summary>Describes an envelope.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="options">Names and time zone of the reader; null for neither.</param>
    /// <returns>Lines without line ends; the details of a capability begin with two spaces.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    public static IReadOnlyList<string> Of(CapabilityEnvelope envelope, DescriptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        Wording wording = new(options ?? new DescriptionOptions());
        return
        [
            .. LifeDescription.Lines(envelope, wording),
            .. FeeDescription.Lines(envelope, wording),
            .. envelope.Capabilities.SelectMany(
                (capability, i) => CapabilityDescription.Lines(i + 1, capability, envelope, wording)),
        ];
    }
}
