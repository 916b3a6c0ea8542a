using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every operation of segments.json is allowed, as the module allows it.</summary>
public sealed class SegmentVerdictTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("segments.json");

    public static TheoryData<int, string> Rows { get; } =
        VectorRows.Of(File.GetProperty("segments"), vector => vector.Text("name"));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Signed_operation_of_a_vector_is_allowed(int index, string name)
    {
        JsonElement vector = File.GetProperty("segments")[index];
        PackedGrant grant = Grant(vector);

        Verdict verdict = PolicyEvaluator.EvaluateSigned(
            new CompiledEnvelope(grant), State(vector, grant), Operation(vector), Hash(vector));

        Assert.Equal(name, vector.Text("name"));
        Assert.Empty(verdict.Violations);
        Assert.True(verdict.Allowed);
        Assert.Equal(SignatureVerdict.Right, verdict.Signature);
        Assert.Equal(grant.SessionId, verdict.SessionId);
        Assert.Equal(vector.Number("claimedAt"), verdict.ValidAfter);
        Assert.True(verdict.ValidUntil > verdict.ValidAfter);
        Assert.True(vector.Number("notAfter") == 0 || vector.Number("notAfter") == verdict.ValidUntil);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Signature_of_somebody_else_is_the_answer_one_with_the_same_bounds(int index, string name)
    {
        JsonElement vector = File.GetProperty("segments")[index];
        PackedGrant grant = Grant(vector);
        CompiledEnvelope envelope = new(grant);
        ModuleState state = State(vector, grant);

        Verdict right = PolicyEvaluator.EvaluateSigned(envelope, state, Operation(vector), Hash(vector));
        Verdict wrong = PolicyEvaluator.EvaluateSigned(envelope, state, Operation(vector), Hash32.Zero);

        Assert.Equal(name, vector.Text("name"));
        Assert.False(wrong.Allowed);
        Assert.Empty(wrong.Violations);
        Assert.Equal(right.ValidationData + UInt256.One, wrong.ValidationData);
    }

    private static PackedGrant Grant(JsonElement vector) =>
        GrantEncoding.Encode(GrantVector.Read(GrantVector.All[vector.GetProperty("grantIndex").GetInt32()]));

    private static Hash32 Hash(JsonElement vector) => vector.GetProperty("operation").Hash("userOpHash");

    private static ModuleState State(JsonElement vector, PackedGrant grant)
    {
        ModuleAccountState account = RelayedSession.Installed(
            new NonceLayout((int)vector.Number("nonceShift"), (int)vector.Number("nonceWidth")));
        return (vector.Number("flags") & 1) != 0
            ? new ModuleState(account, [])
            : RelayedSession.After(grant, account, grant.Grant.Envelope.GrantDeadline);
    }

    private static PackedUserOperation Operation(JsonElement vector)
    {
        JsonElement operation = vector.GetProperty("operation");
        return new PackedUserOperation
        {
            Sender = operation.Address("sender"),
            Nonce = UInt256.Parse(operation.Text("nonce")),
            InitCode = operation.Bytes("initCode"),
            CallData = operation.Bytes("callData"),
            AccountGasLimits = operation.Hash("accountGasLimits"),
            PreVerificationGas = UInt256.Parse(operation.Text("preVerificationGas")),
            GasFees = operation.Hash("gasFees"),
            PaymasterAndData = operation.Bytes("paymasterAndData"),
            Signature = vector.Bytes("segment"),
        };
    }
}
