using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Benchmarks;

/// <summary>The same work done by viem, whose bytes are compared with ours before anything is measured.</summary>
/// <param name="Session">The very same operation.</param>
/// <param name="Plain">Less work: a plain account's operation, signed by its owner, without a session's part.</param>
/// <param name="Signed">That of the session until it is signed, not serialised.</param>
/// <param name="UserOpHashV08">The hash of that operation for EntryPoint v0.8.</param>
/// <param name="Keccak136">The hash of 136 bytes.</param>
/// <param name="Node">The version of node.</param>
public sealed record PeerCost(
    Throughput Session,
    Throughput Plain,
    Throughput Signed,
    Throughput UserOpHashV08,
    Throughput Keccak136,
    string Node)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<PeerCost> MeasureAsync(SessionOperations operations, double seconds)
    {
        ArgumentNullException.ThrowIfNull(operations);
        const ulong sequence = 7;
        (UserOperation operation, SessionSegment segment) = operations.Build(sequence);
        var input = new JsonObject
        {
            ["secret"] = Hex.Format(SessionOperations.Secret),
            ["chainId"] = (int)(ulong)SessionOperations.ChainId,
            ["module"] = Lower(SessionOperations.Module),
            ["account"] = Lower(operation.Sender),
            ["token"] = Lower(SessionOperations.Token),
            ["recipient"] = Lower(SessionOperations.Recipient),
            ["nonceKey"] = (operation.Nonce >> 64).ToHex(),
            ["claimedAt"] = SessionOperations.Claim.ClaimedAt.ToUnixTimeSeconds(),
            ["notAfter"] = SessionOperations.Claim.NotAfter!.Value.ToUnixTimeSeconds(),
            ["segmentRest"] = Hex.Format(segment.Unsigned.Span[12..]),
            ["callGasLimit"] = Text(operation.CallGasLimit),
            ["verificationGasLimit"] = Text(operation.VerificationGasLimit),
            ["preVerificationGas"] = Text(operation.PreVerificationGas),
            ["maxFeePerGas"] = Text(operation.MaxFeePerGas),
            ["maxPriorityFeePerGas"] = Text(operation.MaxPriorityFeePerGas),
            ["sequence"] = (long)sequence,
            ["expected"] = Encoding.UTF8.GetString(operations.Make(sequence).Span),
            ["hashV08"] = SpeedWork.HashV08(operation).ToString(),
            ["keccak136"] = Keccak256.Hash(new byte[136]).ToString(),
            ["seconds"] = seconds,
        };
        string answer = await NodeScript.RunAsync("benchmarks/peer/cost.mjs", input.ToJsonString())
            .ConfigureAwait(false);
        return JsonSerializer.Deserialize<PeerCost>(answer, Web)!;
    }

    private static string Lower(Address address) => Hex.Format(address.ToArray());

    private static string Text(UInt256 value) => ((ulong)value).ToString(CultureInfo.InvariantCulture);
}
