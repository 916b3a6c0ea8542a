namespace SessionKeys.Benchmarks;

/// <summary>One operation of a session with several capabilities, judged again and again; it is allowed.</summary>
public sealed class VerdictWork
{
    private readonly CompiledEnvelope _envelope;
    private readonly ModuleState _state;
    private readonly PackedUserOperation _unsigned;
    private readonly PackedUserOperation _signed;
    private readonly Hash32 _userOpHash;

    public VerdictWork(SessionOperations operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        SessionGrant grant = operations.Grant.Grant;
        _envelope = new CompiledEnvelope(operations.Grant);
        _state = new ModuleState(
            new ModuleAccountState(
                Address.Parse("0x00000000000000000000000000000000000a99e0"),
                grant.Context.Epoch,
                Granted: 1,
                Floor: 0,
                ConcurrentLimit: 0,
                AccountMode.Normal,
                operations.NonceLayout.Shift,
                operations.NonceLayout.Width),
            [
                new SessionRecord(
                    operations.Grant.SessionId,
                    new ModuleSessionStatus
                    {
                        IsKnown = true,
                        IsRevoked = false,
                        IsPaused = false,
                        ExpiresAt = (ulong)grant.Envelope.ExpiresAt.ToUnixTimeSeconds(),
                        LastActivity = (ulong)grant.Envelope.ValidAfter.ToUnixTimeSeconds(),
                        Renewals = 0,
                        Seat = 0,
                        Epoch = grant.Context.Epoch,
                    },
                    []),
            ]);
        (UserOperation operation, SessionSegment segment) = operations.Build(7);
        UserOperationHash hash = SessionOperations.Hash(operation);
        _unsigned = operation.ToPacked();
        _signed = operations.Sign(operation, segment, hash).ToPacked();
        _userOpHash = hash.Value;
        Require(Evaluate());
        Require(EvaluateSigned());
    }

    public Verdict Evaluate() =>
        PolicyEvaluator.Evaluate(_envelope, _state, _unsigned, SessionOperations.Claim);

    public Verdict EvaluateSigned() => PolicyEvaluator.EvaluateSigned(_envelope, _state, _signed, _userOpHash);

    private static void Require(Verdict verdict)
    {
        if (!verdict.Allowed)
        {
            throw new InvalidOperationException($"The measured operation is refused: {verdict}");
        }
    }
}
