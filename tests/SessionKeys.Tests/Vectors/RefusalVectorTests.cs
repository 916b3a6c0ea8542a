using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every error of the module, and every grant that it refuses, in the shared vectors.</summary>
public sealed class RefusalVectorTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("refusals.json");

    public static TheoryData<int, string> Errors { get; } =
        VectorRows.Of(File.GetProperty("errors"), vector => vector.Text("errorName"));

    /// <summary>All but those that only the chain can refuse, because they depend on its state.</summary>
    public static TheoryData<int, string> Grants { get; } = VectorRows.Of(
        File.GetProperty("grants"),
        vector => vector.Text("name"),
        vector => vector.Text("errorName") is not ("EpochPassed" or "ReplacedNotLive"));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_is_decoded_with_its_arguments(int index, string name)
    {
        JsonElement vector = File.GetProperty("errors")[index];

        Assert.True(ModuleErrors.TryDecode(vector.Bytes("data"), out SessionRefusal? refusal), name);

        Assert.Equal(name, refusal.Name);
        IEnumerable<(string, string)> expected = vector.GetProperty("arguments").EnumerateArray()
            .Select(argument => (argument.Text("name"), argument.Text("value")));
        Assert.Equal(expected, refusal.Arguments.Select(argument => (argument.Key, Show(argument.Value))));
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public void Grant_that_the_module_refuses_is_refused_here(int index, string name)
    {
        JsonElement vector = File.GetProperty("grants")[index];
        SessionGrant grant;
        try
        {
            grant = GrantEncoding.Decode(
                vector.Bytes("terms"),
                vector.Number("chainId"),
                vector.Address("module"),
                vector.Address("account"),
                Route.FromPacked(vector.Number("route")));
        }
        catch (Exception e) when (e is GrantEncodingException or FormatException)
        {
            return;
        }

        ValueList<EnvelopeViolation> violations = EnvelopeValidator.Validate(
            grant,
            new EnvelopeValidationOptions
            {
                Approver = vector.Address("approver"),
                NonceLayout = new NonceLayout((int)vector.Number("nonceShift"), (int)vector.Number("nonceWidth")),
                ChainTime = vector.Time("time"),
            });

        // Terms that are over are a term out of its range here; the module names them by the clock.
        string expected = vector.Text("errorName") == "SessionExpired" ? "TermInvalid" : vector.Text("errorName");
        Assert.True(
            violations.Any(violation => violation.Error == expected),
            $"{name}: expected {expected}, found {string.Join(", ", violations.Select(each => each.Error))}");
    }

    [Fact]
    public void Vectors_are_all_here()
    {
        Assert.Equal(File.GetProperty("errorCount").GetInt32(), Errors.Count);
        Assert.Equal(File.GetProperty("grantCount").GetInt32() - 3, Grants.Count);
    }

    private static string Show(object value) => value switch
    {
        Address address => Hex.Format(address.ToArray()),
        byte[] bytes => Hex.Format(bytes),
        _ => value.ToString()!,
    };
}
