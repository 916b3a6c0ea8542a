using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Sessions whose operations somebody else pays for, through a service, a contract and the real bundler.</summary>
public sealed class SponsorshipTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static TheoryData<EntryPointVersion, bool, bool> Services => new()
    {
        { EntryPointVersion.V07, false, false },
        { EntryPointVersion.V08, false, false },
        { EntryPointVersion.V09, false, false },
        { EntryPointVersion.V09, true, false },
        { EntryPointVersion.V09, true, true },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Session_of_an_account_without_ether_is_paid_by_the_paymaster_that_it_names(
        EntryPointVersion version, bool signsLate, bool saysFinal)
    {
        string name = $"sponsored {version} {signsLate} {saysFinal}";
        SponsoringPaymaster paymaster = await SponsoringPaymaster.DeployAsync(fixture.Stack.Chain, version, name);
        AccountRig rig = await CreateAsync(version, name);
        TestSession session = await ApproveAsync(rig, PaymasterTerm.Only(paymaster.Address));
        await using PaymasterServer service = await StartAsync(
            paymaster, new PaymasterServerOptions { SignsLate = signsLate, SaysFinal = saysFinal });
        List<SponsorshipStub> shown = [];
        SponsorshipRequest request = new()
        {
            Service = service.Client,
            AcceptAsync = (stub, _) =>
            {
                shown.Add(stub);
                return ValueTask.FromResult(true);
            },
        };
        await TakeEtherAsync(rig);
        UInt256 before = await SessionScenario.BalanceAsync(rig);
        UInt256 accountsDeposit = await DepositAsync(rig, rig.Account.Address);
        UInt256 paymastersDeposit = await DepositAsync(rig, paymaster.Address);

        UserOperationReceipt first = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, 5)], session.Approval, sponsorship: request).WaitAsync(Limit);
        UserOperationReceipt second = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, 6)], sponsorship: request).WaitAsync(Limit);
        SubmittedUserOperation? found = await fixture.Stack.Bundler.GetUserOperationAsync(second.UserOperationHash);

        Assert.True(first.EnsureSuccess().IsSuccess && second.EnsureSuccess().IsSuccess);
        Assert.True(found?.IsVerified, "the operation that the bundler tells has the hash computed here");
        Assert.Equal(paymaster.Address, second.Paymaster);
        Assert.Equal(before + 11, await SessionScenario.BalanceAsync(rig));
        Assert.Equal(UInt256.Zero, await fixture.Stack.Node.GetBalanceAsync(rig.Account.Address));
        Assert.Equal(accountsDeposit, await DepositAsync(rig, rig.Account.Address));
        Assert.Equal(
            paymastersDeposit - first.ActualGasCostWei - second.ActualGasCostWei,
            await DepositAsync(rig, paymaster.Address));
        Assert.All(shown, stub => Assert.Equal(PaymasterServer.SponsorName, stub.Sponsor?.Name));
        Assert.Equal(2, shown.Count);
        Assert.Equal(
            2 * ((signsLate ? 1 : 0) + (saysFinal ? 0 : 1)),
            service.Requests.Count(sent => sent.Method == "pm_getPaymasterData"));
    }

    [Fact]
    public async Task Session_whose_term_is_none_is_refused_a_paymaster_here_and_on_the_chain()
    {
        SponsoringPaymaster paymaster = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, EntryPointVersion.V08, "unwanted");
        AccountRig rig = await CreateAsync(EntryPointVersion.V08, "unwanted");
        TestSession session = await ApproveAsync(rig, PaymasterTerm.None);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        await using PaymasterServer service = await StartAsync(paymaster);
        SponsorshipRequest request = new() { Service = service.Client };
        SessionClient client = rig.ClientOf(session);
        Call[] calls = [SessionScenario.Transfer(rig, 1)];

        BundlerException here = await Assert.ThrowsAsync<BundlerException>(
            () => client.SendAsync(calls, sponsorship: request).WaitAsync(Limit));
        int asked = service.Requests.Count;
        UserOperationDraft bypass = client.Draft(calls) with
        {
            Sponsorship = request,
            Gas = AccountRig.GenerousGas,
        };
        BundlerException chain = await Assert.ThrowsAsync<BundlerException>(async () =>
            await rig.Sender.SendAsync(bypass, client.Signer(calls, await client.ClaimAsync())).WaitAsync(Limit));

        Assert.Equal(BundlerErrorKind.PaymasterNotAllowed, here.Kind);
        Assert.Equal(0, asked);
        Assert.True(ModuleErrors.TryDecode(chain.RevertData.Span, out SessionRefusal? refusal), chain.Message);
        Assert.Equal("PaymasterNotAllowed", refusal.Name);
        (await client.SendAsync(calls).WaitAsync(Limit)).EnsureSuccess();
    }

    [Fact]
    public async Task Paymaster_that_the_session_does_not_name_is_refused_before_signing()
    {
        SponsoringPaymaster named = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, EntryPointVersion.V07, "named");
        SponsoringPaymaster other = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, EntryPointVersion.V07, "other");
        AccountRig rig = await CreateAsync(EntryPointVersion.V07, "other paymaster");
        TestSession session = await ApproveAsync(rig, PaymasterTerm.Only(named.Address));
        await using PaymasterServer service = await StartAsync(other);

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => rig.ClientOf(session).SendAsync(
            [SessionScenario.Transfer(rig, 1)],
            session.Approval,
            sponsorship: new SponsorshipRequest { Service = service.Client }));

        Assert.Equal(BundlerErrorKind.PaymasterNotAllowed, refused.Kind);
        Assert.Contains(other.Address.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(named.Address.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_the_paymaster_did_not_sign_is_refused_by_the_chain()
    {
        SponsoringPaymaster paymaster = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, EntryPointVersion.V07, "forged");
        AccountRig rig = await CreateAsync(EntryPointVersion.V07, "forged");
        TestSession session = await ApproveAsync(rig, PaymasterTerm.Only(paymaster.Address));
        DateTimeOffset now = await fixture.Stack.GetChainTimeAsync();
        byte[] stub = SponsoringPaymaster.StubData((ulong)now.AddHours(1).ToUnixTimeSeconds());
        await using PaymasterServer service = await StartAsync(
            paymaster,
            new PaymasterServerOptions { ChangeFinal = answer => answer["paymasterData"] = Hex.Format(stub) });

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => rig.ClientOf(session).SendAsync(
            [SessionScenario.Transfer(rig, 1)],
            session.Approval,
            sponsorship: new SponsorshipRequest { Service = service.Client }));

        Assert.Equal(BundlerErrorKind.PaymasterSignatureRejected, refused.Kind);
    }

    [Fact]
    public async Task Slow_service_is_waited_for_and_a_lying_or_failing_one_is_named()
    {
        SponsoringPaymaster paymaster = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, EntryPointVersion.V08, "moody");
        AccountRig rig = await CreateAsync(EntryPointVersion.V08, "moody");
        TestSession session = await ApproveAsync(rig, PaymasterTerm.Only(paymaster.Address));
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        await using PaymasterServer slow = await StartAsync(
            paymaster, new PaymasterServerOptions { Delay = TimeSpan.FromMilliseconds(300) });
        await using PaymasterServer lying = await StartAsync(
            paymaster,
            new PaymasterServerOptions { ChangeStub = stub => stub["sender"] = paymaster.Address.ToString() });
        await using PaymasterServer failing = await StartAsync(
            paymaster, new PaymasterServerOptions { Fault = FakeReply.Html(503) });
        Task<UserOperationReceipt> SendAsync(PaymasterServer service) => rig.ClientOf(session).SendAsync(
            [SessionScenario.Transfer(rig, 1)],
            sponsorship: new SponsorshipRequest { Service = service.Client }).WaitAsync(Limit);

        BundlerException lied = await Assert.ThrowsAsync<BundlerException>(() => SendAsync(lying));
        BundlerException failed = await Assert.ThrowsAsync<BundlerException>(() => SendAsync(failing));
        UserOperationReceipt waited = await SendAsync(slow);

        Assert.Equal(BundlerErrorKind.AnswerChangesOperation, lied.Kind);
        Assert.Equal(BundlerErrorKind.Unavailable, failed.Kind);
        Assert.True(failed.IsTransient);
        Assert.True(waited.EnsureSuccess().IsSuccess);
    }

    private static Task<TestSession> ApproveAsync(AccountRig rig, PaymasterTerm term) => SessionScenario.ApproveAsync(
        rig,
        ApprovalForm.Text,
        InMemorySessionKey.Create(),
        envelope => envelope with { Paymaster = term, FeesUnlimited = term.Required.IsZero });

    private static Task<UInt256> DepositAsync(AccountRig rig, Address owner) =>
        rig.Stack.Node.GetDepositAsync(rig.Sender.EntryPoint, owner);

    private Task<AccountRig> CreateAsync(EntryPointVersion version, string name) =>
        SessionScenario.CreateAccountAsync(
            fixture.Stack, AccountStandardUnderTest.Reference6900, version, name);

    private async Task<PaymasterServer> StartAsync(
        SponsoringPaymaster paymaster, PaymasterServerOptions? options = null)
    {
        DateTimeOffset now = await fixture.Stack.GetChainTimeAsync();
        return PaymasterServer.Start(paymaster, now.AddHours(1), options);
    }

    private Task TakeEtherAsync(AccountRig rig) =>
        fixture.Stack.Chain.Client.SetBalanceAsync(rig.Account.Address, UInt256.Zero);
}
