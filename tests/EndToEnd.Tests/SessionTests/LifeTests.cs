using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Keys, renewals, idle timeouts, schedules and windows through the real bundler.</summary>
public sealed class LifeTests(SessionStackFixture fixture) : IClassFixture<SessionStackFixture>
{
    private static readonly InMemoryApprover Renewer =
        InMemoryApprover.FromSecret(Keccak256.Hash("renewer of the tests"u8).ToArray());

    [Theory]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, false)]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V09, true)]
    [InlineData(AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V08, true)]
    public async Task P256_key_acts_by_the_precompile_and_by_the_solidity_verifier(
        AccountStandardUnderTest standard, EntryPointVersion version, bool inSolidity)
    {
        AccountRig rig = await CreateAsync(standard, version, $"p256 {standard} {version}");
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, key, Lifetime);
        SegmentOptions options = new() { P256InSolidity = inSolidity };

        UserOperationReceipt first = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval, options: options);
        UserOperationReceipt second = await rig.ClientOf(session)
            .SendAsync([SessionScenario.Transfer(rig, 2)], options: options);

        Assert.True(first.IsSuccess && second.IsSuccess, "both operations succeeded");
    }

    [Fact]
    public async Task Session_lives_on_with_the_consent_of_its_renewer_only()
    {
        AccountRig rig = await CreateAsync(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "renewed");
        TestSession session = await ApproveAsync(rig, envelope => envelope with
        {
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 1,
            Renewer = Renewer.Address,
        });
        SessionClient client = rig.ClientOf(session);
        await client.SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval);
        ModuleSessionStatus before = await SessionScenario.GetStatusAsync(rig, session);
        await rig.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(30));

        SegmentOptions forged = await RenewAsync(rig, session, 1, rig.Owner);
        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => SendAsync(client, rig, forged));
        UserOperationReceipt renewed = await client.SendAsync(
            [SessionScenario.Transfer(rig, 2)], options: await RenewAsync(rig, session, 1, Renewer));
        ModuleSessionStatus after = await SessionScenario.GetStatusAsync(rig, session);
        SessionRefusal second = await RefuseAsync(client, rig, await RenewAsync(rig, session, 2, Renewer));

        Assert.Equal(BundlerErrorKind.SignatureRejected, refused.Kind);
        Assert.True(renewed.IsSuccess, "renewed");
        Assert.Equal((0, 1), (before.Renewals, after.Renewals));
        Assert.InRange(after.ExpiresAt - before.ExpiresAt, 1_700UL, 1_900UL);
        Assert.Equal("RenewalsExhausted", second.Name);
    }

    [Fact]
    public async Task Dormant_session_wakes_when_the_approver_attests_it()
    {
        AccountRig rig = await CreateAsync(AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07, "dormant");
        TestSession session = await ApproveAsync(
            rig, envelope => envelope with { IdleTimeout = TimeSpan.FromMinutes(15) });
        SessionClient client = rig.ClientOf(session);
        await client.SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval);
        await rig.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(20));

        SessionRefusal refusal = await SessionScenario.RefuseAsync(rig, session, SessionScenario.Transfer(rig, 2));
        SessionReattestation attestation = new(
            session.Grant.Grant.Context, session.Grant.SessionId, await rig.Stack.GetChainTimeAsync());
        Approval approval = await rig.Owner.SignControlAsync(attestation, ApprovalForm.Text);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Reattest(attestation, approval));
        UserOperationReceipt awake = await client.SendAsync([SessionScenario.Transfer(rig, 3)]);

        Assert.Equal("SessionDormant", refusal.Name);
        Assert.True(awake.IsSuccess, "awake");
    }

    [Fact]
    public async Task Renewer_attests_too()
    {
        AccountRig rig = await CreateAsync(AccountStandardUnderTest.Reference6900, EntryPointVersion.V08, "attested");
        TestSession session = await ApproveAsync(rig, envelope => envelope with
        {
            Ttl = TimeSpan.FromDays(1),
            MaxRenewals = 1,
            Renewer = Renewer.Address,
            IdleTimeout = TimeSpan.FromMinutes(15),
        });
        await rig.ClientOf(session).SendAsync([SessionScenario.Transfer(rig, 1)], session.Approval);
        await rig.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(20));

        DateTimeOffset now = await rig.Stack.GetChainTimeAsync();
        Approval approval = await Renewer.SignControlAsync(
            new SessionReattestation(session.Grant.Grant.Context, session.Grant.SessionId, now), ApprovalForm.Typed);
        await SessionScenario.RelayAsync(
            rig, SessionKeyModuleCalls.ReattestAsRenewer(session.Grant, now, approval));

        ModuleSessionStatus status = await SessionScenario.GetStatusAsync(rig, session);
        Assert.Equal((ulong)now.ToUnixTimeSeconds(), status.LastActivity);
    }

    [Fact]
    public async Task Schedule_and_rolling_window_are_told_by_their_values()
    {
        AccountRig rig = await CreateAsync(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, "windows");
        DateTimeOffset now = await rig.Stack.GetChainTimeAsync();
        int today = ((int)now.UtcDateTime.DayOfWeek + 6) % 7;
        Schedule notToday = new()
        {
            From = TimeSpan.Zero,
            To = EnvelopeLimits.Day,
            Weekdays = (Weekdays)(1 << ((today + 3) % 7)),
        };
        TestSession scheduled = await ApproveAsync(rig, envelope => envelope with { Schedule = notToday });
        TestSession rolling = await ApproveAsync(rig, envelope => envelope with
        {
            Budgets = [Budget.Rolling(Asset.Token(rig.Stack.Contracts.Token), 100, TimeSpan.FromDays(1))],
        });
        await SessionScenario.RelayAsync(
            rig, SessionKeyModuleCalls.Grant(scheduled.Grant, scheduled.Approval));

        SessionRefusal outside = await SessionScenario.RefuseAsync(rig, scheduled, SessionScenario.Transfer(rig, 1));
        UserOperationReceipt within = await rig.ClientOf(rolling)
            .SendAsync([SessionScenario.Transfer(rig, 60)], rolling.Approval);
        SessionRefusal over = await SessionScenario.RefuseAsync(rig, rolling, SessionScenario.Transfer(rig, 41));

        Assert.Equal("OutsideSchedule", outside.Name);
        Assert.True(within.IsSuccess, "within the window");
        Assert.Equal("BudgetExceeded", over.Name);
        Assert.Contains(
            "has used 60, and 41 more were requested; allowed are 100", over.Message, StringComparison.Ordinal);
    }

    private static CapabilityEnvelope Lifetime(CapabilityEnvelope envelope) => envelope with
    {
        Budgets = [Budget.Lifetime(envelope.Budgets[0].Asset, TestEnvelopes.DailyLimit)],
    };

    /// <summary>Budgets for life, because these tests move the chain's time over the ends of windows.</summary>
    private static Task<TestSession> ApproveAsync(
        AccountRig rig, Func<CapabilityEnvelope, CapabilityEnvelope> change) =>
        SessionScenario.ApproveAsync(
            rig, ApprovalForm.Typed, InMemorySessionKey.Create(), envelope => change(Lifetime(envelope)));

    private static async Task<SegmentOptions> RenewAsync(
        AccountRig rig, TestSession session, ushort number, IApprover renewer)
    {
        DateTimeOffset deadline = await rig.Stack.GetChainTimeAsync() + TimeSpan.FromMinutes(10);
        SessionRenewal renewal = new(session.Grant.Grant.Context, session.Grant.SessionId, number, deadline);
        return new SegmentOptions { Renew = true, Consent = await renewer.SignRenewalAsync(renewal) };
    }

    private static async Task<UserOperationReceipt> SendAsync(
        SessionClient client, AccountRig rig, SegmentOptions options)
    {
        Call[] calls = [SessionScenario.Transfer(rig, 1)];
        IUserOperationSigner signer = client.Signer(calls, await client.ClaimAsync(), options: options);
        return await rig.Sender.SendAsync(client.Draft(calls) with { Gas = AccountRig.GenerousGas }, signer);
    }

    private static async Task<SessionRefusal> RefuseAsync(SessionClient client, AccountRig rig, SegmentOptions options)
    {
        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => SendAsync(client, rig, options));
        Assert.True(ModuleErrors.TryDecode(refused.RevertData.Span, out SessionRefusal? refusal), refused.Message);
        return refusal;
    }

    private Task<AccountRig> CreateAsync(AccountStandardUnderTest standard, EntryPointVersion version, string name) =>
        SessionScenario.CreateAccountAsync(fixture.Stack, standard, version, name);
}
