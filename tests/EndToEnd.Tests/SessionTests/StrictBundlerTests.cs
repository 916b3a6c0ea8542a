using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Sessions through a bundler that enforces ERC-7562 (Alto 0.0.18 in safe mode).</summary>
public sealed class StrictBundlerTests
{
    [Theory]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07)]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V08)]
    [InlineData(AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07)]
    public async Task Grant_with_first_use_and_a_plain_operation_obey_the_validation_rules(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        await using SessionStack stack = await StartAsync();
        AccountRig rig = await CreateAsync(stack, standard, version);

        foreach (ApprovalForm form in (ApprovalForm[])[ApprovalForm.Text, ApprovalForm.Typed])
        {
            TestSession session = await SessionScenario.ApproveAsync(rig, form, salt: (ulong)form);
            UserOperationReceipt first = await SendAsync(rig, session, 5, session.Approval);
            UserOperationReceipt plain = await SendAsync(rig, session, 6, approval: null);
            Assert.True(first.IsSuccess && plain.IsSuccess, $"{form} grant, first use and plain use succeeded");
        }
    }

    [Theory]
    [InlineData(AccountStandardUnderTest.Reference6900, EntryPointVersion.V07, KeyType.Secp256k1)]
    [InlineData(AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V08, KeyType.P256)]
    public async Task Renewal_idle_timeout_schedule_and_grace_obey_the_validation_rules_with_either_key(
        AccountStandardUnderTest standard, EntryPointVersion version, KeyType keyType)
    {
        await using SessionStack stack = await StartAsync();
        AccountRig rig = await CreateAsync(stack, standard, version);
        SoftwareApprover renewer = new(Keccak256.Hash("renewer of the tests"u8).ToArray());
        ISessionKeySigner key = keyType == KeyType.P256
            ? InMemoryP256SessionKey.Create()
            : InMemorySessionKey.Create();
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Text, key, envelope => envelope with
        {
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 1,
            Renewer = renewer.Address,
            IdleTimeout = TimeSpan.FromMinutes(30),
            Schedule = new Schedule { From = TimeSpan.Zero, To = EnvelopeLimits.Day, Weekdays = Weekdays.All },
            Budgets =
            [
                .. envelope.Budgets,
                Budget.Rolling(envelope.Budgets[0].Asset, TestEnvelopes.DailyLimit, TimeSpan.FromHours(4)),
            ],
        });
        SegmentOptions options = new() { P256InSolidity = keyType == KeyType.P256, Grace = true };
        UserOperationReceipt first = await SendAsync(rig, session, 5, session.Approval, options);
        await stack.Chain.AdvanceTimeAsync(TimeSpan.FromMinutes(1));

        DateTimeOffset deadline = await stack.GetChainTimeAsync() + TimeSpan.FromMinutes(10);
        SessionRenewal renewal = new(session.Grant.Grant.Context, session.Grant.SessionId, 1, deadline);
        RenewalConsent consent = await renewer.SignRenewalAsync(renewal);
        UserOperationReceipt renewed = await SendAsync(
            rig, session, 6, approval: null, options with { Renew = true, Consent = consent });

        Assert.True(first.IsSuccess && renewed.IsSuccess, "grant with first use, and renewal");
        Assert.Equal(1, (await SessionScenario.GetStatusAsync(rig, session)).Renewals);
    }

    private static Task<SessionStack> StartAsync() =>
        SessionStack.StartAsync(new DevChainOptions { Bundler = AltoEdition.Safe });

    private static async Task<AccountRig> CreateAsync(
        SessionStack stack, AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await AccountRig.FundAsync(stack, standard, version, SoftwareApprover.Create());
        await rig.CreateByTransactionAsync();
        (await rig.InstallAsync()).EnsureSuccess();
        return rig;
    }

    // With an estimate the gas gets short at the end, and anvil tells tracers the cost of the previous instruction
    // instead of the next one: after a storage write this bundler then sees an out-of-gas that is none.
    private static async Task<UserOperationReceipt> SendAsync(
        AccountRig rig, TestSession session, ulong amount, Approval? approval, SegmentOptions? options = null)
    {
        SessionClient client = rig.ClientOf(session);
        Call[] calls = [SessionScenario.Transfer(rig, amount)];
        UserOperationDraft draft = client.Draft(calls) with { Gas = AccountRig.GenerousGas };
        return await rig.Sender.SendAsync(draft, client.Signer(calls, await client.ClaimAsync(), approval, options));
    }
}
