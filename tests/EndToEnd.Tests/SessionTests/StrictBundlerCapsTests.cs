using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Every way through validation obeys ERC-7562, as a strict bundler sees it: as large as it may be.</summary>
/// <remarks>
/// No cap is out of this bundler's reach: its own limit, 20,000,000 gas for an operation, is far above all of them.
/// Only its patience with the node is not enough on a slow machine (tests/TestKit/Alto/patience.cjs).
/// </remarks>
public sealed class StrictBundlerCapsTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private static readonly UInt128 Wide = 1_000_000_000_000_000_000;

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Budgets_of_every_asset_and_kind_are_charged_with_grace(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        Capability native = new()
        {
            Id = "native.send",
            Target = SessionScenario.Recipient,
            Selector = default,
            MaxValue = 1,
        };
        TestSession session = await ApproveAsync(rig, ApprovalForm.Text, envelope => envelope with
        {
            FeesUnlimited = false,
            Budgets = AllBudgets(Asset.Token(rig.Stack.Contracts.Token)),
            Capabilities = [.. envelope.Capabilities, native],
        });
        Call[] calls = [SessionScenario.Transfer(rig, 1), new Call(SessionScenario.Recipient, UInt256.One, default)];
        SegmentOptions options = new() { Grace = true };

        await StrictStackFixture.UseAsync(rig, session, calls, session.Approval, options);
        await StrictStackFixture.UseAsync(rig, session, calls, options: options);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Capability_of_a_thousand_with_eight_sets_is_proven(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        Address[] members =
        [
            SessionScenario.Recipient,
            .. Unused(999).Select(capability => capability.Target),
        ];
        TestSession session = await ApproveAsync(rig, ApprovalForm.Typed, envelope => envelope with
        {
            Capabilities =
            [
                envelope.Capabilities[0] with { Rules = [.. Enumerable.Repeat(Rule.InSet(0, members), 8)] },
                .. Unused(EnvelopeLimits.MaxCapabilities - 1),
            ],
        });
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));

        await StrictStackFixture.UseAsync(rig, session);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task First_operation_carries_32_capabilities(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        TestSession session = await ApproveAsync(rig, ApprovalForm.Typed, envelope => envelope with
        {
            Capabilities = [envelope.Capabilities[0], .. Unused(31)],
        });

        await StrictStackFixture.UseAsync(rig, session, session.Approval);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task First_operation_carries_the_longest_text(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        Task<TestSession> WithCapabilitiesAsync(int count) => ApproveAsync(
            rig,
            ApprovalForm.Text,
            envelope => envelope with
            {
                Capabilities = [envelope.Capabilities[0], .. Unused(count - 1)],
            });
        TestSession session = await WithCapabilitiesAsync(14);
        await Assert.ThrowsAsync<SessionKeyException>(() => WithCapabilitiesAsync(15));

        await StrictStackFixture.UseAsync(rig, session, session.Approval);
    }

    private static ValueList<Budget> AllBudgets(Asset token)
    {
        TimeSpan day = TimeSpan.FromDays(1);
        return
        [
            Budget.Calendar(token, Wide, day),
            Budget.Rolling(token, Wide, day),
            Budget.Lifetime(token, Wide),
            Budget.Calendar(Asset.Native, Wide, day),
            Budget.Rolling(Asset.Native, Wide, day),
            Budget.Rolling(Asset.Operations, 1_000, day),
            Budget.Calendar(Asset.Gas, Wide, day),
            Budget.Lifetime(Asset.Gas, Wide),
        ];
    }

    private static IEnumerable<Capability> Unused(int count) =>
        Enumerable.Range(1, count).Select(StrictStackFixture.Unused);

    private static Task<TestSession> ApproveAsync(
        AccountRig rig, ApprovalForm form, Func<CapabilityEnvelope, CapabilityEnvelope> change) =>
        SessionScenario.ApproveAsync(rig, form, InMemorySessionKey.Create(), change);
}
