using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The negative controls: what breaks a rule of ERC-7562 does not get past the strict bundler.</summary>
public sealed class StrictBundlerRulesTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    /// <summary>Reads the clock, and drops it.</summary>
    private static readonly byte[] ReadClock = Hex.Parse("0x4250");

    private static readonly Address Library = Address.Parse("0x0000000000000000000000000000000000c0de11");

    private static readonly Address Original = Address.Parse("0x0000000000000000000000000000000000c0de12");

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    /// <summary>What an account does in its validation before it agrees, and the bundler's words for it.</summary>
    public static TheoryData<string, string, EntryPointVersion> Breaches
    {
        get
        {
            TheoryData<string, string, EntryPointVersion> breaches = [];
            foreach (EntryPointVersion version in (EntryPointVersion[])[EntryPointVersion.V07, EntryPointVersion.V08])
            {
                breaches.Add("0x4250", "TIMESTAMP", version);
                breaches.Add("0x4350", "NUMBER", version);
                breaches.Add("0x3250", "ORIGIN", version);
                breaches.Add("0x4750", "SELFBALANCE", version);
                breaches.Add("0x5a50", "GAS", version);
                breaches.Add("0x5f5f5ff050", "CREATE", version);
                breaches.Add("0x61beef3b50", "un-deployed contract", version);
                breaches.Add("0x5f5f5f5f62c0de115afa50", "unstaked account accessed", version);
            }

            return breaches;
        }
    }

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Account_that_breaks_a_rule_is_refused(string breach, string words, EntryPointVersion version)
    {
        // SLOAD(7): of its own storage, whoever calls.
        await fixture.Stack.Chain.Client.SetCodeAsync(Library, Hex.Parse("0x60075400"));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => SendAsync(Hex.Parse(breach), version));

        Assert.Equal(BundlerErrorKind.ValidationRuleViolated, refused.Kind);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Own storage, GAS before a call, a precompile: so it is the breach that is refused above.</summary>
    [Theory]
    [InlineData("0x", EntryPointVersion.V07)]
    [InlineData("0x", EntryPointVersion.V08)]
    [InlineData("0x6007545060016008555f5f5f5f60045afa50", EntryPointVersion.V07)]
    [InlineData("0x6007545060016008555f5f5f5f60045afa50", EntryPointVersion.V08)]
    public async Task Account_that_breaks_no_rule_gets_its_receipt(string code, EntryPointVersion version)
    {
        UserOperationHash hash = await SendAsync(Hex.Parse(code), version);

        Assert.True((await fixture.Stack.Bundler.WaitForReceiptAsync(hash)).IsSuccess);
    }

    /// <summary>The same session, the same operation: in between, a helper of the module read the clock.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Session_is_refused_when_a_helper_of_the_module_breaks_a_rule(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        AnvilClient node = rig.Stack.Chain.Client;
        Address helper = rig.Stack.Contracts.Messages;
        byte[] code = await node.GetCodeAsync(helper);
        await node.SetCodeAsync(Original, code);

        await node.SetCodeAsync(helper, [.. ReadClock, .. Borrow(Original)]);
        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => StrictStackFixture.UseAsync(rig, session, session.Approval));
        await node.SetCodeAsync(helper, Borrow(Original));
        await StrictStackFixture.UseAsync(rig, session, session.Approval);
        await node.SetCodeAsync(helper, code);

        Assert.Equal(BundlerErrorKind.ValidationRuleViolated, refused.Kind);
        Assert.Contains("TIMESTAMP", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>An operation of an account that does something, and agrees to whatever it is asked.</summary>
    private async Task<UserOperationHash> SendAsync(byte[] breach, EntryPointVersion version)
    {
        Address entryPoint = EntryPoints.AddressOf(version);
        Address account = await ScriptedAccount.CreateAgreeingAsync(fixture.Stack.Chain, entryPoint, breach);
        FeesPerGas fees = await fixture.Stack.Bundler.GetGasPriceAsync();
        UserOperation operation = new()
        {
            Sender = account,
            Nonce = UInt256.Zero,
            CallGasLimit = 50_000UL,
            VerificationGasLimit = 200_000UL,
            PreVerificationGas = 100_000UL,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            Signature = new byte[65],
        };
        return await fixture.Stack.Bundler.SendUserOperationAsync(operation, entryPoint);
    }

    /// <summary>Assembly: copy the calldata, DELEGATECALL, copy the answer, return it.</summary>
    private static byte[] Borrow(Address code) =>
        [.. Hex.Parse("0x365f5f375f5f365f73"), .. code.ToArray(), .. Hex.Parse("0x5af4503d5f5f3e3d5ff3")];
}
