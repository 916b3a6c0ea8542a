using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A session on a <see cref="FakeWorld"/>, and submitters of it that live and die.</summary>
internal sealed class SubmitterRig : IAsyncDisposable
{
    public static readonly Address Token = Address.Parse("0x70cec00000000000000000000000000000000001");

    private readonly InMemorySessionKey _key = InMemorySessionKey.Create();
    private readonly List<SessionSubmitter> _submitters = [];

    public SubmitterRig(
        BundlerProfile? profile = null,
        ISubmissionLog? log = null,
        Func<CapabilityEnvelope, CapabilityEnvelope>? change = null,
        EntryPointVersion version = EntryPointVersion.V08)
    {
        World = new FakeWorld(profile, version);
        Log = log ?? new InMemorySubmissionLog();
        ReferenceAccount6900 account = new(Samples.Sender);
        CapabilityEnvelope envelope = new()
        {
            ValidAfter = FakeWorld.Start.AddHours(-1),
            ExpiresAt = FakeWorld.Start.AddDays(2),
            NonceDomain = "session:submit",
            LaneBits = 4,
            FeesUnlimited = true,
            Capabilities =
            [
                new Capability
                {
                    Id = "erc20.transfer",
                    Target = Token,
                    Selector = Selector.FromSignature("transfer(address,uint256)"),
                    Rules = [Rule.AtMost(1, 1_000_000)],
                },
            ],
            GrantDeadline = FakeWorld.Start.AddHours(1),
        };
        SessionContext context = new()
        {
            ChainId = 31337,
            Module = LifeCycle.Paymaster,
            Account = account.Address,
            Route = account.Route,
            Epoch = 1,
        };
        envelope = change?.Invoke(envelope) ?? envelope;
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(context, _key.Address, envelope));
        JsonRpcOptions quick = new() { RequestTimeout = TimeSpan.FromSeconds(5) };
        NodeClient node = new(Rpc.Client(World.Node, quick));
        UserOperationSender sender = new(
            new BundlerClient(Rpc.Client(World.Bundler, quick), Samples.ChainId), node, Samples.ChainId,
            version);
        Session = new SessionClient(sender, node, account, grant, _key);
    }

    public FakeWorld World { get; }

    public ISubmissionLog Log { get; }

    public SessionClient Session { get; }

    /// <summary>Options that make everything happen within milliseconds.</summary>
    public static SessionSubmitterOptions Quick(
        int confirmations = 0,
        Action<string>? faultPoint = null,
        int replaceAfter = 60_000,
        int resend = 40,
        UInt256? maxCost = null,
        int maxAttempts = 10,
        TimeProvider? clock = null,
        int lease = 150,
        SponsorshipRequest? sponsorship = null,
        int laneTimeout = 600_000) => new()
        {
            Sponsorship = sponsorship,
            LaneTimeout = TimeSpan.FromMilliseconds(laneTimeout),
            Confirmations = confirmations,
            PollInterval = TimeSpan.FromMilliseconds(4),
            ResendInterval = TimeSpan.FromMilliseconds(resend),
            ReplaceAfter = TimeSpan.FromMilliseconds(replaceAfter),
            MaxBackoff = TimeSpan.FromMilliseconds(30),
            LeaseDuration = TimeSpan.FromMilliseconds(lease),
            MaxCostWei = maxCost,
            MaxAttempts = maxAttempts,
            FaultPoint = faultPoint,
            TimeProvider = clock,
        };

    public static Call Transfer(ulong amount) =>
        Call.Function(Token, "transfer(address,uint256)", LifeCycle.OtherPaymaster, (UInt256)amount);

    public SessionSubmitter Submitter(SessionSubmitterOptions? options = null)
    {
        SessionSubmitter submitter = new(Log, Session, options ?? Quick());
        _submitters.Add(submitter);
        return submitter;
    }

    /// <summary>Mines a block every few milliseconds until a submission is resolved.</summary>
    public async Task<Submission> FinishAsync(SessionSubmitter submitter, string id)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(25));
        while (true)
        {
            Submission now = (await submitter.FindAsync(id, limit.Token))!;
            if (now.IsResolved)
            {
                return now;
            }

            World.Mine();
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>Waits until a submission is held up or refused for a reason.</summary>
    public static Task UntilRefusedAsync(SessionSubmitter submitter, string id, string reason) =>
        UntilAsync(async () => (await submitter.FindAsync(id))?.Refusal?.Reason == reason);

    public async ValueTask DisposeAsync()
    {
        foreach (SessionSubmitter submitter in _submitters)
        {
            await submitter.DisposeAsync();
        }

        await World.DisposeAsync();
        _key.Dispose();
    }
}
