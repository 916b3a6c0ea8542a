using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>Writes and reads vectors of verdicts, one to a line.</summary>
internal static class VerdictJson
{
    public static string Write(IReadOnlyList<VerdictVector> vectors)
    {
        StringBuilder text = new();
        _ = text.Append("{\n\"count\": ").Append(vectors.Count).Append(",\n\"verdicts\": [\n");
        _ = text.AppendJoin(",\n", vectors.Select(vector => Node(vector).ToJsonString())).Append("\n]\n}\n");
        return text.ToString();
    }

    /// <summary>What the module has stored before or after.</summary>
    public static ModuleState ReadState(JsonElement state) => new(
        ModuleAccountState.Unpack(UInt256.Parse(state.Text("account"))),
        state.List("sessions", session => new SessionRecord(
            new SessionId(session.Hash("id")),
            ModuleSessionStatus.Unpack(UInt256.Parse(session.Text("status"))),
            session.List("budgets", slot => UInt256.Parse(slot.GetString()!)))));

    public static PackedUserOperation ReadOperation(JsonElement operation) => new()
    {
        Sender = operation.Address("sender"),
        Nonce = UInt256.Parse(operation.Text("nonce")),
        InitCode = operation.Bytes("initCode"),
        CallData = operation.Bytes("callData"),
        AccountGasLimits = operation.Hash("accountGasLimits"),
        PreVerificationGas = UInt256.Parse(operation.Text("preVerificationGas")),
        GasFees = operation.Hash("gasFees"),
        PaymasterAndData = operation.Bytes("paymasterAndData"),
        Signature = operation.Bytes("signature"),
    };

    /// <summary>A state as the vectors hold it, to compare.</summary>
    public static string Show(ModuleState state) => StateNode(state).ToJsonString();

    private static JsonObject Node(VerdictVector vector)
    {
        SessionContext context = vector.Grant.Grant.Context;
        return new JsonObject
        {
            ["name"] = vector.Name,
            ["chainId"] = context.ChainId,
            ["module"] = Text(context.Module),
            ["account"] = Text(context.Account),
            ["standard"] = (int)context.Route.Standard,
            ["entityId"] = context.Route.EntityId,
            ["stepCount"] = vector.Steps.Count,
            ["steps"] = new JsonArray([.. vector.Steps.Select(step => new JsonObject
            {
                ["time"] = step.Time, ["data"] = Hex.Format(step.Data),
            })]),
            ["before"] = StateNode(vector.Before),
            ["operation"] = OperationNode(vector.Operation, vector.UserOpHash),
            ["error"] = vector.Expected.Violations.Count == 0 ? "" : vector.Expected.Violations[0].Name,
            ["revertData"] = vector.Expected.Violations.Count == 0
                ? "0x"
                : Hex.Format(vector.Expected.Violations[0].RevertData.Span),
            ["validationData"] = Word(vector.Expected.ValidationData),
            ["afterwards"] = StateNode(vector.Expected.NewState),
        };
    }

    private static JsonObject OperationNode(PackedUserOperation operation, Hash32 userOpHash) => new()
    {
        ["sender"] = Text(operation.Sender),
        ["nonce"] = Word(operation.Nonce),
        ["initCode"] = Hex.Format(operation.InitCode.Span),
        ["callData"] = Hex.Format(operation.CallData.Span),
        ["accountGasLimits"] = operation.AccountGasLimits.ToString(),
        ["preVerificationGas"] = Word(operation.PreVerificationGas),
        ["gasFees"] = operation.GasFees.ToString(),
        ["paymasterAndData"] = Hex.Format(operation.PaymasterAndData.Span),
        ["signature"] = Hex.Format(operation.Signature.Span),
        ["userOpHash"] = userOpHash.ToString(),
    };

    private static JsonObject StateNode(ModuleState state) => new()
    {
        ["account"] = Word(state.Account.Pack()),
        ["sessionCount"] = state.Sessions.Count,
        ["sessions"] = new JsonArray([.. state.Sessions.Select(session => new JsonObject
        {
            ["id"] = session.Id.ToString(),
            ["status"] = Word(session.Status.Pack()),
            ["budgets"] = new JsonArray(
                [.. Enumerable.Range(0, EnvelopeLimits.MaxBudgets).Select(i => (JsonNode)Word(session.BudgetSlot(i)))]),
        })]),
    };

    private static string Word(UInt256 word) => Hex.Format(word.ToArray());

    private static string Text(Address address) => Hex.Format(address.ToArray());
}
