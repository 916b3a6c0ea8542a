using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Batches of a session's calls through the real bundler.</summary>
public sealed class BatchingTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Calls_of_several_callers_are_executed_by_one_operation()
    {
        AccountRig rig = await CreateAsync("batched");
        UInt256 before = await SessionScenario.BalanceAsync(rig);
        await using CallBatcher batcher = await OpenAsync(rig, callers: 5);

        CallOutcome[] outcomes = await Task
            .WhenAll(Enumerable.Range(1, 5).Select(i => batcher.SendAsync(SessionScenario.Transfer(rig, (ulong)i))))
            .WaitAsync(Patience);

        Assert.All(outcomes, outcome => Assert.True(outcome.IsSuccess, "its own call had its effect"));
        Assert.Single(outcomes.Select(outcome => outcome.Inclusion.Operation).Distinct());
        Assert.Equal([0, 1, 2, 3, 4], outcomes.Select(outcome => outcome.Index));
        Assert.Equal(before + 15, await SessionScenario.BalanceAsync(rig));
    }

    [Fact]
    public async Task Call_that_the_module_refuses_fails_alone_and_the_others_are_executed()
    {
        AccountRig rig = await CreateAsync("batched with a bad call");
        UInt256 before = await SessionScenario.BalanceAsync(rig);
        await using CallBatcher batcher = await OpenAsync(rig, callers: 3);

        Task<CallOutcome> first = batcher.SendAsync(SessionScenario.Transfer(rig, 1));
        Task<CallOutcome> bad = batcher.SendAsync(SessionScenario.Transfer(rig, TestEnvelopes.CallLimit + 1));
        Task<CallOutcome> third = batcher.SendAsync(SessionScenario.Transfer(rig, 2));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => bad.WaitAsync(Patience));
        Assert.IsType<RuleViolated>(refused.RevertError);
        CallOutcome one = await first.WaitAsync(Patience);
        CallOutcome two = await third.WaitAsync(Patience);
        Assert.True(one.IsSuccess && two.IsSuccess, "the calls beside the bad one had their effect");
        Assert.NotEqual(one.Inclusion.Operation, two.Inclusion.Operation);
        Assert.Equal(before + 3, await SessionScenario.BalanceAsync(rig));
    }

    private Task<AccountRig> CreateAsync(string name) => SessionScenario.CreateAccountAsync(
        fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, name);

    /// <summary>A batcher of a live session that sends as soon as every caller has come.</summary>
    private static async Task<CallBatcher> OpenAsync(AccountRig rig, int callers)
    {
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        BatchSend send = BatchSends.Through(rig.ClientOf(session));
        return new CallBatcher(
            send, new CallBatcherOptions { MaxCalls = callers, Window = TimeSpan.FromMinutes(1) });
    }
}
