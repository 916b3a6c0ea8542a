using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>
/// One operation with the state before it and what the module made of it, as a vector of tests/vectors/verdicts: the
/// state stands for the steps that led to it.
/// </summary>
internal static class DisagreementJson
{
    /// <param name="played">The case.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="before">The state before it.</param>
    /// <param name="after">What the module answered, and the state after it.</param>
    public static string Write(
        DifferentialCase played, PlayedOperation operation, PlayedStep before, PlayedStep after)
    {
        SessionContext context = operation.Session.Context;
        string answer = Hex.Format(after.Answer.Span);
        string error = after.IsSuccess ? ""
            : ModuleErrors.TryDecode(after.Answer.Span, out SessionRefusal? refusal) ? refusal.Name
            : "Panic";
        return new JsonObject
        {
            ["name"] = $"found: {operation.Fault}, case {played.Seed}",
            ["chainId"] = context.ChainId,
            ["module"] = Text(context.Module),
            ["account"] = Text(context.Account),
            ["standard"] = (int)context.Route.Standard,
            ["entityId"] = context.Route.EntityId,
            ["stepCount"] = 0,
            ["steps"] = new JsonArray(),
            ["before"] = Write(played, before, before),
            ["operation"] = Write(operation),
            ["error"] = error,
            ["revertData"] = after.IsSuccess ? "0x" : answer,
            ["validationData"] = after.IsSuccess ? answer : Word(UInt256.Zero),
            ["afterwards"] = Write(played, before, after),
        }.ToJsonString();
    }

    private static JsonObject Write(PlayedOperation played)
    {
        PackedUserOperation operation = played.Operation;
        return new JsonObject
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
            ["userOpHash"] = played.UserOpHash.ToString(),
        };
    }

    /// <summary>Only the sessions that were granted; one that the operation brings stands behind the others.</summary>
    private static JsonObject Write(DifferentialCase played, PlayedStep before, PlayedStep slots)
    {
        JsonObject[] sessions =
        [
            .. Enumerable.Range(0, played.Sessions.Count)
                .Where(index => !slots.Status(index).IsZero)
                .OrderBy(index => before.Status(index).IsZero)
                .Select(index => new JsonObject
                {
                    ["id"] = played.Sessions[index].ToString(),
                    ["status"] = Word(slots.Status(index)),
                    ["budgets"] = Words(slots.Budgets(index)),
                }),
        ];
        return new JsonObject
        {
            ["account"] = Word(slots.AccountSlot),
            ["sessionCount"] = sessions.Length,
            ["sessions"] = new JsonArray([.. sessions]),
        };
    }

    private static JsonArray Words(ReadOnlySpan<UInt256> words)
    {
        JsonArray all = [];
        foreach (UInt256 word in words)
        {
            all.Add((JsonNode)Word(word));
        }

        return all;
    }

    private static string Word(UInt256 word) => Hex.Format(word.ToArray());

    private static string Text(Address address) => Hex.Format(address.ToArray());
}
