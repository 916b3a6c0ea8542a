using System.Buffers.Binary;
using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>A module, an account and a session, brought into a state step by step.</summary>
internal sealed class VerdictWorld
{
    private static readonly Hash32 AgentSecret = Keccak256.Hash("agent"u8);
    private static readonly Hash32 ApproverSecret = Keccak256.Hash("approver"u8);
    private static readonly Hash32 RenewerSecret = Keccak256.Hash("renewer"u8);
    private static readonly Hash32 OtherSecret = Keccak256.Hash("somebody else"u8);

    private static readonly AbiFunction Validate6900 = AbiFunction.Parse(
        $"validateUserOp(uint32,{PackedUserOperation.AbiTypeName},bytes32)");

    private static readonly AbiFunction Validate7579 = AbiFunction.Parse(
        $"validateUserOp({PackedUserOperation.AbiTypeName},bytes32)");

    private readonly ISmartAccount _account;
    private readonly CompiledEnvelope _envelope;
    private readonly List<VerdictStep> _steps = [];

    public VerdictWorld(SessionGrant grant)
    {
        SessionContext context = grant.Context;
        _account = context.Route.Standard == AccountStandard.Erc6900
            ? new ReferenceAccount6900(context.Account, context.Route.EntityId)
            : new OpenZeppelinAccount7579(context.Account, context.Module);
        Grant = GrantEncoding.Encode(grant);
        _envelope = new CompiledEnvelope(Grant, Environment);
        State = new ModuleState(RelayedSession.Installed(_account.NonceLayout), []);
    }

    private VerdictWorld(VerdictWorld other, PackedGrant grant)
    {
        _account = other._account;
        _steps.AddRange(other._steps);
        Grant = grant;
        _envelope = new CompiledEnvelope(grant, Environment);
        State = other.State;
    }

    /// <summary>Where the module's text renderer, P-256 verifier, messages and control code stand.</summary>
    public static ValueList<Address> Helpers { get; } =
    [
        Address.Parse("0x4e19e50000000000000000000000000000000001"),
        Address.Parse("0x4e19e50000000000000000000000000000000002"),
        Address.Parse("0x4e19e50000000000000000000000000000000003"),
        Address.Parse("0x4e19e50000000000000000000000000000000004"),
    ];

    /// <summary>The one guard that is armed on every account of the vectors (VerdictVectors.t.sol).</summary>
    public static Address ArmedGuard { get; } = Address.Parse("0x60a4d00000000000000000000000000000000001");

    public static Address Renewer { get; } = Secp256k1.GetAddress(RenewerSecret.ToArray());

    public PackedGrant Grant { get; }

    public ModuleState State { get; private init; }

    private static ModuleEnvironment Environment { get; } = new() { Helpers = Helpers, ArmedGuards = [ArmedGuard] };

    private ModuleSessionStatus Status => State.Find(Grant.SessionId)!.Status;

    /// <summary>The session in force: relayed a second after it begins.</summary>
    public static VerdictWorld Live(SessionGrant grant) => new VerdictWorld(grant).Relay();

    public static VerdictWorld Live(Func<CapabilityEnvelope, CapabilityEnvelope> change) => Live(Samples.With(change));

    /// <summary>The same world with its eyes on another grant.</summary>
    public VerdictWorld Of(SessionGrant grant) => new(this, GrantEncoding.Encode(grant));

    /// <summary>The state itself stands for the steps that led to it.</summary>
    public VerdictWorld Stored(Func<ModuleAccountState, ModuleAccountState> change)
    {
        VerdictWorld stored = new(this, Grant) { State = State with { Account = change(State.Account) } };
        stored._steps.Clear();
        return stored;
    }

    public VerdictWorld Relay(DateTimeOffset? at = null)
    {
        DateTimeOffset time = at ?? Samples.Start;
        ModuleState after = RelayedSession.After(Grant, State.Account, time);
        byte limit = State.Account.ConcurrentLimit;
        int floor = limit == 0 ? 0 : after.Account.Granted - limit;
        ModuleAccountState account =
            after.Account with { Floor = (ushort)Math.Max(floor, State.Account.Floor) };
        return Next(
            SessionKeyModuleCalls.Grant(Grant, Approval.ByCaller),
            State.With(after.Sessions[0]) with { Account = account },
            time);
    }

    /// <summary>An earlier operation, which the module lets through.</summary>
    public VerdictWorld Play(VerdictUse use)
    {
        VerdictVector vector = Judge("earlier", use);
        Assert.True(vector.Expected.Allowed, string.Join("; ", vector.Expected.Violations));
        AbiFunction function = _account.Route.Standard == AccountStandard.Erc6900 ? Validate6900 : Validate7579;
        object[] route = _account.Route.Standard == AccountStandard.Erc6900 ? [(UInt256)_account.Route.EntityId] : [];
        return Next(
            function.EncodeCall([.. route, vector.Operation.ToAbiValues(), vector.UserOpHash]),
            vector.Expected.NewState,
            use.ClaimedAt);
    }

    public VerdictWorld Revoke()
    {
        ModuleSessionStatus status =
            State.Find(Grant.SessionId)?.Status ?? ModuleSessionStatus.Unpack(UInt256.Zero);
        return Next(
            SessionKeyModuleCalls.Revoke(_account.Address, Grant.SessionId, Approval.ByCaller),
            With(status with { IsKnown = true, IsRevoked = true }));
    }

    public VerdictWorld Pause()
    {
        SessionPause pause = new(Grant.Grant.Context, Grant.SessionId) { Sequence = 1, Deadline = Samples.Start };
        return Next(
            SessionKeyModuleCalls.Pause(pause, Approval.ByCaller), With(Status with { IsPaused = true }));
    }

    public VerdictWorld Tighten(AccountMode mode)
    {
        ModeTightening tightening = new(Grant.Grant.Context, mode) { Sequence = 1, Deadline = Samples.Start };
        return Next(
            SessionKeyModuleCalls.TightenMode(tightening, Approval.ByCaller),
            State with { Account = State.Account with { Mode = mode } });
    }

    public VerdictWorld Limit(byte sessions)
    {
        int floor = Math.Max(State.Account.Granted - sessions, State.Account.Floor);
        return Next(
            SessionKeyModuleCalls.SetConcurrentLimit(sessions),
            State with { Account = State.Account with { ConcurrentLimit = sessions, Floor = (ushort)floor } });
    }

    /// <summary>The next epoch, under another approver.</summary>
    public VerdictWorld SetApprover(Address approver) =>
        Next(SessionKeyModuleCalls.SetApprover(approver), NextEpoch(approver));

    public VerdictWorld Uninstall() => Next(
        AbiFunction.Parse("onUninstall(bytes)").EncodeCall([Array.Empty<byte>()]), NextEpoch(Address.Zero));

    /// <summary>What the module answers to an operation in this state.</summary>
    public VerdictVector Judge(string name, VerdictUse use)
    {
        Approval? approval = use.Enables ? Approve(use) : null;
        byte[] unsigned = use.Unsigned(Segment(use, approval).Unsigned.ToArray());
        Hash32 userOpHash = Keccak256.Hash(Encoding.ASCII.GetBytes(name));
        SessionContext context = Grant.Grant.Context;
        Hash32 digest = OperationDigest.Compute(
            context.ChainId, context.Module, userOpHash, Keccak256.Hash(unsigned));
        byte[] signature = use.KeySignature(KeySignature(use, digest));
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(unsigned.Length + signature.Length));
        PackedUserOperation operation = new()
        {
            Sender = use.Sender ?? context.Account,
            Nonce = use.Nonce(_account.NonceKey(Lanes(), use.Lane).ToNonce(0)),
            InitCode = use.InitCode,
            CallData = use.CallData(_account.EncodeCalls(use.Calls)),
            AccountGasLimits = Hash32.FromBytes(((UInt256)400_000UL << 128 | 200_000UL).ToArray()),
            PreVerificationGas = use.PreVerificationGas,
            GasFees = Hash32.FromBytes(((UInt256)1_000_000_000UL << 128 | use.MaxFeePerGas).ToArray()),
            PaymasterAndData = use.Paymaster,
            Signature = use.Signature([.. unsigned, .. signature, .. length]),
        };
        AccountApproval? account = use.AccountApproves?.Invoke(ApprovalDigest(use), approval!.Signature.ToArray());
        CompiledEnvelope envelope = account is null
            ? _envelope
            : new CompiledEnvelope(Grant, Environment with { AccountAnswer = account.Answer });
        Verdict verdict = PolicyEvaluator.EvaluateSigned(envelope, State, operation, userOpHash);
        return new VerdictVector(name, Grant, [.. _steps], State, operation, userOpHash, verdict)
        {
            AccountApproves = account,
            Planned = use.IsPlain ? Plan(envelope, use, operation, approval) : null,
        };
    }

    /// <summary>With as many lanes as there can be, at most.</summary>
    private CapabilityEnvelope Lanes() => Grant.Grant.Envelope with
    {
        LaneBits = (byte)Math.Min(Grant.Grant.Envelope.LaneBits, _account.NonceLayout.MaxLaneBits),
    };

    private Verdict Plan(
        CompiledEnvelope envelope, VerdictUse use, PackedUserOperation operation, Approval? approval) =>
        PolicyEvaluator.Evaluate(
            envelope,
            State,
            operation,
            new Claim(use.ClaimedAt, use.NotAfter),
            use.Options with { Consent = Consent(use) },
            approval);

    private SessionSegment Segment(VerdictUse use, Approval? approval)
    {
        Claim claim = new(use.ClaimedAt, use.NotAfter);
        SegmentOptions options = use.Options with { Consent = Consent(use) };
        return approval is not null
            ? SessionSegment.CreateEnabling(Grant, approval, use.Calls, claim, options)
            : SessionSegment.Create(Grant, use.Calls, claim, options);
    }

    private RenewalConsent? Consent(VerdictUse use)
    {
        if (use.ConsentUntil is not { } deadline)
        {
            return null;
        }

        SessionRenewal renewal = new(
            Grant.Grant.Context, Grant.SessionId, (ushort)(Status.Renewals + 1), deadline);
        return new RenewalConsent(
            deadline, Secp256k1.Sign(RenewerSecret.ToArray(), renewal.ToTypedData().Digest()));
    }

    private Hash32 ApprovalDigest(VerdictUse use) => use.Form == ApprovalForm.Text
        ? PersonalMessage.Digest(Encoding.ASCII.GetBytes(GrantText.Render(Grant.Grant)))
        : GrantTypedData.Create(Grant.Grant).Digest();

    private Approval Approve(VerdictUse use) => new(
        use.Form,
        use.ApproverSignature(Secp256k1.Sign(ApproverSecret.ToArray(), ApprovalDigest(use)).ToArray()));

    /// <summary>P-256 signatures are random here: vectors carry a fixed one, which is well-formed and wrong.</summary>
    private byte[] KeySignature(VerdictUse use, Hash32 digest) =>
        Grant.Grant.Envelope.KeyType == KeyType.P256
            ? [.. Enumerable.Repeat((byte)0x57, 64)]
            : Secp256k1.Sign((use.IsSignedByAnother ? OtherSecret : AgentSecret).ToArray(), digest).ToArray();

    private VerdictWorld Next(byte[] data, ModuleState state, DateTimeOffset? at = null)
    {
        VerdictWorld next = new(this, Grant) { State = state };
        next._steps.Add(new VerdictStep((ulong)(at ?? Samples.Start).ToUnixTimeSeconds(), data));
        return next;
    }

    private ModuleState With(ModuleSessionStatus status) => State.With(
        new SessionRecord(Grant.SessionId, status, State.Find(Grant.SessionId)?.BudgetSlots ?? []));

    private ModuleState NextEpoch(Address approver) => State with
    {
        Account = State.Account with
        {
            Approver = approver,
            Epoch = State.Account.Epoch + 1,
            Granted = 0,
            Floor = 0,
        },
    };
}
