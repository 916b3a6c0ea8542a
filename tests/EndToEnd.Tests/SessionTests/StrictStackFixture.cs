using System.Globalization;
using System.Text;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>One chain with a bundler that enforces ERC-7562: Alto 0.0.18 in safe mode.</summary>
/// <remarks>One for each class of tests: an operation has every instruction traced, three times.</remarks>
public sealed class StrictStackFixture : IAsyncLifetime
{
    private SessionStack? _stack;
    private int _accounts;

    /// <summary>Every account standard on every EntryPoint that this bundler serves.</summary>
    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => new()
    {
        { AccountStandardUnderTest.Reference6900, EntryPointVersion.V07 },
        { AccountStandardUnderTest.Reference6900, EntryPointVersion.V08 },
        { AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V07 },
        { AccountStandardUnderTest.OpenZeppelin7579, EntryPointVersion.V08 },
    };

    public SessionStack Stack => _stack!;

    public async Task InitializeAsync() =>
        _stack = await SessionStack.StartAsync(new DevChainOptions { Bundler = AltoEdition.Safe });

    public async Task DisposeAsync() => await Stack.DisposeAsync();

    /// <summary>A new account that is deployed, with the module: else this bundler wants staked factories.</summary>
    public Task<AccountRig> CreateAsync(AccountStandardUnderTest standard, EntryPointVersion version) =>
        CreateAsync(standard, version, null);

    /// <summary>A new account with the module and its guard.</summary>
    public async Task<AccountRig> CreateGuardedAsync(AccountStandardUnderTest standard, EntryPointVersion version)
    {
        Address guard = await SessionContracts.DeployAsync(
            Stack.Chain, "SessionExecutionGuard", "(address)", [Stack.Contracts.Module]);
        AccountRig rig = await CreateAsync(standard, version, guard);
        if (standard == AccountStandardUnderTest.OpenZeppelin7579)
        {
            (await rig.InstallGuardAsync()).EnsureSuccess();
        }

        return rig;
    }

    private async Task<AccountRig> CreateAsync(
        AccountStandardUnderTest standard, EntryPointVersion version, Address? guard)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"owner {++_accounts}");
        InMemoryApprover owner = InMemoryApprover.FromSecret(Keccak256.Hash(Encoding.ASCII.GetBytes(name)).ToArray());
        AccountRig rig = await AccountRig.FundAsync(Stack, standard, version, owner, guard);
        await rig.CreateByTransactionAsync();
        (await rig.InstallAsync()).EnsureSuccess();
        return rig;
    }

    /// <summary>A capability on a contract that is not there.</summary>
    public static Capability Unused(int number) => new()
    {
        Id = $"other.{number}",
        Target = Address.Parse($"0xc0de00000000000000000000000000000000{number:x4}"),
        Selector = Selector.FromSignature("ping()"),
    };

    /// <summary>One transfer by a session, which must succeed.</summary>
    public static Task<StrictUse> UseAsync(
        AccountRig rig, TestSession session, Approval? approval = null, SegmentOptions? options = null) =>
        UseAsync(rig, session, [SessionScenario.Transfer(rig, 1)], approval, options);

    /// <summary>An operation of a session, which must succeed: waits for its receipt.</summary>
    /// <param name="rig">The account.</param>
    /// <param name="session">The session.</param>
    /// <param name="calls">What it does.</param>
    /// <param name="approval">With the grant: the approver's signature.</param>
    /// <param name="options">Parts that only some sessions need.</param>
    /// <param name="change">What the library's sender does not fill in.</param>
    /// <remarks>
    /// Without an estimate: with one the gas gets short at the end, and anvil tells tracers the cost of the previous
    /// instruction instead of the next one, so that after a storage write this bundler sees an out-of-gas that is none.
    /// </remarks>
    public static async Task<StrictUse> UseAsync(
        AccountRig rig,
        TestSession session,
        IReadOnlyList<Call> calls,
        Approval? approval = null,
        SegmentOptions? options = null,
        Func<UserOperation, UserOperation>? change = null)
    {
        StrictUse use = await SendAsync(rig, session, calls, approval, options, change);
        _ = use.Receipt.EnsureSuccess();
        return use;
    }

    /// <summary>The same of an operation that must be included, and may fail when it executes.</summary>
    public static async Task<StrictUse> SendAsync(
        AccountRig rig,
        TestSession session,
        IReadOnlyList<Call> calls,
        Approval? approval = null,
        SegmentOptions? options = null,
        Func<UserOperation, UserOperation>? change = null)
    {
        SessionClient client = rig.ClientOf(session);
        UserOperationDraft draft = client.Draft(calls) with { Gas = AccountRig.GenerousGas };
        IUserOperationSigner signer = client.Signer(calls, await client.ClaimAsync(), approval, options);
        UserOperation prepared = await rig.Sender.PrepareAsync(draft, signer);
        UserOperation signed = await rig.Sender.SignAsync(change?.Invoke(prepared) ?? prepared, signer);

        BundlerClient bundler = rig.Stack.Bundler;
        UserOperationHash hash = await bundler.SendUserOperationAsync(signed, rig.Sender.EntryPoint);
        return new StrictUse(rig, signed, await bundler.WaitForReceiptAsync(hash));
    }
}
