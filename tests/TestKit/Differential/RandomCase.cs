namespace SessionKeys.TestKit;

/// <summary>Cases out of a seed: sessions that come on chain, act over time, and die.</summary>
public sealed class RandomCase
{
    /// <summary>The name of the step in which a grant is relayed.</summary>
    public const string Grant = "grant";

    private const int Operations = 10;

    private readonly DeterministicBytes _random;
    private readonly DifferentialWorld _world;
    private readonly ulong _seed;
    private readonly RandomOperation _operations;
    private readonly DateTimeOffset _now;
    private readonly ISmartAccount _account;
    private readonly uint _epoch;
    private readonly List<PlayableSession> _sessions = [];
    private readonly List<SessionId> _ids = [];
    private readonly List<DifferentialStep> _steps = [];
    private readonly Dictionary<SessionId, Approval> _approvals = [];
    private readonly Dictionary<SessionId, ushort> _renewals = [];
    private ulong _time;

    private RandomCase(ulong seed, DifferentialWorld world)
    {
        _seed = seed;
        _random = new DeterministicBytes(seed);
        _world = world;
        _operations = new RandomOperation(_random, world);
        _now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000L + _random.Below(1 << 29));
        _time = (ulong)_now.ToUnixTimeSeconds();
        _epoch = (uint)_random.Pick(1, 2, 70_000);
        Address address = _random.Address();
        _account = _random.Coin()
            ? new ReferenceAccount6900(address, (uint)_random.Pick(1, 7))
            : new OpenZeppelinAccount7579(address, world.Module);
    }

    /// <summary>Makes the case of a seed.</summary>
    public static Task<DifferentialCase> CreateAsync(ulong seed, DifferentialWorld world) =>
        new RandomCase(seed, world).CreateAsync();

    private async Task<DifferentialCase> CreateAsync()
    {
        UInt256 slot = AccountSlot();
        for (int i = _random.Pick(1, 1, 2); i > 0; i--)
        {
            await BeginAsync(replaces: null).ConfigureAwait(false);
        }

        for (int done = 0; done < Operations; done++)
        {
            _time += (ulong)_random.Pick(0, 1, 7, 30, 119, 121, 600, 600, 3_600);
            await StepAsync(done).ConfigureAwait(false);
        }

        return new DifferentialCase(
            _seed,
            _account,
            slot,
            (ulong)_now.ToUnixTimeSeconds(),
            _ids.ToValueList(),
            _steps.ToValueList());
    }

    /// <summary>
    /// approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8.
    /// </summary>
    private UInt256 AccountSlot()
    {
        int special = _random.Below(100);
        Address approver = special switch
        {
            0 => Address.Zero,
            1 or 2 => _random.Address(),
            _ => _world.Approver.Address,
        };
        uint epoch = special is 3 or 4 ? _epoch + 1 : _epoch;
        (ulong granted, ulong floor) = special switch
        {
            5 or 6 => (65_535UL, 0UL),
            7 => (9UL, 10UL),
            _ => ((ulong)_random.Below(50), 0UL),
        };
        ulong mode = special switch { 8 => 1UL, 9 => 2UL, _ => 0UL };
        ulong low = (_random.Pick(0UL, 0UL, 3UL) << 24) | (mode << 16)
            | ((ulong)(byte)_account.NonceLayout.Shift << 8) | (byte)_account.NonceLayout.Width;
        return (UInt256.ReadBigEndian(approver.ToArray()) << 96) | ((UInt256)epoch << 64)
            | ((granted << 48) | (floor << 32) | low);
    }

    /* SESSIONS */

    private async Task BeginAsync(SessionId? replaces)
    {
        (PlayableSession session, Approval approval) = await MakeAsync(replaces, isFaulty: false).ConfigureAwait(false);
        _sessions.Add(session);
        PackedGrant packed = session.Grant;
        int way = _random.Below(40);
        if (way < 17 && packed.Leaves.Count <= EnvelopeLimits.MaxCapabilitiesInOperation)
        {
            _approvals[packed.SessionId] = approval;
        }
        else if (way != 17)
        {
            _steps.Add(new DifferentialStep(Grant, SessionKeyModuleCalls.Grant(packed, approval), null));
        }
    }

    /// <param name="replaces">The session that is replaced.</param>
    /// <param name="isFaulty">Whether the terms break a rule of grants.</param>
    private async Task<(PlayableSession Session, Approval Approval)> MakeAsync(SessionId? replaces, bool isFaulty)
    {
        SessionContext context = new()
        {
            ChainId = _world.ChainId,
            Module = _world.Module,
            Account = _account.Address,
            Route = _account.Route,
            Epoch = _epoch,
        };
        KeyType keyType = _random.Chance(25) ? KeyType.P256 : KeyType.Secp256k1;
        ISessionKeySigner key = _world.Key(keyType, _random.Below(2));
        RandomEnvelope maker = new(_random, _world, _account.Address, _now);
        (CapabilityEnvelope envelope, List<Call> examples) = maker.Next(keyType, _account.NonceLayout.MaxLaneBits);
        SessionGrant grant = new(context, key.Address, envelope with { Replaces = replaces });
        PackedGrant packed = GrantEncoding.Encode(isFaulty ? new EnvelopeFaults(_random, _world).Apply(grant) : grant);
        ApprovalForm form = _random.Chance(75) || packed.Grant.Envelope.TokenNames
            ? ApprovalForm.Typed
            : ApprovalForm.Text;
        _ids.Add(packed.SessionId);
        Approval approval = await ApproveAsync(packed, form).ConfigureAwait(false);
        return (new PlayableSession(packed, Examples(packed, examples), key), approval);
    }

    private async Task<Approval> ApproveAsync(PackedGrant packed, ApprovalForm form)
    {
        try
        {
            return await _world.Approver.SignGrantAsync(packed, form).ConfigureAwait(false);
        }
        catch (SessionKeyException)
        {
            // Too long for the text form: the module has to say so itself.
            Approval typed = await _world.Approver.SignGrantAsync(packed, ApprovalForm.Typed).ConfigureAwait(false);
            return typed with { Form = form };
        }
    }

    /// <summary>The calls of the capabilities that there are; one of any kind for others.</summary>
    private static ValueList<Call> Examples(PackedGrant packed, List<Call> examples) => packed.Grant.Envelope
        .Capabilities
        .Select(capability => examples.Find(
                call => call.Target == capability.Target && call.Selector == capability.Selector)
            ?? new Call(capability.Target, UInt256.Zero, (byte[])[.. capability.Selector.ToArray(), .. new byte[96]]))
        .ToValueList();

    /* STEPS */

    private async Task StepAsync(int done)
    {
        if (_random.Chance(6))
        {
            (PlayableSession faulty, Approval signed) = await MakeAsync(replaces: null, isFaulty: true)
                .ConfigureAwait(false);
            OperationFault form = faulty.Envelope.TokenNames ? OperationFault.TextForm : OperationFault.None;
            await PlayAsync(faulty, signed, form).ConfigureAwait(false);
            return;
        }

        PlayableSession session = _sessions[_random.Below(_sessions.Count)];
        if (_random.Chance(done < Operations / 2 ? 1 : 8))
        {
            // Most of these end the session, so most come late.
            Add(_random.Below(8), session);
        }
        else if (_random.Chance(1))
        {
            await BeginAsync(session.Grant.SessionId).ConfigureAwait(false);
        }

        MoveToEdge(session);
        Approval? approval = _random.Chance(96) ? _approvals.GetValueOrDefault(session.Grant.SessionId) : null;
        await PlayAsync(session, approval, null).ConfigureAwait(false);
    }

    private async Task PlayAsync(PlayableSession session, Approval? approval, OperationFault? fault)
    {
        SessionId id = session.Grant.SessionId;
        ushort renewal = (ushort)(_renewals.GetValueOrDefault(id) + 1);
        PlayedOperation operation = await _operations
            .NextAsync(_account, session, _time, approval, renewal, fault)
            .ConfigureAwait(false);
        if (operation.Options.Renew && operation.Fault is OperationFault.None or OperationFault.Renewal)
        {
            _renewals[id] = renewal;
        }

        _steps.Add(new DifferentialStep(operation.Fault.ToString(), operation.ToCall(), operation));
    }

    /// <summary>Sometimes to the end of a budget's window, where a second makes a difference.</summary>
    private void MoveToEdge(PlayableSession session)
    {
        ulong[] periods = [.. session.Envelope.Budgets
            .Where(budget => budget.Period > TimeSpan.Zero && budget.Period < TimeSpan.FromHours(7))
            .Select(budget => (ulong)budget.Period.TotalSeconds / (budget.Kind == BudgetKind.Rolling ? 4UL : 1UL))];
        if (periods.Length > 0 && _random.Chance(15))
        {
            ulong period = _random.Pick<ulong>(periods);
            ulong edge = ((_time / period) + 1) * period;
            _time = Math.Max(_time, edge - (ulong)_random.Pick(0, 1, 2, 60, 119, 120, 121));
        }
    }

    private void Add(int kind, PlayableSession session)
    {
        Address account = _account.Address;
        Hash32 id = session.Grant.SessionId.Value;
        byte[] none = [];
        UInt256 zero = UInt256.Zero;
        (string signature, object[] values) = kind switch
        {
            0 => ("revoke(address,bytes32,uint8,bytes)", new object[] { account, id, zero, none }),
            1 => ("pause(address,bytes32,uint64,uint48,uint8,bytes)", [account, id, zero, zero, zero, none]),
            2 => ("resume(address,bytes32,uint32,uint64,uint48,uint8,bytes)",
                [account, id, zero, zero, zero, zero, none]),
            3 => Mode(1),
            4 => Mode((ulong)_random.Pick(1, 2)),
            5 => ("loosenMode(address,uint8,uint32,uint64,uint48,uint8,bytes)",
                [account, zero, zero, zero, zero, zero, none]),
            6 => ("setConcurrentLimit(uint8)", [(UInt256)(ulong)_random.Below(3)]),
            _ => ("revokeAll(address,uint8,bytes)", [account, zero, none]),
        };
        _steps.Add(new DifferentialStep(signature, AbiFunction.Parse(signature).EncodeCall(values), null));

        (string Signature, object[] Values) Mode(ulong mode) => (
            "tightenMode(address,uint8,uint64,uint48,uint8,bytes)",
            [account, (UInt256)mode, zero, zero, zero, none]);
    }
}
