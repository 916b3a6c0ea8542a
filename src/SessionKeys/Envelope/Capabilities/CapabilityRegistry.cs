namespace SessionKeys;

/// <summary>The capability ids that are known, and what each of them stands for.</summary>
/// <remarks>
/// Immutable and thread-safe. An id that is not registered is refused. <see cref="BuiltIn"/> is the start;
/// <see cref="With"/> adds the functions of an application, or says what an id means there.
/// </remarks>
public sealed class CapabilityRegistry
{
    private readonly SortedDictionary<string, CapabilityDefinition> _definitions;

    private CapabilityRegistry(IEnumerable<CapabilityDefinition> definitions) =>
        _definitions = new(definitions.ToDictionary(each => each.Id), StringComparer.Ordinal);

    /// <summary>Gets the registry that the library brings along; <c>docs/envelope.md</c> lists it.</summary>
    public static CapabilityRegistry BuiltIn { get; } = new(BuiltInCapabilities.All.Select(DefinitionRules.Require));

    /// <summary>Gets the registry without any id.</summary>
    public static CapabilityRegistry Empty { get; } = new([]);

    /// <summary>Gets the ids in ordinal order.</summary>
    public IEnumerable<string> Ids => _definitions.Keys;

    /// <summary>Makes a registry with one more id, or with another meaning of an id.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>A new registry; this one stays as it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="definition"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The definition contradicts itself (<c>capability-definition-invalid</c>), or one of its rules could not be
    /// exact (<c>capability-not-exact</c>).
    /// </exception>
    public CapabilityRegistry With(CapabilityDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        DefinitionRules.Require(definition);
        return new(_definitions.Values.Where(each => each.Id != definition.Id).Append(definition));
    }

    /// <summary>Finds what an id stands for.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="SessionKeyException">The id is not registered (<c>capability-unregistered</c>).</exception>
    public CapabilityDefinition Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _definitions.TryGetValue(id, out CapabilityDefinition? definition)
            ? definition
            : throw new SessionKeyException(
                "capability-unregistered",
                $"The capability '{AbiTypeParser.Show(id)}' was refused: it is not registered; allowed are " +
                $"{string.Join(", ", Ids)}. Correct the id, or register what it stands for.");
    }

    /// <summary>Compiles a capability id to what the module enforces.</summary>
    /// <param name="request">The id and what is particular to the session.</param>
    /// <returns>One capability, or one for each destination that is called.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The id is not registered (<c>capability-unregistered</c>); the request lacks what the function needs, or names
    /// a bound that it does not have (<c>capability-request-invalid</c>).
    /// </exception>
    public ValueList<Capability> Compile(CapabilityRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CapabilityCompiler.Compile(Find(request.Id), request);
    }
}
