namespace SessionKeys.Tests;

public sealed class CapabilityRegistryTests
{
    private static readonly CapabilityDefinition Pay = new()
    {
        Id = "shop.pay",
        Abi = "function pay(bytes32 order, address token, uint256 amount)",
        Target = TargetPattern.Destination,
        Parameters =
        [
            new("order", ParameterRole.Free),
            new("token", ParameterRole.SpentToken),
            new("amount", ParameterRole.Amount),
        ],
    };

    public static TheoryData<string> Ids => [.. CapabilityRegistry.BuiltIn.Ids];

    [Fact]
    public void Every_registered_capability_has_a_capability_test() => Assert.Equal(
        CapabilityRegistry.BuiltIn.Ids, CapabilityCases.All.Keys.Order(StringComparer.Ordinal));

    /// <summary>The capability test: what the id allows, what it counts, and what it refuses.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Capability_allows_and_counts_what_its_id_says_and_nothing_else(string id)
    {
        CapabilityCase test = CapabilityCases.All[id];

        Capability capability = Assert.Single(CapabilityRegistry.BuiltIn.Compile(test.Request));

        Assert.Equal(id, capability.Id);
        Verdict allowed = CapabilityVerdict.Of(capability, test.Allowed);
        Assert.Empty(allowed.Violations);
        Assert.Equal(test.Counted, CapabilityVerdict.Counted(allowed));
        Assert.True(test.Refused.Count >= 3, $"only {test.Refused.Count} refused calls");
        Assert.All(test.Refused, refused =>
        {
            Verdict verdict = CapabilityVerdict.Of(capability, refused.Value);
            Assert.True(verdict.Violations.Count > 0, $"{refused.Key} is allowed");
            Assert.Equal(test.ErrorOf(refused.Value), verdict.Violations[0].Name);
        });

        // The control: a capability for that contract, function and value, without rules, lets each call through.
        Assert.All(test.Refused, refused => Assert.Empty(CapabilityVerdict.Of(
            capability with
            {
                Target = refused.Value.Target,
                Selector = refused.Value.Selector,
                MaxValue = (UInt128)refused.Value.Value,
                Rules = [],
            },
            refused.Value).Violations));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Capability_is_one_that_the_module_takes(string id)
    {
        CapabilityRequest request = CapabilityCases.All[id].Request;
        Capability capability = Assert.Single(CapabilityRegistry.BuiltIn.Compile(request));
        SessionGrant grant = Samples.With(envelope => envelope with
        {
            Capabilities = [capability],
            Budgets = [.. Samples.Envelope.Budgets, Budget.Lifetime(Asset.Native, 10)],
        });

        Assert.Empty(EnvelopeValidator.Validate(grant));
    }

    [Fact]
    public void Unregistered_id_is_refused()
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => CapabilityRegistry.BuiltIn.Compile(new() { Id = "erc20.Transfer", ChainId = 1 }));

        Assert.Equal("capability-unregistered", refusal.Id);
        Assert.Contains("erc20.transfer", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SessionKeyException>(() => CapabilityRegistry.Empty.Find("erc20.transfer"));
        Assert.Equal("erc20.transfer", CapabilityRegistry.BuiltIn.Find("erc20.transfer").Id);
    }

    [Fact]
    public void Registry_with_a_definition_is_another_registry()
    {
        CapabilityRegistry registry = CapabilityRegistry.Empty.With(Pay);

        Assert.Equal(["shop.pay"], registry.Ids);
        Assert.Empty(CapabilityRegistry.Empty.Ids);
        Assert.Equal("f(uint256)", registry.With(Pay with
        {
            Abi = "function f(uint256 amount)",
            Parameters = [new("amount", ParameterRole.Amount)],
        }).Find("shop.pay").Abi["function ".Length..].Replace(" amount", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_allowed_destination_that_is_called_is_a_capability()
    {
        ValueList<Capability> capabilities = CapabilityRegistry.Empty.With(Pay).Compile(new()
        {
            Id = "shop.pay",
            ChainId = 5,
            Token = Asset.Token(Samples.Token),
            Destinations = [Samples.Router, Samples.Recipient, Samples.Router],
        });

        Assert.Equal([Samples.Router, Samples.Recipient], capabilities.Select(each => each.Target));
        Assert.All(capabilities, each => Assert.Equal([Rule.Equal(1, Samples.Token)], each.Rules));
    }

    [Fact]
    public void Several_destinations_are_a_set()
    {
        CapabilityRequest request = CapabilityCases.All["erc20.transfer"].Request with
        {
            Destinations = [Samples.Recipient, Samples.Router],
        };

        Capability capability = Assert.Single(CapabilityRegistry.BuiltIn.Compile(request));

        Assert.Equal(Rule.InSet(0, [Samples.Recipient, Samples.Router]), capability.Rules[0]);
    }

    public static TheoryData<string, string> FaultyRequests => new()
    {
        { "no token", "names no token" },
        { "native token", "names no token" },
        { "no destination", "names no destination" },
        { "worst rate", "names a worst rate" },
        { "received tokens", "names a received token" },
        { "token of a native transfer", "names a token" },
        { "no value", "names no native value" },
        { "amount of a native transfer", "names a largest amount" },
        { "chain", "not known on chain 5" },
        { "pool that is no destination", "no allowed destination" },
    };

    [Theory]
    [MemberData(nameof(FaultyRequests))]
    public void Request_that_does_not_fit_the_function_is_refused(string fault, string says)
    {
        CapabilityRequest transfer = CapabilityCases.All["erc20.transfer"].Request;
        CapabilityRequest native = CapabilityCases.All["native.transfer"].Request;
        CapabilityRequest supply = CapabilityCases.All["aave.v3.supply"].Request;
        CapabilityRequest request = fault switch
        {
            "no token" => transfer with { Token = null },
            "native token" => transfer with { Token = Asset.Native },
            "no destination" => transfer with { Destinations = [] },
            "worst rate" => transfer with { WorstRate = (1, 1) },
            "received tokens" => transfer with { ReceivedTokens = [Samples.Token] },
            "token of a native transfer" => native with { Token = Asset.Token(Samples.Token) },
            "no value" => native with { MaxValue = 0 },
            "amount of a native transfer" => native with { MaxAmount = 1 },
            "chain" => supply with { ChainId = 5 },
            "pool that is no destination" => supply with { Destinations = [Samples.Recipient] },
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Add the fault here."),
        };

        SessionKeyException refusal =
            Assert.Throws<SessionKeyException>(() => CapabilityRegistry.BuiltIn.Compile(request));

        Assert.Equal("capability-request-invalid", refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Native_value_of_a_function_that_takes_none_is_refused() => Assert.Equal(
        "capability-not-exact",
        Assert.Throws<SessionKeyException>(() => CapabilityRegistry.BuiltIn.Compile(
            CapabilityCases.All["erc20.transfer"].Request with { MaxValue = 1 })).Id);

    [Fact]
    public void Definition_that_leaves_something_open_is_refused()
    {
        CapabilityDefinition[] faulty =
        [
            Pay with { Id = "Shop" },
            Pay with { Parameters = [.. Pay.Parameters.Skip(1)] },
            Pay with { Parameters = [.. Pay.Parameters, new("tip", ParameterRole.Free)] },
            Pay with { Parameters = [.. Pay.Parameters, new("amount", ParameterRole.Free)] },
            Pay with { Parameters = [.. Pay.Parameters.Skip(1), new("order", ParameterRole.Amount)] },
            Pay with
            {
                Parameters = [.. Pay.Parameters.Take(2), new("amount", ParameterRole.MinimumReceived)],
            },
            Pay with { NeedsValue = true },
        ];

        Assert.All(faulty, definition => Assert.Equal(
            "capability-definition-invalid",
            Assert.Throws<SessionKeyException>(() => CapabilityRegistry.Empty.With(definition)).Id));
    }

    [Fact]
    public void Definition_whose_rule_could_not_be_exact_is_refused_when_it_is_registered()
    {
        CapabilityDefinition dynamic = Pay with
        {
            Abi = "function pay(bytes order, address token, uint256[] amount)",
        };

        Assert.Equal(
            "capability-not-exact",
            Assert.Throws<SessionKeyException>(() => CapabilityRegistry.Empty.With(dynamic)).Id);
        Assert.Throws<FormatException>(() => CapabilityRegistry.Empty.With(Pay with { Abi = "pay" }));
    }
}
