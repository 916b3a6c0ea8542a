using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Every way through validation obeys ERC-7562, as a strict bundler sees it: terms and keys.</summary>
public sealed class StrictBundlerTermsTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private static readonly UInt256 PaymasterDeposit = UInt256.Parse("1000000000000000000");

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Session_renews_itself(AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        TestSession session = await RelayAsync(rig, envelope => envelope with
        {
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 2,
        });

        await fixture.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(1));
        await StrictStackFixture.UseAsync(rig, session, options: new SegmentOptions { Renew = true });

        Assert.Equal(1, (await SessionScenario.GetStatusAsync(rig, session)).Renewals);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Renewer_renews_a_scheduled_session_with_an_idle_timeout(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        InMemoryApprover renewer = InMemoryApprover.FromSecret(Keccak256.Hash("renewer of the tests"u8).ToArray());
        TestSession session = await SessionScenario.ApproveAsync(
            rig,
            ApprovalForm.Typed,
            InMemorySessionKey.Create(),
            envelope => envelope with
            {
                Ttl = TimeSpan.FromHours(1),
                MaxRenewals = 1,
                Renewer = renewer.Address,
                IdleTimeout = TimeSpan.FromMinutes(30),
                Schedule = new Schedule { From = TimeSpan.Zero, To = EnvelopeLimits.Day, Weekdays = Weekdays.All },
            });

        await StrictStackFixture.UseAsync(rig, session, session.Approval);
        await fixture.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(1));
        DateTimeOffset deadline = await fixture.Stack.GetChainTimeAsync() + TimeSpan.FromMinutes(10);
        SessionRenewal renewal = new(session.Grant.Grant.Context, session.Grant.SessionId, 1, deadline);
        RenewalConsent consent = await renewer.SignRenewalAsync(renewal);
        SegmentOptions options = new() { Renew = true, Consent = consent };
        await StrictStackFixture.UseAsync(rig, session, options: options);

        Assert.Equal(1, (await SessionScenario.GetStatusAsync(rig, session)).Renewals);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Essential_capability_acts_while_the_account_is_restricted(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        TestSession session = await RelayAsync(rig, envelope => envelope with
        {
            Capabilities = [envelope.Capabilities[0] with { Essential = true }],
        });
        byte[] tighten = SessionKeyModuleCalls.TightenMode(
            new ModeTightening(session.Grant.Grant.Context, AccountMode.Restricted), Approval.ByCaller);
        (await rig.SendAsOwnerAsync([new Call(rig.Stack.Contracts.Module, UInt256.Zero, tighten)])).EnsureSuccess();

        await StrictStackFixture.UseAsync(rig, session);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Paymaster_that_the_envelope_names_pays(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        Address paymaster = await SessionContracts.DeployAsync(rig.Stack.Chain, "AcceptingPaymaster", "()", []);
        Call deposit = Call.Function(rig.Sender.EntryPoint, "depositTo(address)", paymaster);
        await rig.Stack.Chain.Client.SendTransactionAsync(
            deposit.Target, deposit.Data.ToArray(), valueWei: PaymasterDeposit);
        TestSession session = await RelayAsync(rig, envelope => envelope with
        {
            FeesUnlimited = false,
            Paymaster = PaymasterTerm.Only(paymaster),
        });

        StrictUse use = await StrictStackFixture.UseAsync(
            rig,
            session,
            [SessionScenario.Transfer(rig, 1)],
            change: operation => operation with { Paymaster = paymaster, PaymasterVerificationGasLimit = 100_000UL });

        Assert.Equal(paymaster, use.Receipt.Paymaster);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task P256_key_acts_with_its_grant_by_the_solidity_verifier(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, key, envelope => envelope);

        await StrictStackFixture.UseAsync(
            rig, session, session.Approval, new SegmentOptions { P256InSolidity = true });
    }

    /// <summary>A negative control, too: this bundler's tracer knows the precompiles 1 to 9.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task P256_key_by_the_precompile_is_refused(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, key, envelope => envelope);

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => StrictStackFixture.UseAsync(rig, session, session.Approval));

        Assert.Equal(BundlerErrorKind.ValidationRuleViolated, refused.Kind);
        Assert.Contains("0x0000000000000000000000000000000000000100", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<TestSession> RelayAsync(
        AccountRig rig, Func<CapabilityEnvelope, CapabilityEnvelope> change)
    {
        TestSession session = await SessionScenario.ApproveAsync(
            rig, ApprovalForm.Typed, InMemorySessionKey.Create(), change);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        return session;
    }
}
