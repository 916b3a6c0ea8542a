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
        await using SessionStack stack =
            await SessionStack.StartAsync(new DevChainOptions { Bundler = AltoEdition.Safe });
        AccountRig rig = await AccountRig.FundAsync(stack, standard, version, SoftwareApprover.Create());
        await rig.CreateByTransactionAsync();
        (await rig.InstallAsync()).EnsureSuccess();

        foreach (ApprovalForm form in (ApprovalForm[])[ApprovalForm.Text, ApprovalForm.Typed])
        {
            TestSession session = await SessionScenario.ApproveAsync(rig, form, salt: (ulong)form);
            UserOperationReceipt first = await SendAsync(rig, session, 5, session.Approval);
            UserOperationReceipt plain = await SendAsync(rig, session, 6, approval: null);
            Assert.True(first.IsSuccess && plain.IsSuccess, $"{form} grant, first use and plain use succeeded");
        }
    }

    // With an estimate the gas gets short at the end, and anvil tells tracers the cost of the previous instruction
    // instead of the next one: after a storage write this bundler then sees an out-of-gas that is none.
    private static async Task<UserOperationReceipt> SendAsync(
        AccountRig rig, TestSession session, ulong amount, Approval? approval)
    {
        SessionClient client = rig.ClientOf(session);
        Call[] calls = [SessionScenario.Transfer(rig, amount)];
        UserOperationDraft draft = client.Draft(calls) with { Gas = AccountRig.GenerousGas };
        return await rig.Sender.SendAsync(draft, client.Signer(calls, await client.ClaimAsync(), approval));
    }
}
