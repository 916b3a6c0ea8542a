using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Tests;

/// <summary>Every verdict of tests/vectors/verdicts, which the module gives too (VerdictVectors.t.sol).</summary>
public sealed class VerdictVectorTests(ITestOutputHelper output)
{
    /// <summary>Set it to write the files anew.</summary>
    private const string WriteVariable = "SESSION_KEYS_WRITE_VECTORS";

    /// <summary>Operations that the differential test found.</summary>
    private const string Found = "found";

    public static TheoryData<string> Topics { get; } = [.. VerdictFiles.Topics.Keys];

    public static TheoryData<string> Files { get; } = [.. VerdictFiles.Topics.Keys, Found];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Vectors_are_those_that_the_cases_make(string topic)
    {
        VerdictVector[] vectors = [.. VerdictFiles.Topics[topic]()];
        string text = VerdictJson.Write([.. vectors.Select(vector => vector.ToEntry())]);
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            File.WriteAllText(VerdictFiles.PathOf(topic), text);
        }

        Assert.Equal(vectors.Length, vectors.DistinctBy(vector => vector.Name).Count());
        string file = File.ReadAllText(VerdictFiles.PathOf(topic));
        Assert.Equal(VerdictJson.WithoutSignatures(file), VerdictJson.WithoutSignatures(text));
        if (Secp256k1.Provider == new NativeSecp256k1().Name)
        {
            Assert.Equal(file, text);
        }
        else
        {
            output.WriteLine(
                $"{topic}: without libsecp256k1, signatures and arguments of errors were not compared");
        }
    }

    /// <summary>What is compared without the native library: everything but signatures and arguments of errors.</summary>
    [Fact]
    public void Comparison_without_signatures_notices_every_other_change()
    {
        string file = File.ReadAllText(VerdictFiles.PathOf("grants"));
        string expected = VerdictJson.WithoutSignatures(file);
        string[] noticed = [.. Paths(JsonNode.Parse(file)!["verdicts"]![0]!, "").Where(path =>
        {
            JsonNode root = JsonNode.Parse(file)!;
            Change(root["verdicts"]![0]!, path.Split('/'));
            return VerdictJson.WithoutSignatures(root.ToJsonString()) != expected;
        })];

        // The first entry is allowed: of its revert data the length changes.
        Assert.Equal(
            ["accountApproves/signature", "operation/signature"],
            Paths(JsonNode.Parse(file)!["verdicts"]![0]!, "").Except(noticed).Order(StringComparer.Ordinal));
        Assert.True(noticed.Length > 20, $"{noticed.Length} changes");
    }

    /// <summary>The terms are read out of the operation, not out of what was compiled.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Vectors_are_judged_as_the_module_judges_them(string topic)
    {
        foreach (JsonElement vector in Read(topic))
        {
            Verdict verdict = PolicyEvaluator.EvaluateSigned(
                AnotherEnvelope(vector),
                vector.ReadState("before"),
                vector.ReadOperation(),
                vector.GetProperty("operation").Hash("userOpHash"));

            string name = vector.Text("name");
            string error = verdict.Violations.Count == 0 ? "" : verdict.Violations[0].Name;
            Assert.Equal((name, vector.Text("error")), (name, error));
            byte[] reverted = verdict.Violations.Count == 0 ? [] : verdict.Violations[0].RevertData.ToArray();
            Assert.Equal((name, vector.Text("revertData")), (name, Hex.Format(reverted)));
            Assert.Equal(
                (name, vector.Text("validationData")), (name, Hex.Format(verdict.ValidationData.ToArray())));
            Assert.Equal(
                (name, VerdictReading.Show(vector.ReadState("afterwards"))),
                (name, VerdictReading.Show(verdict.NewState)));
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Verdict_before_signing_is_the_one_after(string topic)
    {
        VerdictVector[] planned = [.. VerdictFiles.Topics[topic]().Where(vector => vector.Planned is not null)];

        Assert.NotEmpty(planned);
        foreach (VerdictVector vector in planned)
        {
            Verdict plan = vector.Planned!;
            Assert.Equal((vector.Name, Names(vector.Expected)), (vector.Name, Names(plan)));
            Assert.Equal(vector.Expected.ValidUntil, plan.ValidUntil);
            Assert.Equal(vector.Expected.UpperBound, plan.UpperBound);
            Assert.Equal(VerdictReading.Show(vector.Expected.NewState), VerdictReading.Show(plan.NewState));
        }
    }

    [Fact]
    public void There_are_enough_vectors_and_every_refusal_of_an_operation_is_among_them()
    {
        JsonElement[] all = [.. VerdictFiles.Topics.Keys.SelectMany(Read)];
        HashSet<string> errors = [.. all.Select(vector => vector.Text("error"))];

        Assert.True(all.Length >= 300, $"{all.Length} vectors");
        Assert.Contains("", errors);
        string[] elsewhere =
        [
            // Of relayed grants, of control messages and of the configuration.
            "ApproverForbidden", "AttestationInFuture", "GuardianForbidden", "InstallDataMalformed",
            "MessageDeadlinePassed", "ModeNotLooser", "ModeNotTighter", "NotAuthorized", "SequenceUsed",
            "RuntimeValidationNotSupported", "SessionSignerInvalid", "TighteningsChanged", "TokenNameInvalid",
        ];
        IEnumerable<string> ofModule = ModuleErrorTable.All
            .Where(error => error.Sources.HasFlag(ErrorSources.Module)).Select(error => error.Name);
        Assert.Empty(ofModule.Except(errors).Except(elsewhere));
    }

    private static IEnumerable<JsonElement> Read(string topic)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(VerdictFiles.PathOf(topic)));
        return document.RootElement.Clone().GetProperty("verdicts").EnumerateArray();
    }

    private static CompiledEnvelope AnotherEnvelope(JsonElement vector)
    {
        SessionContext context = new()
        {
            ChainId = vector.Number("chainId"),
            Module = vector.Address("module"),
            Account = vector.Address("account"),
            Route = vector.Number("standard") == 1 ? Route.Erc6900((uint)vector.Number("entityId")) : Route.Erc7579,
            Epoch = 77,
        };
        return new CompiledEnvelope(
            GrantEncoding.Encode(Samples.Grant with { Context = context }), vector.ReadEnvironment());
    }

    /// <summary>Every text and number of an entry, by its path.</summary>
    private static IEnumerable<string> Paths(JsonNode node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value!, $"{path}{member.Key}/")),
        JsonArray items => items.SelectMany((item, index) => Paths(item!, $"{path}{index}/")),
        _ => [path.TrimEnd('/')],
    };

    /// <summary>Changes one of them, a text in its last character.</summary>
    private static void Change(JsonNode node, ReadOnlySpan<string> path)
    {
        JsonNode old = Child(node, path[0])!;
        if (path.Length > 1)
        {
            Change(old, path[1..]);
            return;
        }

        JsonNode changed = old.GetValueKind() == JsonValueKind.Number
            ? old.GetValue<ulong>() + 1
            : old.GetValue<string>() is [.. string head, char last]
                ? head + (last == '1' ? '2' : '1')
                : "1";
        if (node is JsonArray items)
        {
            items[int.Parse(path[0], System.Globalization.CultureInfo.InvariantCulture)] = changed;
        }
        else
        {
            node[path[0]] = changed;
        }
    }

    private static JsonNode? Child(JsonNode node, string name) => node is JsonArray items
        ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]
        : node[name];

    private static string Names(Verdict verdict) =>
        string.Join(", ", verdict.Violations.Select(violation => Hex.Format(violation.RevertData.Span)));
}
