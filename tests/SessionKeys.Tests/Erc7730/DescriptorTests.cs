using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>The descriptor (ERC-7730) of everything that is signed in the typed form.</summary>
public sealed class DescriptorTests
{
    private static readonly string Text = File.ReadAllText(
        Path.Combine(RepositoryFiles.Root, "contracts", "erc7730", "eip712-SessionKeys.json"));

    [Fact]
    public void Library_and_contracts_sign_the_same_ten_types()
    {
        Assert.Equal(10, TypeStrings.OfLibrary.Count);
        Assert.Equal(TypeStrings.OfContracts.Order(), TypeStrings.OfLibrary.Order());
    }

    [Fact]
    public void Operation_is_signed_under_the_type_of_the_descriptor() => Assert.Equal(
        TypeStrings.Operation().Digest(),
        OperationDigest.Compute(Samples.Context.ChainId, Samples.Context.Module, Hash32.Zero, Hash32.Zero));

    [Fact]
    public void Descriptor_keeps_every_rule() => Assert.Empty(Check(Text));

    [Fact]
    public void Grant_has_as_many_visible_fields_as_a_device_takes()
    {
        JsonElement grant = Parse(Text).GetProperty("display").GetProperty("formats")
            .EnumerateObject().First(format => format.Name.StartsWith("SessionGrant(", StringComparison.Ordinal)).Value;

        JsonElement fields = grant.GetProperty("fields");
        Assert.Equal(53, fields.GetArrayLength());
        Assert.Equal(50, fields.EnumerateArray().Count(field => field.Text("visible") == "always"));
    }

    [Fact]
    public void Leaves_of_nested_structs_are_found_in_order() => Assert.Equal(
        [
            ("a", "uint8"), ("items.[].b", "bool"), ("items.[].more.[].c", "string"), ("one.c", "string"),
            ("d", "bytes4"),
        ],
        Leaves.Of("M(uint8 a,I[] items,J one,bytes4 d)I(bool b,J[] more)J(string c)"));

    [Theory]
    [InlineData(
        "SessionPause(address account,uint32 epoch",
        "SessionPause(address account,uint64 epoch",
        "no format for SessionPause")]
    [InlineData(
        "Rule(uint8 rule,uint8 ruleWord",
        "Rule(uint8 rule,uint16 ruleWord",
        "no message has the type SessionGrant")]
    [InlineData("\"path\": \"replaces\"", "\"path\": \"replaced\"", "SessionGrant: replaces is not listed")]
    [InlineData("\"path\": \"replaces\"", "\"path\": \"replaced\"", "SessionGrant: replaced is no field")]
    [InlineData("\"path\": \"ttl\"", "\"path\": \"epoch\"", "SessionGrant: a field is listed twice")]
    [InlineData(
        "\"path\": \"budgets.[].budgetLimit\"",
        "\"path\": \"budgets.budgetLimit\"",
        "budgets.[].budgetLimit is not listed")]
    [InlineData("\"label\": \"Session key\"", "\"label\": \"Session key of the agent\"", "sessionKey: label")]
    [InlineData("\"label\": \"Session key\"", "\"label\": \"S\u00e9ssion key\"", "sessionKey: label")]
    [InlineData("\"label\": \"Session key\"", "\"label\": \"Account\"", "two fields have one label")]
    [InlineData(
        "\"path\": \"account\", \"label\": \"Account\", \"format\": \"raw\"",
        "\"path\": \"account\", \"label\": \"Account\", \"format\": \"enum\"",
        "account: format enum")]
    [InlineData(
        "\"path\": \"mode\", \"label\": \"Mode\", \"format\": \"raw\"",
        "\"path\": \"mode\", \"label\": \"Mode\", \"format\": \"date\"",
        "mode: a date of type uint8")]
    [InlineData(
        "{ \"encoding\": \"timestamp\" }",
        "{ \"encoding\": \"blockheight\" }",
        "a date without its encoding")]
    [InlineData(
        "\"label\": \"Function\", \"format\": \"raw\", \"visible\": \"always\"",
        "\"label\": \"Function\", \"format\": \"raw\", \"visible\": \"never\"",
        "selector: visible never")]
    [InlineData("\"visible\": \"never\"", "\"visible\": \"always\"", "SessionGrant: 53 fields are visible")]
    [InlineData("\"visible\": \"never\"", "\"visible\": \"optional\"", "salt: visible optional")]
    [InlineData("\"name\": \"SessionKeys\"", "\"name\": \"Sessionkeys\"", "domain.name differs")]
    [InlineData("\"version\": \"1\"", "\"version\": \"2\"", "domain.version differs")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"salt\": \"\"", "domain: unknown member salt")]
    [InlineData("\"owner\": \"SessionKeys\"", "\"owner\": \"\"", "metadata.owner is empty")]
    [InlineData("\"intent\": \"Pause session\"", "\"intent\": \"Pause\\nsession\"", "intent 'Pause")]
    [InlineData(
        "\"deployments\": []",
        "\"deployments\": [{ \"chainId\": 1, \"address\": \"0x5fbdb2315678afecb367f032d93f642f64180aa3\" }]",
        "no checksum")]
    [InlineData(
        "\"deployments\": []",
        "\"deployments\": [{ \"chainId\": 0, \"address\": \"0x5FbDB2315678afecb367f032d93F642f64180aa3\" }]",
        "chainId is 0")]
    public void Descriptor_with_one_fault_is_found(string from, string to, string finding)
    {
        string changed = Text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Text, changed);

        Assert.Contains(Check(changed), each => each.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_in_another_order_are_found()
    {
        string[] lines = Text.Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains("\"path\": \"ttl\"", StringComparison.Ordinal));
        (lines[first], lines[first + 1]) = (lines[first + 1], lines[first]);

        Assert.Equal(
            ["SessionGrant: the fields are in another order than the device shows them"],
            Check(string.Join('\n', lines)));
    }

    private static IReadOnlyList<string> Check(string text) =>
        new DescriptorCheck(Parse(text), TypeStrings.OfLibrary).Run();

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
