using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Reads the entries of tests/vectors/verdicts, and shows states as they do.</summary>
internal static class VerdictReading
{
    /// <summary>What the module has stored before or after.</summary>
    public static ModuleState ReadState(this JsonElement vector, string name)
    {
        JsonElement state = vector.GetProperty(name);
        return new ModuleState(
            ModuleAccountState.Unpack(UInt256.Parse(state.Text("account"))),
            state.List("sessions", session => new SessionRecord(
                new SessionId(session.Hash("id")),
                ModuleSessionStatus.Unpack(UInt256.Parse(session.Text("status"))),
                session.List("budgets", slot => UInt256.Parse(slot.GetString()!)))));
    }

    public static PackedUserOperation ReadOperation(this JsonElement vector)
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
            Signature = operation.Bytes("signature"),
        };
    }

    /// <summary>What else the module's answer depends on.</summary>
    public static ModuleEnvironment ReadEnvironment(this JsonElement vector)
    {
        JsonElement approval = vector.GetProperty("accountApproves");
        Hash32 digest = approval.Hash("digest");
        return new ModuleEnvironment
        {
            Helpers = vector.List("helpers", helper => Address.Parse(helper.GetString()!)),
            ArmedGuards = [VerdictWorld.ArmedGuard],
            AccountAnswer = digest == Hash32.Zero
                ? null
                : new AccountApproval(digest, [.. approval.Bytes("signature")]).Answer,
        };
    }

    /// <summary>A state as the entries hold it.</summary>
    public static VerdictState ToEntry(this ModuleState state) => new(
        state.Account.Pack(),
        state.Sessions.Select(session => new VerdictSession(
            session.Id,
            session.Status.Pack(),
            Enumerable.Range(0, EnvelopeLimits.MaxBudgets).Select(session.BudgetSlot).ToValueList())).ToValueList());

    public static string Show(ModuleState state) => VerdictJson.Write(state.ToEntry());
}
