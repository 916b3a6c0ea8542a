using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Sessions through the real bundler on every account standard and EntryPoint.</summary>
public sealed class SessionTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => new()
    {
        { AccountStandardUnderTest.Reference6900, EntryPointVersion.V07 },
        { AccountStandardUnderTest.Reference6900, EntryPointVersion.V08 },
        { AccountStandardUnderTest.Reference6900, EntryPointVersion.V09 },
        { AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07 },
        { AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V08 },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task First_operation_with_the_grant_and_later_ones_without_it_are_included(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, standard, version, $"included {standard} {version}");
        UInt256 before = await SessionScenario.BalanceAsync(rig);
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text);

        SessionClient client = rig.ClientOf(session);
        UserOperationReceipt first = await client.SendAsync([SessionScenario.Transfer(rig, 5)], session.Approval);
        UserOperationReceipt batch = await client.SendAsync(
            [SessionScenario.Transfer(rig, 6), SessionScenario.Transfer(rig, 7)]);
        UserOperationReceipt lane = await client.SendAsync([SessionScenario.Transfer(rig, 8)], lane: 15);

        Assert.True(first.IsSuccess && batch.IsSuccess && lane.IsSuccess, "all three operations succeeded");
        Assert.Equal(before + 26, await SessionScenario.BalanceAsync(rig));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Typed_grant_that_was_relayed_is_used_and_revoked_by_a_relayed_signature(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, standard, version, $"relayed {standard} {version}");
        Address module = fixture.Stack.Contracts.Module;
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        await fixture.Stack.Chain.Client.SendTransactionAsync(
            module, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        UserOperationReceipt used = await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 1)]);

        Approval revocation = await rig.Owner.SignRevocationAsync(
            session.Grant.Grant.Context, session.Grant.SessionId, ApprovalForm.Typed);
        await fixture.Stack.Chain.Client.SendTransactionAsync(
            module, SessionKeyModuleCalls.Revoke(rig.Account.Address, session.Grant.SessionId, revocation));
        SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, session, SessionScenario.Transfer(rig, 1));

        Assert.True(used.IsSuccess, "used while it was live");
        Assert.Equal("SessionIsRevoked", refusal.Name);
    }

    [Fact]
    public async Task Transfer_over_the_cap_is_refused_with_actual_and_allowed_value()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "over the cap");
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text);
        await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval);

        SessionRefusal refusal = await SessionScenario.RefuseAsync(
            rig, session, SessionScenario.Transfer(rig, TestEnvelopes.CallLimit + 1));

        Assert.Equal("RuleViolated", refusal.Name);
        Assert.Contains($"{TestEnvelopes.CallLimit + 1}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{TestEnvelopes.CallLimit}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_of_an_epoch_are_dead_after_one_signature()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07, "revoke all");
        TestSession first = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, salt: 1);
        TestSession unused = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, salt: 2);
        await rig.ClientOf(first).SendAsync([SessionScenario.Transfer(rig, 1)], first.Approval);

        Approval revocation = await rig.Owner.SignRevocationOfAllAsync(await rig.GetContextAsync(), ApprovalForm.Text);
        await fixture.Stack.Chain.Client.SendTransactionAsync(
            fixture.Stack.Contracts.Module, SessionKeyModuleCalls.RevokeAll(rig.Account.Address, revocation));

        foreach (TestSession dead in (TestSession[])[first, unused])
        {
            SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, dead, SessionScenario.Transfer(rig, 1));
            Assert.Equal("EpochPassed", refusal.Name);
        }
    }
}
