using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A message of the typed form, and the call that asks a contract for its digest.</summary>
internal sealed record SignedMessage(TypedData Data, Address Contract, byte[] Call);

/// <summary>Every message of docs/encoding.md §2 whose digest a contract gives, with the values of a grant.</summary>
internal static class SignedMessages
{
    private static readonly UInt256 Typed = UInt256.One;

    public static AbiFunction OperationDigest { get; } = AbiFunction.Parse("operationDigest(bytes32,bytes32)");

    public static IEnumerable<SignedMessage> Of(
        PackedGrant grant, SessionContracts contracts, DeterministicBytes random)
    {
        SessionContext context = grant.Grant.Context;
        (Address module, Address account, UInt256 epoch) = (context.Module, context.Account, (UInt256)context.Epoch);
        Hash32 id = grant.SessionId.Value;
        ulong sequence = random.Number64();
        uint tightenings = (uint)(random.Number64() >> 32);
        AccountMode mode = (AccountMode)random.Below(2);
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds((long)(random.Number64() % 253_402_300_800UL));
        UInt256 seconds = (ulong)time.ToUnixTimeSeconds();
        UInt256 order = sequence;

        SignedMessage Ask(TypedData data, string function, params object[] values) =>
            new(data, contracts.Messages, AbiFunction.Parse(function).EncodeCall([module, account, .. values, Typed]));

        SessionPause pause = new(context, grant.SessionId) { Sequence = sequence, Deadline = time };
        SessionResumption resumption =
            new(context, grant.SessionId, tightenings) { Sequence = sequence, Deadline = time };
        ModeTightening tightening = new(context, mode + 1) { Sequence = sequence, Deadline = time };
        ModeLoosening loosening = new(context, mode, tightenings) { Sequence = sequence, Deadline = time };
        SessionReattestation attestation = new(context, grant.SessionId, time);
        return
        [
            Ask(
                GrantTypedData.Create(grant.Grant),
                "grantDigest(address,address,uint40,bytes,uint8)",
                (UInt256)context.Route.ToPacked(),
                grant.Terms.ToArray()),
            Ask(
                RevocationTypedData.ForOne(context.ChainId, module, account, grant.SessionId),
                "revocationDigest(address,address,bytes32,uint8)",
                id),
            Ask(
                RevocationTypedData.ForAll(context.ChainId, module, account, context.Epoch),
                "allRevocationDigest(address,address,uint32,uint8)",
                epoch),
            Ask(
                pause.ToTypedData(),
                "pauseDigest(address,address,uint32,bytes32,uint64,uint48,uint8)",
                epoch, id, order, seconds),
            Ask(
                resumption.ToTypedData(),
                "resumptionDigest(address,address,uint32,bytes32,uint32,uint64,uint48,uint8)",
                epoch, id, (UInt256)tightenings, order, seconds),
            Ask(
                tightening.ToTypedData(),
                "tighteningDigest(address,address,uint32,uint8,uint64,uint48,uint8)",
                epoch, (UInt256)(ulong)(mode + 1), order, seconds),
            Ask(
                loosening.ToTypedData(),
                "looseningDigest(address,address,uint32,uint8,uint32,uint64,uint48,uint8)",
                epoch, (UInt256)(ulong)mode, (UInt256)tightenings, order, seconds),
            Ask(
                attestation.ToTypedData(),
                "reattestationDigest(address,address,bytes32,uint48,uint8)",
                id, seconds),
        ];
    }

    public static TypedData Operation(DifferentialWorld world, Hash32 userOpHash, Hash32 segmentHash) => new()
    {
        Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
        {
            ["EIP712Domain"] =
            [
                new("name", "string"),
                new("version", "string"),
                new("chainId", "uint256"),
                new("verifyingContract", "address"),
            ],
            ["SessionOperation"] = [new("userOpHash", "bytes32"), new("segmentHash", "bytes32")],
        },
        PrimaryType = "SessionOperation",
        Domain = new Dictionary<string, object>
        {
            ["name"] = "SessionKeys",
            ["version"] = "1",
            ["chainId"] = (UInt256)world.ChainId,
            ["verifyingContract"] = world.Module,
        },
        Message = new Dictionary<string, object> { ["userOpHash"] = userOpHash, ["segmentHash"] = segmentHash },
    };
}
