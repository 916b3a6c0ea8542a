using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Sessions that name a guard, through a strict bundler: judged again when they execute.</summary>
public sealed class StrictBundlerGuardTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private const ulong Approved = 500_000_000;

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Guarded_session_is_granted_and_used_within_its_limits(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateGuardedAsync(standard, version);
        TestSession session = await ApproveAsync(rig, envelope => envelope with { Guard = Watched(rig) });
        UInt256 before = await SessionScenario.BalanceAsync(rig);

        await StrictStackFixture.UseAsync(rig, session, session.Approval);
        await StrictStackFixture.UseAsync(rig, session);

        Assert.Equal(before + 2UL, await SessionScenario.BalanceAsync(rig));
    }

    /// <summary>A granted target takes by an approval that the owner gave before; no word of the call says so.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Outflow_that_is_not_counted_is_undone_and_told_by_name(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateGuardedAsync(standard, version);
        Address token = rig.Stack.Contracts.Token;
        Address drainer = await SessionContracts.DeployAsync(rig.Stack.Chain, "Drainer", "(address)", [token]);
        Call approve = Call.Function(token, "approve(address,uint256)", drainer, (UInt256)Approved);
        (await rig.SendAsOwnerAsync([approve])).EnsureSuccess();
        Call drain = Call.Function(drainer, "drain()");
        UInt256 before = await rig.Stack.GetTokenBalanceAsync(token, rig.Account.Address);

        TestSession guarded = await ApproveAsync(
            rig, envelope => MayDrain(envelope, drainer) with { Guard = Watched(rig) });
        StrictUse undone = await StrictStackFixture.SendAsync(rig, guarded, [drain], guarded.Approval);

        Assert.False(undone.Receipt.IsSuccess, "the guard undid it");
        OutflowNotCounted refusal = Assert.IsType<OutflowNotCounted>(undone.Receipt.RevertError);
        Assert.Equal(
            (Asset.Token(token), (UInt256)Approved, UInt256.Zero), (refusal.Asset, refusal.Outflow, refusal.Counted));
        Assert.Equal(before, await rig.Stack.GetTokenBalanceAsync(token, rig.Account.Address));
        BundlerException told = Assert.Throws<BundlerException>(undone.Receipt.EnsureSuccess);
        Assert.Contains("OutflowNotCounted: The execution was refused", told.Message, StringComparison.Ordinal);

        // Without a guard in the grant the same call of the same account runs.
        TestSession unguarded = await ApproveAsync(rig, envelope => MayDrain(envelope, drainer) with { Salt = 2 });
        await StrictStackFixture.UseAsync(rig, unguarded, [drain], unguarded.Approval);
        Assert.Equal(before - Approved, await rig.Stack.GetTokenBalanceAsync(token, rig.Account.Address));
    }

    /// <summary>One US dollar for a token of 6 decimals, by a feed of 8.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Limit_in_dollars_holds_at_the_price_of_the_feed(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateGuardedAsync(standard, version);
        PriceFeedList feeds = await RegisterFeedAsync(rig);
        TestSession session = await ApproveAsync(rig, envelope => envelope with
        {
            Guard = Watched(rig) with
            {
                UsdLimit = 100_00000000,
                UsdPeriod = TimeSpan.FromDays(1),
                FeedsHash = feeds.Hash,
            },
        });

        await StrictStackFixture.UseAsync(
            rig, session, [SessionScenario.Transfer(rig, 60_000_000)], session.Approval);
        UsdWindow window = await ReadSpentAsync(rig, session);
        StrictUse undone = await StrictStackFixture.SendAsync(
            rig, session, [SessionScenario.Transfer(rig, 40_000_001)]);
        await StrictStackFixture.UseAsync(rig, session, [SessionScenario.Transfer(rig, 40_000_000)]);

        UsdLimitExceeded refusal = Assert.IsType<UsdLimitExceeded>(undone.Receipt.RevertError);
        Assert.Equal(
            ((UInt256)100_00000000, (UInt256)60_00000000, (UInt256)40_00000100),
            (refusal.Limit, refusal.Spent, refusal.Requested));
        Assert.Equal(TimeSpan.Zero, refusal.ResetsAt?.TimeOfDay);
        Assert.Equal((UInt128)60_00000000, window.Spent);
        Assert.Equal(new UsdWindow(window.Index, 100_00000000), await ReadSpentAsync(rig, session));
        DateTimeOffset resetsAt = refusal.ResetsAt!.Value;
        Assert.Equal(window.Spent, window.SpentAt(resetsAt - TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));
        Assert.Equal(UInt128.Zero, window.SpentAt(resetsAt, TimeSpan.FromDays(1)));
    }

    /// <summary>What <see cref="ModuleEnvironment.ArmedGuards"/> is filled with, by the answers of the chain.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Armed_guards_are_those_installed_on_the_account_and_route(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateGuardedAsync(standard, version);
        Address guard = rig.Guard!.Value;
        Address other = await SessionContracts.DeployAsync(
            rig.Stack.Chain, "SessionExecutionGuard", "(address)", [rig.Owner.Address]);
        SessionContext context = await rig.GetContextAsync();
        AccountRig unguarded = await fixture.CreateAsync(standard, version);

        ValueList<Address> armed = await ExecutionGuards.ReadArmedAsync(
            rig.Stack.Node, context, [other, rig.Stack.Contracts.Token, rig.Owner.Address, guard]);

        Assert.Equal([guard], armed);
        Assert.Empty(await ReadAsync(await unguarded.GetContextAsync()));
        Assert.Empty(await ReadAsync(context with { Account = rig.Owner.Address }));
        Assert.Empty(await ReadAsync(context with { Module = other }));
        Assert.Empty(await ReadAsync(context with { Route = Route.Erc6900(9) }));

        Task<ValueList<Address>> ReadAsync(SessionContext asked) =>
            ExecutionGuards.ReadArmedAsync(rig.Stack.Node, asked, [guard]);
    }

    private static Task<UsdWindow> ReadSpentAsync(AccountRig rig, TestSession session) =>
        ExecutionGuards.ReadUsdSpentAsync(
            rig.Stack.Node, rig.Guard!.Value, rig.Account.Address, session.Grant.SessionId);

    private static Task<TestSession> ApproveAsync(
        AccountRig rig, Func<CapabilityEnvelope, CapabilityEnvelope> change) =>
        SessionScenario.ApproveAsync(rig, ApprovalForm.Typed, InMemorySessionKey.Create(), change);

    private static GuardTerm Watched(AccountRig rig) => new()
    {
        Guard = rig.Guard!.Value,
        UsdLimit = 0,
        UsdPeriod = TimeSpan.Zero,
        FeedsHash = Hash32.Zero,
    };

    private static CapabilityEnvelope MayDrain(CapabilityEnvelope envelope, Address drainer) => envelope with
    {
        Capabilities =
        [
            new Capability { Id = "drain", Target = drainer, Selector = Selector.FromSignature("drain()") },
        ],
    };

    /// <summary>A list with one feed, whose hash the guard computes as the library does.</summary>
    private static async Task<PriceFeedList> RegisterFeedAsync(AccountRig rig)
    {
        Address aggregator = await SessionContracts.DeployAsync(
            rig.Stack.Chain, "ChainlinkFeedMock", "(uint8,int256)", [(UInt256)8, (UInt256)100_000_000]);
        PriceFeed feed = new()
        {
            Asset = Asset.Token(rig.Stack.Contracts.Token),
            AssetDecimals = 6,
            Aggregator = aggregator,
            MaxAge = TimeSpan.FromDays(365),
        };
        PriceFeedList list = new([feed]);
        byte[] callData = SessionExecutionGuardCalls.RegisterFeeds(list);
        Address guard = rig.Guard!.Value;
        NodeClient node = rig.Stack.Node;
        Assert.Equal(list.Hash, SessionExecutionGuardCalls.ReadRegisterFeeds(await node.CallAsync(guard, callData)));

        await rig.Stack.Chain.Client.SendTransactionAsync(guard, callData);

        Assert.Equal(feed, await ExecutionGuards.ReadFeedAsync(node, guard, list.Hash, feed.Asset));
        Assert.Null(await ExecutionGuards.ReadFeedAsync(node, guard, list.Hash, Asset.Native));
        Assert.Null(await ExecutionGuards.ReadFeedAsync(node, guard, Hash32.Zero, feed.Asset));
        return list;
    }
}
