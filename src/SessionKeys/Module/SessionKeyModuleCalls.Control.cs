namespace SessionKeys;

/// <content>What stops sessions and lets them go on.</content>
public static partial class SessionKeyModuleCalls
{
    private static readonly AbiFunction PauseFunction =
        AbiFunction.Parse("pause(address,bytes32,uint64,uint48,uint8,bytes)");

    private static readonly AbiFunction ResumeFunction =
        AbiFunction.Parse("resume(address,bytes32,uint32,uint64,uint48,uint8,bytes)");

    private static readonly AbiFunction TightenModeFunction =
        AbiFunction.Parse("tightenMode(address,uint8,uint64,uint48,uint8,bytes)");

    private static readonly AbiFunction LoosenModeFunction =
        AbiFunction.Parse("loosenMode(address,uint8,uint32,uint64,uint48,uint8,bytes)");

    private static readonly AbiFunction ReattestFunction =
        AbiFunction.Parse("reattest(address,bytes32,uint48,uint8,bytes)");

    private static readonly AbiFunction ReattestAsRenewerFunction =
        AbiFunction.Parse("reattestAsRenewer(address,uint40,bytes,uint48,uint8,bytes)");

    /// <summary>Encodes a call that stops a session until it is resumed. Anybody may send it.</summary>
    /// <param name="pause">What was signed.</param>
    /// <param name="approval">The approver's or a guardian's signature.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] Pause(SessionPause pause, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(pause);
        return PauseFunction.EncodeCall(
            [pause.Context.Account, pause.SessionId.Value, .. Order(pause), .. Signed(approval)]);
    }

    /// <summary>Encodes a call that lets a paused session act again. Anybody may send it.</summary>
    /// <param name="resumption">What was signed.</param>
    /// <param name="approval">The approver's signature.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] Resume(SessionResumption resumption, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(resumption);
        return ResumeFunction.EncodeCall(
            [
                resumption.Context.Account,
                resumption.SessionId.Value,
                (UInt256)resumption.Tightenings,
                .. Order(resumption),
                .. Signed(approval),
            ]);
    }

    /// <summary>Encodes a call that sets a stricter mode. Anybody may send it.</summary>
    /// <param name="tightening">What was signed.</param>
    /// <param name="approval">The approver's or a guardian's signature.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] TightenMode(ModeTightening tightening, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(tightening);
        return TightenModeFunction.EncodeCall(
            [tightening.Context.Account, Mode(tightening.Mode), .. Order(tightening), .. Signed(approval)]);
    }

    /// <summary>Encodes a call that sets a looser mode. Anybody may send it.</summary>
    /// <param name="loosening">What was signed.</param>
    /// <param name="approval">The approver's signature.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] LoosenMode(ModeLoosening loosening, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(loosening);
        return LoosenModeFunction.EncodeCall(
            [
                loosening.Context.Account,
                Mode(loosening.Mode),
                (UInt256)loosening.Tightenings,
                .. Order(loosening),
                .. Signed(approval),
            ]);
    }

    /// <summary>Encodes a call that wakes a dormant session. Anybody may send it.</summary>
    /// <param name="attestation">What was signed.</param>
    /// <param name="approval">The approver's signature.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] Reattest(SessionReattestation attestation, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        return ReattestFunction.EncodeCall(
            [
                attestation.Context.Account,
                attestation.SessionId.Value,
                (UInt256)UnixTime.Seconds(attestation.AliveAt, "aliveAt"),
                .. Signed(approval),
            ]);
    }

    /// <summary>Encodes a call by which the renewer wakes a dormant session. Anybody may send it.</summary>
    /// <param name="grant">The packed grant of the session, which names the renewer.</param>
    /// <param name="aliveAt">The attested second.</param>
    /// <param name="approval">The renewer's signature over a <see cref="SessionReattestation"/>.</param>
    /// <returns>The call data for the module.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static byte[] ReattestAsRenewer(PackedGrant grant, DateTimeOffset aliveAt, Approval approval)
    {
        ArgumentNullException.ThrowIfNull(grant);
        SessionContext context = grant.Grant.Context;
        return ReattestAsRenewerFunction.EncodeCall(
            [
                context.Account,
                (UInt256)context.Route.ToPacked(),
                CompactEnvelope(grant),
                (UInt256)UnixTime.Seconds(aliveAt, "aliveAt"),
                .. Signed(approval),
            ]);
    }

    private static UInt256 Mode(AccountMode mode) => (ulong)mode;

    private static object[] Order(SequencedMessage message) =>
        [(UInt256)message.Sequence, (UInt256)UnixTime.Seconds(message.Deadline, "deadline")];

    private static object[] Signed(Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return [Form(approval), approval.Signature.ToArray()];
    }
}
