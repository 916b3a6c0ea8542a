using SessionKeys.Load;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Tiny loads of the kind that scripts/bench.sh measures: every effect is there exactly once.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Lanes_sessions_and_both_clients_lose_and_double_nothing()
    {
        await using SessionStack stack = await LoadStack.StartAsync();

        LoadFigures lanes = await SessionLoad.OneSessionAsync(stack, lanes: 4, operations: 12);
        LoadFigures durable = await DurableLoad.OneSessionAsync(stack, lanes: 4, operations: 12);
        LoadFigures sessions = await DurableLoad.ManySessionsAsync(
            stack, accounts: 2, sessionsPerAccount: 2, operations: 12);
        IReadOnlyList<LoadFigures> clients = await OwnerLoad.MeasureBothAsync(
            stack, accounts: 1, keysPerAccount: 4, operations: 8);

        foreach (LoadFigures figures in (LoadFigures[])[lanes, durable, sessions, .. clients])
        {
            figures.EnsureExact();
            Assert.Equal((16, 16L), (figures.Truth.Included, figures.Truth.Effects));
        }

        Assert.Equal(["SessionKeys", "viem + permissionless"], clients.Select(figures => figures.Client));
    }

    [Theory]
    [InlineData(15, 0, 0, 0, 0, 16)]
    [InlineData(16, 1, 0, 0, 0, 16)]
    [InlineData(16, 0, 1, 0, 0, 16)]
    [InlineData(16, 0, 0, 1, 0, 16)]
    [InlineData(16, 0, 0, 0, 1, 16)]
    [InlineData(16, 0, 0, 0, 0, 17)]
    public void Count_that_is_off_by_one_is_noticed(
        int included, int lost, int unknown, int duplicates, int reverted, long effects)
    {
        Assert.True(new ChainCount(16, 0, 0, 0, 0, 16).IsExact(16), "the exact count");
        Assert.False(new ChainCount(included, lost, unknown, duplicates, reverted, effects).IsExact(16));
    }
}
