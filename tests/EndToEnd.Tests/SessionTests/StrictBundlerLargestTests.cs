using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The operation whose validation is the dearest obeys ERC-7562, as a strict bundler sees it.</summary>
/// <remarks>
/// Like <c>worstValidationP256</c> of the gas snapshots: sixteen calls with value, eight rules and four spends each,
/// eight rolling budgets, every group of terms, one capability of a thousand, grace, a renewal by a renewer, and a
/// P-256 key, in as many bytes as an operation may have. Still dearer: nothing was charged to the budgets before.
/// </remarks>
public sealed class StrictBundlerLargestTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private static readonly UInt128 Wide = 1_000_000_000_000_000_000;

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Dearest_validation_passes(AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        Address target = await SessionContracts.DeployAsync(rig.Stack.Chain, "CallTarget", "()", []);
        InMemoryApprover renewer = InMemoryApprover.FromSecret(Keccak256.Hash("renewer of the tests"u8).ToArray());
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(
            rig, ApprovalForm.Typed, key, envelope => WithEverything(envelope, renewer.Address, target));
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(session.Grant, session.Approval));
        await fixture.Stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(1));

        DateTimeOffset deadline = await fixture.Stack.GetChainTimeAsync() + TimeSpan.FromMinutes(10);
        SessionRenewal renewal = new(session.Grant.Grant.Context, session.Grant.SessionId, 1, deadline);
        SegmentOptions options = new()
        {
            Renew = true,
            Consent = await renewer.SignRenewalAsync(renewal),
            Grace = true,
            P256InSolidity = true,
        };
        Call echo = Call.Function(target, "echo(uint256)", UInt256.One) with { Value = UInt256.One };
        StrictUse use = await StrictStackFixture.UseAsync(
            rig, session, [.. Enumerable.Repeat(echo, EnvelopeLimits.MaxCalls)], options: options);

        ulong gas = await use.ValidationGasAsync();
        Assert.InRange(use.Length, StrictUse.MaxLength - 100, StrictUse.MaxLength);
        Assert.True(gas > 500_000, $"{gas} gas");
    }

    private static CapabilityEnvelope WithEverything(CapabilityEnvelope envelope, Address renewer, Address target)
    {
        Asset token = envelope.Budgets[0].Asset;
        TimeSpan day = TimeSpan.FromDays(1);
        UInt256[] members = [.. Enumerable.Range(1, 32).Select(i => (UInt256)(ulong)i)];
        return envelope with
        {
            NonceDomain = "session:the-longest-domain:of:32",
            Ttl = day,
            MaxRenewals = 1,
            Renewer = renewer,
            IdleTimeout = day,
            Schedule = new Schedule { From = TimeSpan.Zero, To = EnvelopeLimits.Day, Weekdays = Weekdays.All },
            Budgets =
            [
                .. Enumerable.Repeat(Budget.Rolling(token, Wide, day), 7),
                Budget.Rolling(Asset.Native, Wide, day),
            ],
            Capabilities =
            [
                new Capability
                {
                    Id = "everything",
                    Target = target,
                    Selector = Selector.FromSignature("echo(uint256)"),
                    MaxValue = 1,
                    Rules = [Rule.InSet(0, members), .. Enumerable.Repeat(Rule.AtLeastRatio(0, new Ratio(0, 1, 1)), 7)],
                    Spends = [.. Enumerable.Repeat(Spend.ByWord(token, 0), 4)],
                },
                .. Enumerable.Range(1, EnvelopeLimits.MaxCapabilities - 1).Select(StrictStackFixture.Unused),
            ],
        };
    }
}
