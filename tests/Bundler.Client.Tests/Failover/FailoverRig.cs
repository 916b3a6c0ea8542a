using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Emulated bundlers of one chain behind one client.</summary>
internal sealed class FailoverRig : IAsyncDisposable
{
    private static readonly JsonRpcOptions Hasty = new() { RequestTimeout = TimeSpan.FromMilliseconds(400) };

    private FailoverRig(
        EmulatedChain chain, EmulatedBundler[] bundlers, FailoverOptions options, JsonRpcOptions bounds)
    {
        Chain = chain;
        Bundlers = bundlers;
        Pool = new FailoverBundler(
            [.. bundlers.Select((each, i) => new FailoverMember($"{i + 1} {each.Profile}", Client(each, bounds)))],
            new NodeClient(Rpc.Client(chain.Node)),
            chain.ChainId,
            options);
    }

    public static FailoverOptions Quick => new()
    {
        RoundPause = TimeSpan.FromMilliseconds(20),
        CallsBeforeRest = 1_000,
    };

    public EmulatedChain Chain { get; }

    public IReadOnlyList<EmulatedBundler> Bundlers { get; }

    public FailoverBundler Pool { get; }

    public IReadOnlyList<string> SentBytes =>
    [
        .. Bundlers.SelectMany(bundler => bundler.Server.RequestsOf(EmulatedBundler.Send))
            .Select(request => request.Parameters.GetRawText()),
    ];

    public static FailoverRig Start(params BundlerProfile[] profiles) => Start(Quick, profiles);

    public static FailoverRig Start(FailoverOptions options, params BundlerProfile[] profiles) =>
        Start(options, Hasty, profiles);

    /// <summary>For tests without silent servers: a machine under load answers late, and that is no fault.</summary>
    public static FailoverRig StartPatient(params BundlerProfile[] profiles) =>
        Start(Quick, new JsonRpcOptions(), profiles);

    /// <summary>An operation of its own nonce key.</summary>
    public static UserOperation Operation(ulong key = 1, ulong feePercent = 100) => Samples.Operation with
    {
        Nonce = (UInt256)key << 64,
        MaxFeePerGas = 2_000_000_000UL * feePercent / 100UL,
        MaxPriorityFeePerGas = 1_000_000_000UL * feePercent / 100UL,
    };

    public static UserOperationHash HashOf(UserOperation operation) =>
        UserOperationHasher.Hash(operation, EntryPointVersion.V08, EntryPoints.V08, Samples.ChainId);

    public Task<UserOperationHash> SendAsync(UserOperation operation) =>
        Pool.SendUserOperationAsync(operation, EntryPoints.V08).WaitAsync(TimeSpan.FromSeconds(30));

    public Task<BundlerException> RefuseAsync(UserOperation operation) =>
        Assert.ThrowsAsync<BundlerException>(() => SendAsync(operation));

    public async ValueTask DisposeAsync()
    {
        foreach (EmulatedBundler bundler in Bundlers)
        {
            await bundler.DisposeAsync();
        }

        await Chain.DisposeAsync();
    }

    private static FailoverRig Start(FailoverOptions options, JsonRpcOptions bounds, BundlerProfile[] profiles)
    {
        EmulatedChain chain = EmulatedChain.Start();
        return new FailoverRig(
            chain, [.. profiles.Select(profile => EmulatedBundler.Start(profile, chain))], options, bounds);
    }

    private BundlerClient Client(EmulatedBundler bundler, JsonRpcOptions bounds) =>
        new(Rpc.Client(bundler.Server, bounds), Chain.ChainId);
}
