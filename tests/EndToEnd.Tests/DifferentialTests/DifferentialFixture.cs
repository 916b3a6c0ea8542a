using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The module on a chain of its own, without a bundler, with the P-256 precompile.</summary>
public sealed class DifferentialFixture : IAsyncLifetime, IDisposable
{
    private DevChain? _chain;
    private DifferentialWorld? _world;

    public DifferentialWorld World => _world!;

    public SessionContracts Contracts { get; private set; } = null!;

    public ModulePlayer Player { get; private set; } = null!;

    public AnvilClient Node => _chain!.Client;

    public async Task InitializeAsync()
    {
        _chain = await DevChain.StartAsync(new DevChainOptions
        {
            Bundler = AltoEdition.None,
            EntryPoints = [],
            Hardfork = "osaka",
        });
        Contracts = await SessionContracts.DeployAsync(_chain);
        ulong chainId = (ulong)await Node.GetChainIdAsync();
        _world = new DifferentialWorld(chainId, Contracts.Module, [.. Contracts.Helpers, Contracts.Control]);
        Player = new ModulePlayer(Node, Contracts.Module);
    }

    public async Task DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }
    }

    public void Dispose() => _world?.Dispose();
}
