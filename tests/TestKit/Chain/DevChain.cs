using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>A chain for development and tests: anvil, canonical EntryPoints and a real bundler, on loopback.</summary>
/// <remarks>Disposal stops every process; if this process ends without it, they end too.</remarks>
public sealed class DevChain : IAsyncDisposable
{
    private readonly DevClock _clock = new();
    private AltoBundler? _bundler;

    private DevChain(AnvilNode node, IReadOnlyList<CanonicalEntryPoint> entryPoints)
    {
        Node = node;
        EntryPoints = entryPoints;
    }

    /// <summary>The node process.</summary>
    public AnvilNode Node { get; }

    /// <summary>A connection to the node.</summary>
    public AnvilClient Client => Node.Client;

    /// <summary>The EntryPoints that stand on the chain.</summary>
    public IReadOnlyList<CanonicalEntryPoint> EntryPoints { get; }

    /// <summary>The bundler.</summary>
    /// <exception cref="InvalidOperationException">The chain was started without one.</exception>
    public AltoBundler Bundler =>
        _bundler ?? throw new InvalidOperationException("This chain has no bundler. Start it with one in its options.");

    /// <summary>A clock that <see cref="AdvanceTimeAsync"/> moves together with the chain and the bundler.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Starts a chain.</summary>
    /// <param name="options">What it consists of; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ChildProcessException">A program did not start; it holds the last output.</exception>
    public static async Task<DevChain> StartAsync(
        DevChainOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DevChainOptions();
        IReadOnlyList<CanonicalEntryPoint> entryPoints = options.EntryPoints ?? DefaultEntryPoints(options.Bundler);
        AnvilNode node = await AnvilNode.StartAsync(options.Hardfork, cancellationToken).ConfigureAwait(false);
        var chain = new DevChain(node, entryPoints);
        try
        {
            await chain.PrepareAsync(options, cancellationToken).ConfigureAwait(false);
            return chain;
        }
        catch
        {
            await chain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Deploys a contract through the CREATE2 deployer, unless it stands there already.</summary>
    /// <param name="creationCode">The creation code followed by the constructor arguments.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BundlerException">The constructor reverted.</exception>
    public Task<Address> DeployAsync(
        byte[] creationCode, Hash32 salt = default, CancellationToken cancellationToken = default) =>
        Create2Deployer.DeployAsync(Client, creationCode, salt, cancellationToken);

    /// <summary>Starts a further bundler beside the chain's own, with wallets of its own; dispose it.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ChildProcessException">It did not start.</exception>
    public Task<AltoBundler> StartFurtherBundlerAsync(CancellationToken cancellationToken = default) =>
        AltoBundler.StartAsync(new DevChainOptions(), Node, EntryPoints, _clock, cancellationToken);

    /// <summary>Moves chain, bundler and <see cref="Clock"/> forward, and mines a block at the new time.</summary>
    /// <param name="step">How far: whole seconds, at least one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AdvanceTimeAsync(TimeSpan step, CancellationToken cancellationToken = default)
    {
        if (step < TimeSpan.FromSeconds(1) || step.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, "The step was refused: time moves forward by whole seconds, at least one.");
        }

        _clock.Advance(step);
        await Client.IncreaseTimeAsync(step, cancellationToken).ConfigureAwait(false);
        await Client.MineAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, to a moment after now.</summary>
    /// <param name="moment">The moment; a fraction of a second is rounded up.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task AdvanceTimeToAsync(DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        double seconds = Math.Ceiling((moment - _clock.GetUtcNow()).TotalSeconds);
        return AdvanceTimeAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
    }

    /// <summary>Stops the bundler and the node.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_bundler is not null)
        {
            await _bundler.DisposeAsync().ConfigureAwait(false);
        }

        await Node.DisposeAsync().ConfigureAwait(false);
        _clock.Dispose();
    }

    private static CanonicalEntryPoint[] DefaultEntryPoints(AltoEdition bundler) => bundler == AltoEdition.Safe
        ? [CanonicalEntryPoint.V07, CanonicalEntryPoint.V08]
        : [CanonicalEntryPoint.V07, CanonicalEntryPoint.V08, CanonicalEntryPoint.V09];

    private async Task PrepareAsync(DevChainOptions options, CancellationToken cancellationToken)
    {
        foreach (CanonicalEntryPoint entryPoint in EntryPoints)
        {
            await EntryPointDeployer.DeployAsync(Client, entryPoint, cancellationToken).ConfigureAwait(false);
        }

        if (options.Bundler != AltoEdition.None)
        {
            _bundler = await AltoBundler.StartAsync(options, Node, EntryPoints, _clock, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
