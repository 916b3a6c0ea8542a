namespace SessionKeys;

/// <summary>Refuses a definition that leaves a parameter without a meaning.</summary>
internal static class DefinitionRules
{
    public static CapabilityDefinition Require(CapabilityDefinition definition)
    {
        AbiSignature signature = AbiSignature.Parse(definition.Abi);
        string[] parameters = [.. Leaves(signature.Parameters, "")];
        string[] named = [.. definition.Parameters.Select(term => term.Parameter)];
        RequireThat(definition, CharacterSet.Id.Holds(definition.Id), $"the id has to be {CharacterSet.Id.Allowed}");
        RequireThat(
            definition,
            named.Order(StringComparer.Ordinal).SequenceEqual(parameters.Order(StringComparer.Ordinal)),
            $"it names the parameters {string.Join(", ", named)}; the function has {string.Join(", ", parameters)}");
        RequireThat(
            definition,
            definition.Parameters.Count(
                term => term.Role is ParameterRole.Amount or ParameterRole.UncountedAmount) <= 1,
            "it has two amounts");
        RequireThat(
            definition,
            definition.Has(ParameterRole.Amount) || !definition.Has(ParameterRole.MinimumReceived),
            "it has a minimum without an amount");
        RequireThat(definition, signature.IsPayable || !definition.NeedsValue, "it needs value and is not payable");

        // Every rule that a request can ask for is built once, so that none is refused when a session is made.
        CapabilityCompiler.Compile(definition, Probe(definition, signature));
        return definition;
    }

    private static CapabilityRequest Probe(CapabilityDefinition definition, AbiSignature signature)
    {
        Address probe = Address.Parse("0x00000000000000000000000000000000ffffffff");
        return new()
        {
            Id = definition.Id,
            ChainId = definition.Target.Deployments.Select(each => each.ChainId).FirstOrDefault(),
            Token = definition.NeedsToken ? Asset.Token(probe) : null,
            Destinations = definition.NeedsDestinations
                ? [probe, .. definition.Target.Deployments.Select(each => each.Contract)]
                : [],
            ReceivedTokens = definition.NeedsReceivedTokens ? [probe] : [],
            MaxAmount = definition.HasAmount ? UInt128.One : null,
            WorstRate = definition.Has(ParameterRole.MinimumReceived) ? (UInt128.One, UInt128.One) : null,
            MaxValue = signature.IsPayable ? 1u : 0u,
        };
    }

    /// <summary>The elementary parameters and the dynamic ones, which can only be free, by their paths.</summary>
    private static IEnumerable<string> Leaves(ValueList<AbiParameter> parameters, string prefix) =>
        parameters.SelectMany(parameter => parameter.Type.Kind == AbiKind.Tuple
            ? Leaves(parameter.Components, $"{prefix}{parameter.Name}.")
            : [prefix + parameter.Name]);

    private static void RequireThat(CapabilityDefinition definition, bool isTrue, string actual)
    {
        if (!isTrue)
        {
            throw new SessionKeyException(
                "capability-definition-invalid",
                $"The definition of the capability '{AbiTypeParser.Show(definition.Id)}' was refused: {actual}; " +
                "allowed is a role for each elementary parameter, once, and roles that fit each other. Correct it.");
        }
    }
}
