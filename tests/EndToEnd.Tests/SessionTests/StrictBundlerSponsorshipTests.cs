using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A sponsored session at the bundler that enforces ERC-7562, on account and paymaster.</summary>
public sealed class StrictBundlerSponsorshipTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData(EntryPointVersion.V07)]
    [InlineData(EntryPointVersion.V08)]
    public async Task Sponsored_operation_of_a_session_breaks_no_rule_of_validation(EntryPointVersion version)
    {
        SponsoringPaymaster paymaster = await SponsoringPaymaster.DeployAsync(
            fixture.Stack.Chain, version, $"strict {version}");
        AccountRig rig = await fixture.CreateAsync(AccountStandardUnderTest.Reference6900, version);
        TestSession session = await SessionScenario.ApproveAsync(
            rig,
            ApprovalForm.Text,
            InMemorySessionKey.Create(),
            envelope => envelope with { Paymaster = PaymasterTerm.Only(paymaster.Address), FeesUnlimited = false });
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        DateTimeOffset now = await fixture.Stack.GetChainTimeAsync();
        await using PaymasterServer service = PaymasterServer.Start(paymaster, now.AddHours(1));
        SessionClient client = rig.ClientOf(session);
        Call[] calls = [SessionScenario.Transfer(rig, 1)];
        UserOperationDraft draft = client.Draft(
            calls, sponsorship: new SponsorshipRequest { Service = service.Client }) with
        {
            Gas = AccountRig.GenerousGas,
        };

        UserOperationReceipt receipt = await rig.Sender
            .SendAsync(draft, client.Signer(calls, await client.ClaimAsync())).WaitAsync(Limit);

        Assert.True(receipt.EnsureSuccess().IsSuccess);
        Assert.Equal(paymaster.Address, receipt.Paymaster);
    }
}
