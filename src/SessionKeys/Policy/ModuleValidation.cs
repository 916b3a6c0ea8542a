namespace SessionKeys;

/// <summary>
/// One validation: <c>SessionKeyModule._validate</c> in its order. Where a refusal leaves something to go on with, the
/// rest is judged too; a method that returns false ends it.
/// </summary>
internal ref partial struct ModuleValidation
{
    private const ulong TimeLimit = 1UL << 47;

    private static readonly ModuleSessionStatus Never = ModuleSessionStatus.Unpack(UInt256.Zero);

    private readonly CompiledEnvelope _envelope;
    private readonly SessionContext _context;
    private readonly ModuleAccountState _account;
    private readonly PackedUserOperation _operation;
    private readonly CallDataBytes _data;
    private readonly OperationCallData _layout;
    private readonly Span<int> _leaves;
    private readonly Span<UInt256> _amounts;
    private readonly ModuleState _old;

    private RefusalList? _refusals;
    private CoreTerms _core;
    private SegmentFlags _flags;
    private int _position;
    private int _cursor;
    private int _keyProofAt;
    private int _signatureAt;
    private int _leafCount;
    private bool _isCompiled;
    private ulong _claimedAt;
    private ulong _validUntil;
    private string _upper;
    private SessionId? _id;
    private ModuleSessionStatus _status;
    private ModuleSessionStatus _nextStatus;
    private ModuleState _state;
    private UInt256[]? _nextSlots;

    /// <param name="envelope">The expected session.</param>
    /// <param name="state">What the module has stored.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="callData">Its members as they stand in the calldata.</param>
    /// <param name="layout">Where they stand.</param>
    /// <param name="leaves">Place for 32 positions.</param>
    /// <param name="amounts">Place for 9 amounts.</param>
    public ModuleValidation(
        CompiledEnvelope envelope,
        ModuleState state,
        PackedUserOperation operation,
        ReadOnlySpan<byte> callData,
        OperationCallData layout,
        Span<int> leaves,
        Span<UInt256> amounts)
    {
        _envelope = envelope;
        _context = envelope.Grant.Grant.Context;
        _account = state.Account;
        _operation = operation;
        _data = new CallDataBytes(callData);
        _layout = layout;
        _leaves = leaves;
        _amounts = amounts;
        _amounts.Clear();
        _old = state;
        _state = state;
        _upper = "";
        _status = Never;
        _nextStatus = Never;
    }

    /// <param name="userOpHash">Null: the session key's signature is not judged.</param>
    public Verdict Run(Hash32? userOpHash)
    {
        bool isRight = true;
        if (Validate(userOpHash, ref isRight) && _refusals is null)
        {
            return new Verdict
            {
                SessionId = _id,
                ValidAfter = _claimedAt,
                ValidUntil = _validUntil,
                UpperBound = _upper,
                Signature = !isRight ? SignatureVerdict.Wrong
                    : userOpHash is null ? SignatureVerdict.NotJudged
                    : SignatureVerdict.Right,
                NewState = NewState(),
                Violations = [],
            };
        }

        return new Verdict
        {
            SessionId = _id,
            ValidAfter = 0,
            ValidUntil = 0,
            UpperBound = "",
            Signature = SignatureVerdict.NotJudged,
            NewState = _old,
            Violations = _refusals!.ToValueList(),
        };
    }

    private bool Validate(Hash32? userOpHash, ref bool isRight)
    {
        if (_operation.Sender != _context.Account)
        {
            return Stop("CallerNotAccount", _envelope.AccountWord, Word(_operation.Sender));
        }

        if (_account.Approver.IsZero)
        {
            return Stop("NotInstalled", _envelope.AccountWord);
        }

        if (_account.Mode == AccountMode.Halted)
        {
            Refuse("ModeForbids", (ulong)AccountMode.Halted);
        }

        if (!OpenSegment())
        {
            return false;
        }

        if (_core.Epoch != _account.Epoch)
        {
            Refuse("EpochPassed", (ulong)_core.Epoch, (ulong)_account.Epoch);
        }

        if (!(Has(SegmentFlags.Enable) ? OpenWithGrant() : OpenGranted()))
        {
            return false;
        }

        if (!RequireLive())
        {
            return false;
        }

        RequireTime();
        RequireNonce();
        RequireNoInitData();
        RequirePaymaster();
        if (!JudgeCalls())
        {
            return false;
        }

        if (!RenewAndLive(ref isRight))
        {
            return false;
        }

        RequireGuard();
        if (!Close())
        {
            return false;
        }

        Charge();
        isRight &= IsSigned(userOpHash);
        if (_claimedAt >= _validUntil)
        {
            Refuse("BoundsDisjoint", Name("claimedAt"), _claimedAt, Name(_upper), _validUntil);
        }

        return true;
    }

    /* STATE */

    /// <summary>Dead, paused and evicted sessions.</summary>
    private bool RequireLive()
    {
        if (_status.IsRevoked)
        {
            // Also before it was granted: then nobody has checked its terms.
            return Stop("SessionIsRevoked", Word(_id!.Value.Value));
        }

        if (_status.IsPaused)
        {
            Refuse("SessionIsPaused", Word(_id!.Value.Value));
        }

        if (_status.Seat < _account.Floor)
        {
            Refuse("SessionEvicted", (ulong)_status.Seat, (ulong)_account.Floor);
        }

        return true;
    }

    /* REFUSALS */

    private void Refuse(string name, params ReadOnlySpan<UInt256> arguments) =>
        (_refusals ??= new RefusalList()).Add(name, arguments);

    /// <summary>Refuses what leaves nothing to go on with.</summary>
    private bool Stop(string name, params ReadOnlySpan<UInt256> arguments)
    {
        Refuse(name, arguments);
        return false;
    }

    private readonly bool Has(SegmentFlags flag) => (_flags & flag) != 0;

    private void Limit(ulong validUntil, string name)
    {
        if (validUntil < _validUntil)
        {
            _validUntil = validUntil;
            _upper = name;
        }
    }

    private static UInt256 Word(Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.CopyTo(bytes);
        return UInt256.ReadBigEndian(bytes);
    }

    private static UInt256 Word(Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        hash.CopyTo(bytes);
        return UInt256.ReadBigEndian(bytes);
    }

    private static UInt256 Name(string term) => TermName.ToWord(term);
}
