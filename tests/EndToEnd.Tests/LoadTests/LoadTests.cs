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
        LoadShape shape = new(1, 4, 12);

        LoadFigures lanes = await SessionLoad.OneSessionAsync(stack, lanes: 4, operations: 12);
        LoadFigures sessions = await SessionLoad.ManySessionsAsync(
            stack, accounts: 2, sessionsPerAccount: 2, operations: 12);
        LoadFigures ours = await (await OwnerLoad.PrepareAsync(stack, shape, "ours")).MeasureOursAsync();
        LoadFigures peers = await (await OwnerLoad.PrepareAsync(stack, shape, "peers")).MeasurePeerAsync();

        foreach (LoadFigures figures in (LoadFigures[])[lanes, sessions, ours, peers])
        {
            figures.EnsureExact();
            Assert.Equal((16, 16L), (figures.Truth.Included, figures.Truth.Effects));
        }
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
