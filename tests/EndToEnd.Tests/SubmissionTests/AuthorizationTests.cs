using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A plain account whose first submission brings its code (EIP-7702), through the real Alto.</summary>
public sealed class AuthorizationTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>
{
    private const ulong Amount = 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly byte[] Secret =
        Keccak256.Hash("an account that delegates with its first submission"u8).ToArray();

    [Fact]
    public async Task First_submission_of_a_plain_account_brings_its_code_also_after_a_crash()
    {
        (OpenZeppelinAccount7579 account, Eip7702Authorization authorization) = await CreateAccountAsync();
        using InMemorySessionKey key = InMemorySessionKey.Create();
        SessionStack stack = scenario.Stack;
        SessionContext context = await SessionContexts.ReadAsync(
            stack.Node, stack.Contracts.Module, account, SessionStack.ChainId);
        CapabilityEnvelope envelope =
            TestEnvelopes.Transfers(stack.Contracts.Token, await stack.GetChainTimeAsync());
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(context, key.Address, envelope));
        Approval approval = await InMemoryApprover.FromSecret(Secret).SignGrantAsync(grant, ApprovalForm.Typed);
        UserOperationSender sender =
            new(stack.Bundler, stack.Node, SessionStack.ChainId, EntryPointVersion.V08);
        SessionClient session = new(sender, stack.Node, account, grant, key);
        Call pay = Call.Function(
            stack.Contracts.Token, "transfer(address,uint256)", SessionScenario.Recipient, (UInt256)Amount);
        UInt256 before = await stack.GetTokenBalanceAsync(stack.Contracts.Token, SessionScenario.Recipient);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        using JournalFile log = new(Path.Combine(folder.FullName, "journal"));
        SubmissionRequest request = new()
        {
            Id = "order-1",
            Calls = [pay],
            Approval = approval,
            Authorization = authorization,
        };

        await DieAfterTheSignatureAsync(log, session, request);
        await using SessionSubmitter second = new(log, session, Quick(null));
        await second.ResumeAsync();
        Submission end = await scenario.WithBlocksAsync(second.WaitAsync("order-1", timeout: Limit));
        byte[] code = await stack.Node.GetCodeAsync(account.Address);

        Assert.True(end.State == SubmissionState.Final, $"{end.State}: {end.Refusal}");
        Assert.True(end.Inclusion!.Success);
        Assert.Single(end.Attempts);
        Assert.Equal([0xef, 0x01, 0x00, .. authorization.Address.ToArray()], code);
        Assert.Equal(
            before + Amount, await stack.GetTokenBalanceAsync(stack.Contracts.Token, SessionScenario.Recipient));
        folder.Delete(recursive: true);
    }

    private static SessionSubmitterOptions Quick(Action<string>? faultPoint) => new()
    {
        Confirmations = 1,
        PollInterval = TimeSpan.FromMilliseconds(50),
        LeaseDuration = TimeSpan.FromMilliseconds(500),
        FaultPoint = faultPoint,
    };

    private static async Task DieAfterTheSignatureAsync(
        JournalFile log, SessionClient session, SubmissionRequest request)
    {
        await using SessionSubmitter first = new(log, session, Quick(point =>
        {
            if (point == FaultPoints.Signed)
            {
                throw new InvalidOperationException("the process died here");
            }
        }));
        await first.SubmitAsync(request);
        Submission signed = await first.WaitAsync(request.Id, SubmissionState.Signed, Limit);
        Assert.Equal(SubmissionState.Signed, signed.State);
        Assert.Equal(request.Authorization, signed.LatestAttempt!.Authorization);
    }

    /// <summary>
    /// An account that had its code once, installed the module, and took the code away: storage stays with the address.
    /// </summary>
    private async Task<(OpenZeppelinAccount7579 Account, Eip7702Authorization Authorization)> CreateAccountAsync()
    {
        SessionStack stack = scenario.Stack;
        AnvilClient chain = stack.Chain.Client;
        Address address = Secp256k1.GetAddress(Secret);
        OpenZeppelinAccount7579 account = new(address, stack.Contracts.Module);
        Address implementation = await TestKit.SessionContracts.DeployAsync(
            stack.Chain, "OpenZeppelinAccount", "(address)", [EntryPoints.V08]);
        await chain.SetBalanceAsync(address, UInt256.Parse("1000000000000000000"));
        await TestKit.SessionContracts.MintAsync(stack.Chain, stack.Contracts.Token, address, 1_000);
        await chain.SetCodeAsync(address, [0xef, 0x01, 0x00, .. implementation.ToArray()]);
        await chain.ImpersonateAsync(address);
        await chain.SendTransactionAsync(
            address,
            account.EncodeInstall(
                stack.Contracts.Module, SessionKeyModuleCalls.InstallData(address, account.NonceLayout)),
            address);
        await chain.SetCodeAsync(address, []);
        AccountDelegation delegation = new(SessionStack.ChainId, implementation, 1);
        return (account, new Eip7702Authorization(
            delegation.ChainId, delegation.Delegate, delegation.Nonce, Secp256k1.Sign(Secret, delegation.Digest())));
    }
}
