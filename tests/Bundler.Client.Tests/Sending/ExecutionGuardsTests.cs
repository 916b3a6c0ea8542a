using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class ExecutionGuardsTests
{
    private static readonly Address Guard = Address.Parse("0x60a4d00000000000000000000000000000000001");
    private static readonly Address Other = Address.Parse("0x60a4d00000000000000000000000000000000002");
    private static readonly Address Account = Address.Parse("0xacc0000000000000000000000000000000000001");
    private static readonly Address Module = Address.Parse("0x5e55100000000000000000000000000000000001");

    private static readonly SessionId Id = new(Keccak256.Hash("session"u8));

    private static readonly string Yes = Word("1");
    private static readonly string Watched = Word(Hex.Format(Module.ToArray())[2..]);

    private static readonly FakeReply Revert =
        FakeReply.Error("""{"code":3,"message":"execution reverted","data":"0x"}""");

    private static readonly SessionContext Context = new()
    {
        ChainId = 31337,
        Module = Module,
        Account = Account,
        Route = Route.Erc7579,
        Epoch = 1,
    };

    [Fact]
    public async Task Guard_that_is_armed_for_the_module_is_found()
    {
        await using FakeBundler server = Answering(Yes, Watched);

        Assert.Equal([Guard], await ExecutionGuards.ReadArmedAsync(Client(server), Context, [Guard]));

        Assert.Equal(
            [
                Hex.Format(SessionExecutionGuardViews.Armed(Account, Route.Erc7579)),
                Hex.Format(SessionExecutionGuardViews.Module()),
            ],
            server.Requests.Select(request => request.Parameters[0].GetProperty("data").GetString()));
        Assert.All(
            server.Requests,
            request => Assert.Equal(Guard.ToString(), request.Parameters[0].GetProperty("to").GetString()));
    }

    [Fact]
    public async Task Guards_keep_their_order_and_nobody_is_asked_without_any()
    {
        await using FakeBundler server = Answering(Yes, Watched);

        Assert.Empty(await ExecutionGuards.ReadArmedAsync(Client(server), Context, []));
        Assert.Empty(server.Requests);
        Assert.Equal([Other, Guard], await ExecutionGuards.ReadArmedAsync(Client(server), Context, [Other, Guard]));
    }

    [Fact]
    public async Task Guard_that_is_not_armed_or_not_there_or_of_another_module_is_left_out()
    {
        FakeReply armed = FakeReply.Result($"\"{Yes}\"");
        FakeReply foreign = FakeReply.Result($"\"{Word(Hex.Format(Account.ToArray())[2..])}\"");
        (FakeReply Armed, FakeReply Module)[] answers =
        [
            (FakeReply.Result($"\"{Word("0")}\""), armed),
            (FakeReply.Result("\"0x\""), armed),
            (Revert, armed),
            (armed, foreign),
        ];

        foreach ((FakeReply answer, FakeReply module) in answers)
        {
            await using FakeBundler server = Answering(answer, module);
            Assert.Empty(await ExecutionGuards.ReadArmedAsync(Client(server), Context, [Guard]));
        }
    }

    [Theory]
    [InlineData("0x01")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000002")]
    public async Task Answer_that_is_no_guards_is_refused(string answer)
    {
        await using FakeBundler server = Answering(answer, answer);
        NodeClient node = Client(server);

        Task[] questions =
        [
            ExecutionGuards.ReadArmedAsync(node, Context, [Guard]),
            ExecutionGuards.ReadUsdSpentAsync(node, Guard, Account, Id),
            ExecutionGuards.ReadFeedAsync(node, Guard, Hash32.Zero, Asset.Native),
        ];

        foreach (Task question in questions)
        {
            SessionKeyException refusal = await Assert.ThrowsAsync<SessionKeyException>(() => question);
            Assert.Equal("abi-invalid-data", refusal.Id);
        }
    }

    [Fact]
    public async Task Place_without_a_guard_has_neither_a_sum_nor_a_feed()
    {
        await using FakeBundler server = Answering("0x", "0x");
        NodeClient node = Client(server);

        await Assert.ThrowsAsync<SessionKeyException>(
            () => ExecutionGuards.ReadUsdSpentAsync(node, Guard, Account, Id));
        await Assert.ThrowsAsync<SessionKeyException>(
            () => ExecutionGuards.ReadFeedAsync(node, Guard, Hash32.Zero, Asset.Native));
    }

    [Fact]
    public async Task Revert_of_a_sum_or_a_feed_is_told()
    {
        await using FakeBundler server = Answering(Revert, Revert);
        NodeClient node = Client(server);

        await Assert.ThrowsAsync<CallRevertedException>(
            () => ExecutionGuards.ReadUsdSpentAsync(node, Guard, Account, Id));
        await Assert.ThrowsAsync<CallRevertedException>(
            () => ExecutionGuards.ReadFeedAsync(node, Guard, Hash32.Zero, Asset.Native));
    }

    [Fact]
    public async Task Sum_and_feed_are_read()
    {
        await using FakeBundler sum = Answering(Word("4e20") + Word("165a0bc00")[2..], Yes);
        await using FakeBundler none = Answering("0x" + new string('0', 256), Yes);

        Assert.Equal(
            new UsdWindow(20_000, 60_00000000),
            await ExecutionGuards.ReadUsdSpentAsync(Client(sum), Guard, Account, Id));
        Assert.Equal(
            Hex.Format(SessionExecutionGuardViews.UsdSpent(Account, Id)),
            Assert.Single(sum.Requests).Parameters[0].GetProperty("data").GetString());
        Assert.Null(await ExecutionGuards.ReadFeedAsync(Client(none), Guard, Id.Value, Asset.Native));
        Assert.Equal(
            Hex.Format(SessionExecutionGuardViews.FeedOf(Id.Value, Asset.Native)),
            Assert.Single(none.Requests).Parameters[0].GetProperty("data").GetString());
    }

    private static FakeBundler Answering(string armed, string module) =>
        Answering(FakeReply.Result($"\"{armed}\""), FakeReply.Result($"\"{module}\""));

    /// <summary>The second answer is that of <c>module()</c>, the first one of every other question.</summary>
    private static FakeBundler Answering(FakeReply other, FakeReply module) => FakeBundler.Start().On(
        "eth_call",
        request => request.Parameters[0].GetProperty("data").GetString()
            == Hex.Format(SessionExecutionGuardViews.Module())
            ? module
            : other);

    private static string Word(string hex) => "0x" + hex.PadLeft(64, '0');

    private static NodeClient Client(FakeBundler server) => new(Rpc.Client(server));
}
