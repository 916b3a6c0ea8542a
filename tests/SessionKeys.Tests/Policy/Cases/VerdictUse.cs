using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>One operation of a session, and what is wrong with it.</summary>
internal sealed record VerdictUse
{
    private static readonly Func<byte[], byte[]> Same = bytes => bytes;

    public ValueList<Call> Calls { get; init; } = [Samples.TransferOf(1)];

    public DateTimeOffset ClaimedAt { get; init; } = Samples.Start.AddSeconds(60);

    public DateTimeOffset? NotAfter { get; init; }

    public SegmentOptions Options { get; init; } = new();

    /// <summary>The deadline of the renewer's consent; null for none.</summary>
    public DateTimeOffset? ConsentUntil { get; init; }

    /// <summary>Whether the operation carries the grant.</summary>
    public bool Enables { get; init; }

    public ApprovalForm Form { get; init; } = ApprovalForm.Typed;

    public ulong Lane { get; init; }

    public Address? Sender { get; init; }

    public byte[] InitCode { get; init; } = [];

    public byte[] Paymaster { get; init; } = [];

    public UInt256 PreVerificationGas { get; init; } = 60_000;

    public ulong MaxFeePerGas { get; init; } = 2_000_000_000;

    public Func<UInt256, UInt256> Nonce { get; init; } = nonce => nonce;

    public Func<byte[], byte[]> CallData { get; init; } = Same;

    public Func<byte[], byte[]> ApproverSignature { get; init; } = Same;

    /// <summary>
    /// Makes what the account says yes to (ERC-1271) of the grant's digest and the approver's signature; null: nothing.
    /// </summary>
    public Func<Hash32, byte[], AccountApproval>? AccountApproves { get; init; }

    /// <summary>Changes what the session key signs.</summary>
    public Func<byte[], byte[]> Unsigned { get; init; } = Same;

    /// <summary>Changes the session key's signature.</summary>
    public Func<byte[], byte[]> KeySignature { get; init; } = Same;

    /// <summary>Changes the whole signature of the operation.</summary>
    public Func<byte[], byte[]> Signature { get; init; } = Same;

    public bool IsSignedByAnother { get; init; }

    /// <summary>Whether the segment is the one that the library builds.</summary>
    public bool IsPlain =>
        CallData == Same && ApproverSignature == Same && Unsigned == Same && KeySignature == Same && Signature == Same;
}
