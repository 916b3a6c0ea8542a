using System.Buffers.Binary;

namespace SessionKeys.TestKit;

/// <summary>An operation on its way from calls to bytes; a fault changes one thing at its stage.</summary>
internal sealed class OperationDraft
{
    public const int HeadLength = 13;

    public required PlayableSession Session { get; init; }

    public required List<Call> Calls { get; init; }

    public required ulong ClaimedAt { get; set; }

    public ulong NotAfter { get; set; }

    public required SegmentOptions Options { get; set; }

    public Approval? Approval { get; set; }

    public Address Sender { get; set; }

    public UInt256 Nonce { get; set; }

    public byte[] InitCode { get; set; } = [];

    public byte[] CallData { get; set; } = [];

    public UInt128 VerificationGas { get; set; }

    public UInt128 CallGas { get; set; }

    public UInt256 PreVerificationGas { get; set; }

    public UInt128 MaxPriorityFee { get; set; }

    public UInt128 MaxFee { get; set; }

    public byte[] PaymasterAndData { get; set; } = [];

    /// <summary>The segment up to its signature.</summary>
    public byte[] Unsigned { get; set; } = [];

    /// <summary>The whole signature that the module is given.</summary>
    public byte[] Signature { get; set; } = [];

    public Claim Claim => new(
        DateTimeOffset.FromUnixTimeSeconds((long)ClaimedAt),
        NotAfter == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)NotAfter));

    public void BuildSegment()
    {
        SessionSegment segment = Approval is null
            ? SessionSegment.Create(Session.Grant, Calls, Claim, Options)
            : SessionSegment.CreateEnabling(Session.Grant, Approval, Calls, Claim, Options);
        Unsigned = segment.Unsigned.ToArray();
    }

    /// <summary>Closes the segment as it is now with a signature: r ‖ s, and v for secp256k1.</summary>
    public void Seal(ReadOnlySpan<byte> keySignature)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(Unsigned.Length + keySignature.Length));
        Signature = [.. Unsigned, .. keySignature, .. length];
    }

    /// <summary>What the session key signs, computed apart from the library.</summary>
    public Hash32 Digest(Hash32 userOpHash)
    {
        Hash32 message = Hash("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)"u8, [
            .. userOpHash.ToArray(), .. Keccak256.Hash(Unsigned).ToArray()]);
        Hash32 domain = Hash(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8,
            [
                .. Keccak256.Hash("SessionKeys"u8).ToArray(),
                .. Keccak256.Hash("1"u8).ToArray(),
                .. ((UInt256)Session.Context.ChainId).ToArray(),
                .. new byte[12],
                .. Session.Context.Module.ToArray(),
            ]);
        return Keccak256.Hash([0x19, 0x01, .. domain.ToArray(), .. message.ToArray()]);
    }

    public PackedUserOperation ToOperation() => new()
    {
        Sender = Sender,
        Nonce = Nonce,
        InitCode = InitCode,
        CallData = CallData,
        AccountGasLimits = Two(VerificationGas, CallGas),
        PreVerificationGas = PreVerificationGas,
        GasFees = Two(MaxPriorityFee, MaxFee),
        PaymasterAndData = PaymasterAndData,
        Signature = Signature,
    };

    private static Hash32 Hash(ReadOnlySpan<byte> type, ReadOnlySpan<byte> members) =>
        Keccak256.Hash([.. Keccak256.Hash(type).ToArray(), .. members]);

    private static Hash32 Two(UInt128 high, UInt128 low)
    {
        byte[] bytes = new byte[Hash32.Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), low);
        return Hash32.FromBytes(bytes);
    }
}
