namespace SessionKeys.Tests;

/// <summary>A live session of an imported permission, as the twin of the module judges it.</summary>
internal sealed class ImportedSession
{
    private static readonly OpenZeppelinAccount7579 Account = new(Samples.Account, Samples.Module);

    private readonly CompiledEnvelope _envelope;
    private readonly UInt256 _nonce;
    private ModuleState _state;

    public ImportedSession(EnvelopeDocument document)
    {
        PackedGrant grant = GrantEncoding.Encode(
            document.Bind(Samples.Context with { Route = Account.Route }, Samples.SessionKey));
        _envelope = new CompiledEnvelope(grant);
        CapabilityEnvelope envelope = document.Envelope;
        _nonce = Account.NonceKey(NonceDomain.FreeBits(
            envelope.NonceDomain, Account.NonceLayout, envelope.LaneBits, UInt256.Zero)) << 64;
        _state = RelayedSession.After(
            grant, RelayedSession.Installed(Account.NonceLayout), document.Envelope.ValidAfter);
    }

    public static Call Transfer(UInt128 amount, Address? payee = null, Address? token = null) => Call.Function(
        token ?? Samples.Token, "transfer(address,uint256)", payee ?? Samples.Recipient, (UInt256)amount);

    public static Call Pay(UInt128 amount, Address? payee = null) => new(payee ?? Samples.Recipient, amount, default);

    /// <summary>Judges an operation without letting it through.</summary>
    public Verdict Judge(Call call, DateTimeOffset at, bool hasGrace = false, params ReadOnlySpan<Call> further) =>
        PolicyEvaluator.Evaluate(
            _envelope,
            _state,
            new PackedUserOperation
            {
                Sender = Samples.Account,
                Nonce = _nonce,
                InitCode = default,
                CallData = Account.EncodeCalls([call, .. further]),
                AccountGasLimits = Hash32.Zero,
                PreVerificationGas = UInt256.Zero,
                GasFees = Hash32.Zero,
                PaymasterAndData = default,
                Signature = default,
            },
            new Claim(at, null),
            new SegmentOptions { Grace = hasGrace });

    /// <summary>Judges an operation, and keeps what it changes.</summary>
    public Verdict Play(Call call, DateTimeOffset at, bool hasGrace = false)
    {
        Verdict verdict = Judge(call, at, hasGrace);
        _state = verdict.NewState;
        return verdict;
    }

    /// <summary>Keeps what an operation changed that came on chain.</summary>
    public void Keep(Verdict verdict) => _state = verdict.NewState;

    public bool Allows(Call call, DateTimeOffset at) => Judge(call, at).Allowed;

    /// <summary>The error of an operation that is refused.</summary>
    public string Refusal(Call call, DateTimeOffset at) => Judge(call, at).Violations[0].Name;
}
