using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Reputation in the real Alto; only the edition that applies the rules of ERC-7562 keeps any.</summary>
public sealed class BundlerReputationTests
{
    private static readonly Address Entity = Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979");

    [Fact]
    public async Task Reputation_is_set_and_read()
    {
        await using DevChain chain = await DevChain.StartAsync(new DevChainOptions { Bundler = AltoEdition.Safe });
        BundlerClient bundler = new(chain.Bundler.Rpc, SessionStack.ChainId);

        await bundler.SetReputationAsync([new EntityReputation(Entity, 12, 10)], EntryPoints.V08);
        EntityReputation read = Assert.Single(await bundler.DumpReputationAsync(EntryPoints.V08));

        Assert.Equal((Entity, 12UL, 10UL), (read.Address, read.SeenOperations, read.IncludedOperations));
        Assert.NotNull(read.Status);
        Assert.Empty(await bundler.DumpReputationAsync(EntryPoints.V07));
    }
}
