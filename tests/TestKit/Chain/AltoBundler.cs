using System.Security.Cryptography;
using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>A running Alto, Pimlico's bundler, on loopback and with a clock that follows the chain's.</summary>
public sealed class AltoBundler : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly UInt256 WalletBalanceWei = UInt256.Parse("1000000000000000000000");

    private readonly ChildProcess _process;

    private AltoBundler(ChildProcess process, Uri url)
    {
        _process = process;
        Url = url;
        Rpc = Loopback.Connect(url);
    }

    /// <summary>Where it answers; it enforces no minimum fee here.</summary>
    public Uri Url { get; }

    /// <summary>A connection to <see cref="Url"/>.</summary>
    public JsonRpcClient Rpc { get; }

    /// <summary>Where it answers and enforces fees and preVerificationGas.</summary>
    public Uri StrictUrl => new(Url, "/v2/rpc");

    /// <summary>The last lines that it logged.</summary>
    public string Log => _process.Output;

    /// <summary>Kills the bundler with SIGKILL; what it held is gone with it. A second time does nothing.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    internal static async Task<AltoBundler> StartAsync(
        DevChainOptions options,
        AnvilNode node,
        IEnumerable<CanonicalEntryPoint> entryPoints,
        DevClock clock,
        CancellationToken cancellationToken)
    {
        bool isSafe = options.Bundler == AltoEdition.Safe;
        string package = isSafe ? "alto18" : "@pimlico/alto";
        string executorKey = await CreateWalletAsync(node, cancellationToken).ConfigureAwait(false);
        string utilityKey = await CreateWalletAsync(node, cancellationToken).ConfigureAwait(false);
        string[] command =
        [
            "node",
            "--require", Repository.PathOf("tests/TestKit/Alto/loopback.cjs"),
            "--require", Repository.PathOf("tests/TestKit/Alto/clock.cjs"),
            "--require", Repository.PathOf("tests/TestKit/Alto/patience.cjs"),
            Repository.PathOfPrepared($"node_modules/{package}/esm/cli/alto.js"), "run",
            "--entrypoints", string.Join(',', entryPoints.Select(entryPoint => entryPoint.Address)),
            "--rpc-url", node.Url.ToString(),
            "--port", "0",
            "--executor-private-keys", executorKey,
            "--utility-private-key", utilityKey,
            "--safe-mode", isSafe ? "true" : "false",
            "--enable-debug-endpoints", "true",
            "--enable-instant-bundling-endpoint", "true",
            "--min-bundle-interval", "10",
            "--log-level", "error",
            .. ParallelArguments(options.ParallelOperations),
        ];
        var environment = new Dictionary<string, string> { ["CLOCK_OFFSET_FILE"] = clock.OffsetFile };
        (ChildProcess process, int port) = await ChildProcess
            .StartServerAsync("Alto", command, environment, "listening on ", StartTimeout, cancellationToken)
            .ConfigureAwait(false);
        return new AltoBundler(process, new Uri($"http://127.0.0.1:{port}/rpc"));
    }

    // With a fixed tip: Alto derives it from the last blocks, which hold only its own bundles here, and after some
    // hundred blocks no account could pay the fees that it asks for.
    private static string[] ParallelArguments(int? operations) => operations is { } most
        ?
        [
            "--enforce-unique-senders-per-bundle", "false",
            "--mempool-max-parallel-ops", $"{most}",
            "--static-max-priority-fee-per-gas", "1",
        ]
        : [];

    // Own keys for each bundler, because two with the same ones on one chain disturb each other.
    private static async Task<string> CreateWalletAsync(AnvilNode node, CancellationToken cancellationToken)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        secret[0] = 0; // below the order of the curve
        await node.Client.SetBalanceAsync(Secp256k1.GetAddress(secret), WalletBalanceWei, cancellationToken)
            .ConfigureAwait(false);
        return Hex.Format(secret);
    }
}
