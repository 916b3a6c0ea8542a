using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class ModuleErrorsTests
{
    public static TheoryData<string> Names => new(ModuleErrors.Names);

    [Theory]
    [InlineData("ISessionKeyModule", "Module")]
    [InlineData("SessionExecutionGuard", "Guard")]
    public void Table_holds_every_error_of_the_contract_with_its_arguments(string contract, string name)
    {
        ErrorSources source = Enum.Parse<ErrorSources>(name);
        string[] expected =
        [
            .. ErrorsOf(contract)
                .Select(error => $"{Signature(error)}: {string.Join(' ', ArgumentNames(error))}").Order(),
        ];
        string[] actual =
        [
            .. ModuleErrorTable.All.Where(error => error.Sources.HasFlag(source))
                .Select(error => $"{error.Function.Signature}: {string.Join(' ', error.ArgumentNames)}").Order(),
        ];

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
        Assert.Equal(ModuleErrorTable.All.Length, ModuleErrors.Names.Distinct().Count());
    }

    /// <summary>A called contract that says that the session is revoked is not believed.</summary>
    [Fact]
    public void Execution_is_undone_with_errors_of_the_guard_alone()
    {
        string[] ofExecution =
        [
            .. ModuleErrorTable.All.Where(error => ModuleErrors.TryDecodeExecution(Encode(error), out _))
                .Select(error => error.Name),
        ];

        Assert.Equal(
            [
                "BalanceUnreadable", "FeedAnswerInvalid", "FeedMissing", "FeedStale", "FeedUnreadable", "FeedsUnknown",
                "OutflowNotCounted", "OutsideClaim", "SequencerNotUp", "UsdLimitExceeded",
            ],
            ofExecution.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_is_decoded_and_told_in_three_parts_with_each_of_its_values(string name)
    {
        ModuleError error = ModuleErrorTable.All.Single(each => each.Name == name);

        Assert.True(ModuleErrors.TryDecode(Encode(error), out SessionRefusal? refusal));

        Assert.Equal(name, refusal.Name);
        Assert.Equal(error.ArgumentNames, refusal.Arguments.Keys);
        Assert.DoesNotContain('{', refusal.Message);
        Assert.Contains("llowed", refusal.Message, StringComparison.Ordinal);
        Assert.Matches("^[A-Z].* was refused.*\\. .+\\.$", refusal.Message);
        Assert.StartsWith($"{name}: ", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_has_its_heading_in_the_documentation(string name)
    {
        string[] documentation = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "docs", "errors.md"));

        ModuleError error = ModuleErrorTable.All.Single(each => each.Name == name);
        string contract = error.Sources.HasFlag(ErrorSources.Module) ? "Module" : "Guard";
        Assert.Contains($"### {contract}: {name}", documentation);
        Assert.Contains(
            $"`{name}({string.Join(", ", error.Function.Arguments.Components.Zip(
                error.ArgumentNames, (type, argument) => $"{type.Name} {argument}"))})`",
            documentation);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x08c379")]
    [InlineData("0x08c379a0")]
    [InlineData("0xffffffff0000")]
    public void Data_that_is_no_error_of_the_module_is_not_decoded(string data)
    {
        Assert.False(ModuleErrors.TryDecode(Hex.Parse(data), out SessionRefusal? refusal));
        Assert.Null(refusal);
    }

    [Fact]
    public void Error_with_missing_or_additional_bytes_is_not_decoded()
    {
        byte[] data = AbiFunction.Parse("NotInstalled(address)").EncodeCall([Samples.Account]);

        Assert.True(ModuleErrors.TryDecode(data, out _));
        Assert.False(ModuleErrors.TryDecode(data.AsSpan(0, data.Length - 1), out _));
        Assert.False(ModuleErrors.TryDecode([.. data, 0], out _));
    }

    private static byte[] Encode(ModuleError error) =>
        error.Function.EncodeCall([.. error.Function.Arguments.Components.Select(Sample)]);

    private static IEnumerable<JsonElement> ErrorsOf(string contract)
    {
        string path = Path.Combine(RepositoryFiles.Root, "contracts", "abi", $"{contract}.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray()
            .Where(item => item.Text("type") == "error");
    }

    private static string Signature(JsonElement error)
    {
        IEnumerable<string> types = error.GetProperty("inputs").EnumerateArray().Select(each => each.Text("type"));
        return $"{error.Text("name")}({string.Join(',', types)})";
    }

    private static IEnumerable<string> ArgumentNames(JsonElement error) =>
        error.GetProperty("inputs").EnumerateArray().Select(each => each.Text("name"));

    private static object Sample(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger or AbiKind.SignedInteger => (UInt256)6,
        AbiKind.Address => Samples.Router,
        _ => (object)Encoding.ASCII.GetBytes("term").Concat(new byte[32]).Take(type.Size).ToArray(),
    };
}
