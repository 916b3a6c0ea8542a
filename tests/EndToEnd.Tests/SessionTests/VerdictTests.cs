using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>May this operation run? Asked by <c>eth_call</c> in the account's name, before it is sent.</summary>
public sealed class VerdictTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    [Fact]
    public async Task Verdict_of_an_operation_is_a_call_from_the_account()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "verdict");
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));

        CallResult allowed = await AskAsync(rig, session, SessionScenario.Transfer(rig, TestEnvelopes.CallLimit));
        CallResult refused = await AskAsync(rig, session, SessionScenario.Transfer(rig, TestEnvelopes.CallLimit + 1));
        UserOperationReceipt sent = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, TestEnvelopes.CallLimit)]);

        Assert.True(allowed.IsSuccess, allowed.RevertReason);
        UInt256 answer = UInt256.ReadBigEndian(allowed.Data.Span);
        Assert.Equal(UInt256.Zero, answer & ((UInt256.One << 160) - 1));
        UInt256 validUntil = (answer >> 160) & ((UInt256.One << 48) - 1);
        Assert.True(answer >> 208 < validUntil, "valid after comes before valid until");
        Assert.False(refused.IsSuccess, "over the limit of a call");
        Assert.True(ModuleErrors.TryDecode(refused.Data.Span, out SessionRefusal? refusal), "an error of the module");
        Assert.Equal("RuleViolated", refusal.Name);
        sent.EnsureSuccess();
    }

    [Fact]
    public async Task Lens_reads_the_packed_terms_and_the_session()
    {
        AccountRig rig = await SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07, "lens");
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));

        Call read = Call.Function(
            fixture.Stack.Contracts.Lens,
            "sessionOfTerms(address,uint40,bytes)",
            rig.Account.Address,
            (UInt256)rig.Account.Route.ToPacked(),
            session.Grant.Terms.ToArray());
        byte[] answer = await fixture.Stack.Node.CallAsync(read.Target, read.Data);

        const int word = UInt256.Length;
        const int live = 12;
        Assert.Equal(session.Grant.SessionId.Value.ToArray(), answer[word..(2 * word)]);
        Assert.Equal((UInt256)live, UInt256.ReadBigEndian(answer.AsSpan(2 * word, word)));
    }

    private async Task<CallResult> AskAsync(AccountRig rig, TestSession session, Call call)
    {
        SessionClient client = rig.ClientOf(session);
        IUserOperationSigner signer = client.Signer([call], await client.ClaimAsync());
        UserOperation operation = await rig.Sender.SignAsync(
            await rig.Sender.PrepareAsync(client.Draft([call]) with { Gas = AccountRig.GenerousGas }, signer), signer);
        UserOperationHash hash = UserOperationHasher.Hash(
            operation, rig.Sender.Version, rig.Sender.EntryPoint, SessionStack.ChainId);

        Call ask = Call.Function(
            fixture.Stack.Contracts.Module,
            $"validateUserOp(uint32,{PackedUserOperation.AbiTypeName},bytes32)",
            (UInt256)rig.Account.Route.EntityId,
            operation.ToPacked().ToAbiValues(),
            hash.Value);
        return await fixture.Stack.Node.TryCallAsync(ask.Target, ask.Data, from: rig.Account.Address);
    }
}
