using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every verdict of tests/vectors/verdicts, which the module gives too (VerdictVectors.t.sol).</summary>
public sealed class VerdictVectorTests
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
        string text = VerdictJson.Write(vectors);
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            File.WriteAllText(VerdictFiles.PathOf(topic), text);
        }

        Assert.Equal(vectors.Length, vectors.DistinctBy(vector => vector.Name).Count());
        if (Secp256k1.Provider == new NativeSecp256k1().Name)
        {
            // Without the native library nonces are random and the signatures of every run are others.
            Assert.Equal(File.ReadAllText(VerdictFiles.PathOf(topic)), text);
        }
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
                VerdictJson.ReadState(vector.GetProperty("before")),
                VerdictJson.ReadOperation(vector.GetProperty("operation")),
                vector.GetProperty("operation").Hash("userOpHash"));

            string name = vector.Text("name");
            string error = verdict.Violations.Count == 0 ? "" : verdict.Violations[0].Name;
            Assert.Equal((name, vector.Text("error")), (name, error));
            byte[] reverted = verdict.Violations.Count == 0 ? [] : verdict.Violations[0].RevertData.ToArray();
            Assert.Equal((name, vector.Text("revertData")), (name, Hex.Format(reverted)));
            Assert.Equal(
                (name, vector.Text("validationData")), (name, Hex.Format(verdict.ValidationData.ToArray())));
            Assert.Equal(
                (name, VerdictJson.Show(VerdictJson.ReadState(vector.GetProperty("afterwards")))),
                (name, VerdictJson.Show(verdict.NewState)));
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
            Assert.Equal(VerdictJson.Show(vector.Expected.NewState), VerdictJson.Show(plan.NewState));
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

            // After 65,535 grants of one epoch.
            "GrantsExhausted",
        ];
        Assert.Empty(ModuleErrors.Names.Except(errors).Except(elsewhere));
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
        return new CompiledEnvelope(GrantEncoding.Encode(Samples.Grant with { Context = context }));
    }

    private static string Names(Verdict verdict) =>
        string.Join(", ", verdict.Violations.Select(violation => Hex.Format(violation.RevertData.Span)));
}
