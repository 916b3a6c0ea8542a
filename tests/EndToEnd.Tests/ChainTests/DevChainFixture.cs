using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>One chain with all four EntryPoints and the fast bundler, shared by the tests of a class.</summary>
public sealed class DevChainFixture : IAsyncLifetime
{
    public DevChain Chain { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Chain = await DevChain.StartAsync(new DevChainOptions { EntryPoints = CanonicalEntryPoint.All });

    public async Task DisposeAsync() => await Chain.DisposeAsync();
}
