namespace SessionKeys;

/// <summary>
/// The grant that an operation carries: <c>ApproverMessages.checkGrant</c> in its order. The first rule that is broken
/// ends it.
/// </summary>
internal ref partial struct GrantReader
{
    private const byte TokenNamesFlag = 0x01;
    private const byte ReplacesFlag = 0x02;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly CallDataBytes _data;
    private readonly CompiledEnvelope _envelope;
    private readonly SessionContext _context;
    private readonly ModuleAccountState _account;
    private readonly ulong _activation;
    private readonly RefusalList _refusals;
    private readonly Span<int> _capabilities;
    private readonly CoreTerms _core;
    private int _detailsAt;
    private int _idsAt;
    private int _capabilitiesAt;
    private int _labelAt;
    private int _labelLength;
    private bool _hasTokenNames;
    private byte _form;

    /// <param name="bytes">The terms, and at least the form behind them.</param>
    /// <param name="envelope">The expected session.</param>
    /// <param name="account">The account's configuration.</param>
    /// <param name="activation">The claimed second.</param>
    /// <param name="refusals">Where the refusal goes.</param>
    /// <param name="capabilities">Place for 32 positions, counted from the first byte.</param>
    public GrantReader(
        ReadOnlySpan<byte> bytes,
        CompiledEnvelope envelope,
        ModuleAccountState account,
        ulong activation,
        RefusalList refusals,
        Span<int> capabilities)
    {
        _bytes = bytes;
        _data = new CallDataBytes(bytes);
        _envelope = envelope;
        _context = envelope.Grant.Grant.Context;
        _account = account;
        _activation = activation;
        _refusals = refusals;
        _capabilities = capabilities;
        _core = new CoreTerms(_data, 0);
    }

    public SessionId SessionId { get; private set; }

    public SessionId? Replaces { get; private set; }

    public ulong Deadline { get; private set; }

    /// <summary>Bytes of the terms.</summary>
    public int Length { get; private set; }

    public int CapabilityCount { get; private set; }

    private readonly ReadOnlySpan<byte> Terms => _bytes[..Length];

    public bool Check()
    {
        if (!Read() || !CheckTerms())
        {
            return false;
        }

        SessionId = Terms.SequenceEqual(_envelope.Grant.Terms.Span) ? _envelope.SessionId : ComputeSessionId();
        _form = _bytes[Length];
        if (_form == (byte)ApprovalForm.Text)
        {
            return _hasTokenNames ? Stop("TokenNamesNeedRelay") : CheckText();
        }

        return _form == (byte)ApprovalForm.Typed
            || Stop("TermInvalid", Name("form"), (ulong)_form, (ulong)ApprovalForm.Typed);
    }

    /// <summary>Nothing that was read behind the terms counts: their end is compared before anything else.</summary>
    private bool Read()
    {
        if (!ReadDetails(out int count))
        {
            return false;
        }

        int cursor = _capabilitiesAt;
        for (int i = 0; i < count; i++)
        {
            _capabilities[i] = cursor;
            cursor = new CapabilityTerms(_data, cursor).End;
        }

        CapabilityCount = count;
        Length = cursor;
        return Length < _bytes.Length || Stop("TermsLengthMismatch", (ulong)Length, (ulong)_bytes.Length);
    }

    private bool ReadDetails(out int count)
    {
        count = 0;
        _detailsAt = _core.End;
        int cursor = _detailsAt;
        Deadline = _data.Unsigned(cursor, 6);
        byte flags = _data.Byte(cursor + 6);
        if ((flags & ~(TokenNamesFlag | ReplacesFlag)) != 0)
        {
            return Stop("TermInvalid", Name("detailFlags"), (ulong)flags, (ulong)(TokenNamesFlag | ReplacesFlag));
        }

        _hasTokenNames = (flags & TokenNamesFlag) != 0;
        cursor += 15;
        if ((flags & ReplacesFlag) != 0)
        {
            Hash32 replaces = _data.HashAt(cursor);
            if (replaces.IsZero)
            {
                return Stop("TermInvalid", Name("replaces"), 0, 1);
            }

            Replaces = new SessionId(replaces);
            cursor += Hash32.Length;
        }

        _labelLength = _data.Byte(cursor);
        _labelAt = cursor + 1;
        cursor = _labelAt + _labelLength;
        count = (int)_data.Unsigned(cursor, 2);
        if (count is 0 or > EnvelopeLimits.MaxCapabilitiesInOperation)
        {
            return Stop(
                "TermInvalid",
                Name("capabilityCount"),
                (ulong)count,
                (ulong)EnvelopeLimits.MaxCapabilitiesInOperation);
        }

        cursor += 2;
        _idsAt = cursor;
        for (int i = 0; i < count; i++)
        {
            cursor += 1 + _data.Byte(cursor);
        }

        _capabilitiesAt = cursor;
        return true;
    }

    private readonly SessionId ComputeSessionId()
    {
        ReadOnlyMemory<byte>[] leaves = new ReadOnlyMemory<byte>[CapabilityCount];
        for (int i = 0; i < leaves.Length; i++)
        {
            int end = i + 1 < leaves.Length ? _capabilities[i + 1] : Length;
            leaves[i] = _bytes[_capabilities[i]..end].ToArray();
        }

        Hash32 grantHash = Keccak256.Hash(_bytes[_detailsAt.._capabilitiesAt]);
        return GrantEncoding.ComputeSessionId(
            _context, _bytes[.._detailsAt], new CapabilityTree(leaves).Root, grantHash);
    }

    /// <summary>A device must show all of it; the contract counts by lines and stops at the first too much.</summary>
    private bool CheckText()
    {
        return TextBound.Find(Render()) is not { } excess
            || Stop("TextTooLong", (ulong)excess.Characters, (ulong)excess.DisplayLines);
    }

    private readonly bool Stop(string name, params ReadOnlySpan<UInt256> arguments)
    {
        _refusals.Add(name, arguments);
        return false;
    }

    private static UInt256 Name(string term) => TermName.ToWord(term);
}
