namespace SessionKeys;

/// <summary>Makes capabilities of a definition and a request.</summary>
internal static class CapabilityCompiler
{
    public static ValueList<Capability> Compile(CapabilityDefinition definition, CapabilityRequest request)
    {
        Require(definition, request);
        return Targets(definition, request).Select(target => Build(definition, request, target)).ToValueList();
    }

    private static Capability Build(CapabilityDefinition definition, CapabilityRequest request, Address target)
    {
        CapabilityBuilder builder = Capability.FromAbi(definition.Abi).Named(definition.Id).At(target);
        foreach (ParameterTerm term in definition.Parameters)
        {
            Apply(builder, definition, request, term);
        }

        if (definition.CountsOne)
        {
            builder.SpendFixed(request.Token!.Value, UInt128.One);
        }

        builder.AllowValue(request.MaxValue);
        return request.Essential ? builder.Essential().Build() : builder.Build();
    }

    private static void Apply(
        CapabilityBuilder builder, CapabilityDefinition definition, CapabilityRequest request, ParameterTerm term)
    {
        string name = term.Parameter;
        switch (term.Role)
        {
            case ParameterRole.Account:
                builder.RequireEqualsAccount(name);
                break;
            case ParameterRole.Destination:
                RequireOneOf(builder, name, request.Destinations);
                break;
            case ParameterRole.SpentToken:
                builder.RequireEqual(name, request.Token!.Value.Address);
                break;
            case ParameterRole.ReceivedToken:
                RequireOneOf(builder, name, request.ReceivedTokens);
                break;
            case ParameterRole.Amount:
                builder.Spend(name, request.Token!.Value);
                RequireAtMost(builder, name, request.MaxAmount);
                break;
            case ParameterRole.UncountedAmount:
                RequireAtMost(builder, name, request.MaxAmount);
                break;
            case ParameterRole.MinimumReceived when request.WorstRate is { } rate:
                builder.RequireAtLeastRatio(name, definition.NameOf(ParameterRole.Amount)!, rate.Received, rate.Spent);
                break;
        }
    }

    /// <summary>One address is shown to the person as it is; of a set only the root is.</summary>
    private static void RequireOneOf(CapabilityBuilder builder, string name, ValueList<Address> allowed) =>
        _ = allowed.Distinct().Count() == 1
            ? builder.RequireEqual(name, allowed[0])
            : builder.RequireInSet(name, allowed.Cast<object>());

    private static void RequireAtMost(CapabilityBuilder builder, string name, UInt128? maximum)
    {
        if (maximum is { } amount)
        {
            builder.RequireAtMost(name, amount);
        }
    }

    private static Address[] Targets(CapabilityDefinition definition, CapabilityRequest request)
    {
        switch (definition.Target.Kind)
        {
            case TargetKind.SpentToken:
                return [request.Token!.Value.Address];
            case TargetKind.Destination:
                return [.. request.Destinations.Distinct()];
        }

        Deployment? deployment = definition.Target.Deployments.FirstOrDefault(each => each.ChainId == request.ChainId);
        if (deployment is null)
        {
            throw Refuse(
                request,
                $"its contract is not known on chain {request.ChainId}",
                $"the chains {string.Join(", ", definition.Target.Deployments.Select(each => each.ChainId))}",
                "Register the id with the contract of that chain.");
        }

        return request.Destinations.Count == 0 || request.Destinations.Contains(deployment.Contract)
            ? [deployment.Contract]
            : throw Refuse(
                request,
                $"it is called on {deployment.Contract}, which is no allowed destination",
                "a contract among the destinations",
                "Allow the contract, or leave the capability out.");
    }

    private static void Require(CapabilityDefinition definition, CapabilityRequest request)
    {
        Fits(request, "token", definition.NeedsToken, request.Token is { IsToken: true }, request.Token is null);
        Fits(
            request,
            "destination",
            definition.NeedsDestinations,
            request.Destinations.Count > 0,
            true);
        Fits(
            request,
            "received token",
            definition.NeedsReceivedTokens,
            request.ReceivedTokens.Count > 0,
            request.ReceivedTokens.Count == 0);
        Fits(request, "native value", definition.NeedsValue, request.MaxValue > 0, true);
        Fits(request, "largest amount", false, true, definition.HasAmount || request.MaxAmount is null);
        Fits(
            request,
            "worst rate",
            false,
            true,
            definition.Has(ParameterRole.MinimumReceived) || request.WorstRate is null);
    }

    private static void Fits(CapabilityRequest request, string what, bool isNeeded, bool isThere, bool isAbsent)
    {
        if (isNeeded ? !isThere : !isAbsent)
        {
            throw Refuse(
                request,
                $"the request names {(isNeeded ? "no" : "a")} {what}",
                isNeeded ? "a request that names one" : "a request without one",
                isNeeded ? "Name it." : "The function has no such thing, so it would bound nothing: leave it out.");
        }
    }

    private static SessionKeyException Refuse(
        CapabilityRequest request, string actual, string allowed, string advice) => new(
        "capability-request-invalid",
        $"The capability '{request.Id}' was refused: {actual}; allowed is {allowed}. {advice}");
}
