using System.Text.Json;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>An operation that a strict bundler let through, and how large it was.</summary>
/// <param name="Rig">The account.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Receipt">Its receipt.</param>
public sealed record StrictUse(AccountRig Rig, UserOperation Operation, UserOperationReceipt Receipt)
{
    /// <summary>The most that an operation may have (bytes), by ERC-7562.</summary>
    public const int MaxLength = 8192;

    private const string ValidateUserOp = "0x19822f7c";

    /// <summary>Gets its bytes, as ERC-7562 counts them: the packed form in the ABI's encoding.</summary>
    public int Length => AbiEncoder
        .Encode($"({PackedUserOperation.AbiTypeName})", [Operation.ToPacked().ToAbiValues().ToArray()]).Length;

    /// <summary>Asks the node what the account's validation took on chain.</summary>
    /// <returns>Gas.</returns>
    public async Task<ulong> ValidationGasAsync()
    {
        JsonElement trace = await Rig.Stack.Chain.Client.Rpc.CallAsync("debug_traceTransaction", parameters =>
        {
            parameters.WriteStringValue(Receipt.Bundle.TransactionHash.ToString());
            parameters.WriteRawValue("""{"tracer":"callTracer"}""");
        });
        JsonElement validation = Assert.Single(
            trace.GetProperty("calls").EnumerateArray(),
            call => call.GetProperty("input").GetString()!.StartsWith(ValidateUserOp, StringComparison.Ordinal));
        return Convert.ToUInt64(validation.GetProperty("gasUsed").GetString(), 16);
    }
}
