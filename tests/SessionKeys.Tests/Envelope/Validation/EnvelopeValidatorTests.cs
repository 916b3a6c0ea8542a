namespace SessionKeys.Tests;

public sealed class EnvelopeValidatorTests
{
    public static TheoryData<string, string, SessionGrant> Faults => FaultyGrants.Faults;

    public static TheoryData<string, string, SessionGrant> FaultsOfLives => FaultyLives.Faults;

    public static TheoryData<string, SessionGrant> Good => FaultyGrants.Good;

    public static TheoryData<string, SessionGrant> GoodLives => FaultyLives.Good;

    private static EnvelopeValidationOptions Options => new()
    {
        Approver = Samples.Approver,
        NonceLayout = new NonceLayout(104, 152),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    [MemberData(nameof(FaultsOfLives))]
    public void Fault_is_named_as_the_module_names_it(string error, string path, SessionGrant grant)
    {
        ValueList<EnvelopeViolation> violations = EnvelopeValidator.Validate(grant, Options);

        EnvelopeViolation violation = Assert.Single(violations);
        Assert.Equal((error, path), (violation.Error, violation.Path));
        Assert.Contains(error, ModuleErrors.Names);
        Assert.Matches("^\\$.* was refused: .+; allowed is .+\\. .+\\.$", violation.Message);
    }

    [Theory]
    [MemberData(nameof(Good))]
    [MemberData(nameof(GoodLives))]
    public void Grant_at_the_good_edge_is_accepted(string name, SessionGrant grant)
    {
        Assert.NotEmpty(name);
        Assert.Empty(EnvelopeValidator.Validate(grant, Options));
    }

    [Fact]
    public void All_faults_are_told_at_once_by_the_exception()
    {
        SessionGrant grant = Samples.With(e => e with { Label = " ", Ttl = TimeSpan.FromTicks(1), LaneBits = 255 });

        EnvelopeInvalidException refusal =
            Assert.Throws<EnvelopeInvalidException>(() => EnvelopeValidator.ThrowIfInvalid(grant, Options));

        Assert.Equal("envelope-invalid", refusal.Id);
        Assert.Equal(
            ["CharacterInvalid", "TermInvalid", "TermInvalid"],
            refusal.Violations.Select(violation => violation.Error).Order());
        Assert.All(
            refusal.Violations, each => Assert.Contains(each.Message, refusal.Message, StringComparison.Ordinal));
        EnvelopeValidator.ThrowIfInvalid(Samples.Grant, Options);
    }

    [Fact]
    public void Helpers_of_the_module_are_no_targets()
    {
        EnvelopeValidationOptions options = Options with { Helpers = [Samples.Router] };

        Assert.Equal("TargetForbidden", Assert.Single(EnvelopeValidator.Validate(Samples.Grant, options)).Error);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Grant_deadline_is_compared_with_the_chain(int days, int violations)
    {
        EnvelopeValidationOptions options = Options with { ChainTime = Samples.Start.AddDays(days) };

        Assert.Equal(violations, EnvelopeValidator.Validate(Samples.Grant, options).Count);
    }

    [Fact]
    public void Life_counts_from_the_chain_where_its_time_is_known()
    {
        SessionGrant grant = Samples.With(e => e with { ExpiresAt = Samples.Start.AddDays(366).AddSeconds(1) });

        EnvelopeViolation violation = Assert.Single(
            EnvelopeValidator.Validate(grant, Options with { ChainTime = Samples.Start }));

        Assert.Equal("$.expiresAt", violation.Path);
        Assert.Empty(EnvelopeValidator.Validate(grant, Options with { ChainTime = Samples.Start.AddSeconds(1) }));
    }

    [Fact]
    public void Grant_in_an_operation_has_32_capabilities()
    {
        EnvelopeValidationOptions options = Options with { InOperation = true };

        Assert.Empty(EnvelopeValidator.Validate(FaultyGrants.Capabilities(32), options));
        Assert.Equal(
            "$.capabilities", Assert.Single(EnvelopeValidator.Validate(FaultyGrants.Capabilities(33), options)).Path);
    }

    [Theory]
    [InlineData(true, ApprovalForm.Text, true)]
    [InlineData(true, ApprovalForm.Typed, false)]
    [InlineData(false, ApprovalForm.Text, false)]
    [InlineData(true, null, false)]
    public void Text_with_token_names_comes_by_relay_only(bool inOperation, ApprovalForm? form, bool isRefused)
    {
        SessionGrant grant = Samples.With(envelope => envelope with { TokenNames = true });
        EnvelopeValidationOptions options = Options with { InOperation = inOperation, Form = form };

        ValueList<EnvelopeViolation> violations = EnvelopeValidator.Validate(grant, options);

        Assert.Equal(isRefused ? ["TokenNamesNeedRelay"] : [], violations.Select(violation => violation.Error));
    }

    [Fact]
    public void Forbidden_selectors_are_those_of_the_module()
    {
        string library = File.ReadAllText(
            Path.Combine(RepositoryFiles.Root, "contracts", "src", "libraries", "TokenFunctionLib.sol"));
        string[] selectors =
        [
            .. System.Text.RegularExpressions.Regex.Matches(library, "0x[0-9a-f]{8}\\b")
                .Select(match => match.Value),
        ];

        Assert.True(selectors.Length > 20, $"{selectors.Length} selectors found");
        Assert.All(selectors, selector => Assert.True(
            TokenFunctions.AmountWord(Selector.Parse(selector)) is not null
            || TokenFunctions.IsForbidden(Selector.Parse(selector), out _),
            selector));
        Assert.Equal(TokenFunctions.Count, selectors.Length);
    }
}
