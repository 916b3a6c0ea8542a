using System.Text;
using System.Text.Json.Nodes;

namespace SessionKeys.TestKit;

/// <summary>Writes the entries of tests/vectors/verdicts, one to a line.</summary>
public static class VerdictJson
{
    public static string Write(IReadOnlyList<VerdictEntry> entries)
    {
        StringBuilder text = new();
        _ = text.Append("{\n\"count\": ").Append(entries.Count).Append(",\n\"verdicts\": [\n");
        _ = text.AppendJoin(",\n", entries.Select(Write)).Append("\n]\n}\n");
        return text.ToString();
    }

    public static string Write(VerdictEntry entry)
    {
        SessionContext context = entry.Context;
        return new JsonObject
        {
            ["name"] = entry.Name,
            ["chainId"] = context.ChainId,
            ["module"] = Text(context.Module),
            ["account"] = Text(context.Account),
            ["standard"] = (int)context.Route.Standard,
            ["entityId"] = context.Route.EntityId,
            ["helpers"] = new JsonArray([.. entry.Helpers.Select(helper => (JsonNode)Text(helper))]),
            ["accountApproves"] = new JsonObject
            {
                ["digest"] = (entry.AccountApproves?.Digest ?? Hash32.Zero).ToString(),
                ["signature"] = Hex.Format((entry.AccountApproves?.Signature ?? []).AsSpan()),
            },
            ["stepCount"] = entry.Steps.Count,
            ["steps"] = new JsonArray([.. entry.Steps.Select(step => new JsonObject
            {
                ["time"] = step.Time, ["data"] = Hex.Format(step.Data.Span),
            })]),
            ["before"] = Node(entry.Before),
            ["operation"] = Node(entry.Operation, entry.UserOpHash),
            ["error"] = entry.Error,
            ["revertData"] = Hex.Format(entry.RevertData.Span),
            ["validationData"] = Word(entry.ValidationData),
            ["afterwards"] = Node(entry.Afterwards),
        }.ToJsonString();
    }

    public static string Write(VerdictState state) => Node(state).ToJsonString();

    /// <summary>
    /// The text of a file with only the lengths of signatures and of what contains them, and of revert data only length
    /// and selector, as an argument may be bytes of a misplaced signature: without the native library nonces are random
    /// and the signatures of every run are others.
    /// </summary>
    public static string WithoutSignatures(string file)
    {
        JsonNode root = JsonNode.Parse(file)!;
        foreach (JsonNode? entry in root["verdicts"]!.AsArray())
        {
            string revertData = entry!["revertData"]!.GetValue<string>();
            entry["revertData"] = $"{revertData.Length}: {revertData[..Math.Min(10, revertData.Length)]}";
            OnlyLength(entry["operation"]!, "signature");
            OnlyLength(entry["accountApproves"]!, "signature");
            foreach (JsonNode? step in entry["steps"]!.AsArray())
            {
                OnlyLength(step!, "data");
            }
        }

        return root.ToJsonString();
    }

    private static void OnlyLength(JsonNode node, string name) => node[name] = node[name]!.GetValue<string>().Length;

    private static JsonObject Node(PackedUserOperation operation, Hash32 userOpHash) => new()
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

    private static JsonObject Node(VerdictState state) => new()
    {
        ["account"] = Word(state.Account),
        ["sessionCount"] = state.Sessions.Count,
        ["sessions"] = new JsonArray([.. state.Sessions.Select(session => new JsonObject
        {
            ["id"] = session.Id.ToString(),
            ["status"] = Word(session.Status),
            ["budgets"] = new JsonArray([.. session.Budgets.Select(slot => (JsonNode)Word(slot))]),
        })]),
    };

    private static string Word(UInt256 word) => Hex.Format(word.ToArray());

    private static string Text(Address address) => Hex.Format(address.ToArray());
}
