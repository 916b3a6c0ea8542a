using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class TransactionRelayTests
{
    private static readonly Call Call = new(
        Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979"), UInt256.Zero, new byte[] { 1, 2, 3, 4 });

    private static readonly FakeReply Pending = FakeReply.Result("null");

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly InMemorySessionKey _payer = InMemorySessionKey.FromSecret(Keccak256.Hash("payer"u8).ToArray());

    [Fact]
    public async Task Transaction_has_the_next_nonce_current_fees_and_a_quarter_more_gas()
    {
        await using FakeBundler node = Node();

        SignedTransaction signed = await Relay(node).SignAsync(Call);

        (string from, string to) = (Hex.Format(_payer.Address.ToArray()), Hex.Format(Call.Target.ToArray()));
        Assert.Equal(
            new Eip1559Transaction
            {
                ChainId = 31337,
                Nonce = 5,
                MaxFeePerGasWei = 207,
                MaxPriorityFeePerGasWei = 7,
                GasLimit = 125_000,
                Call = Call,
            },
            signed.Transaction);
        Assert.Equal(_payer.Address, signed.Sender);
        Assert.Equal(
            $$"""[{"from":"{{from}}","to":"{{to}}","value":"0x0","data":"0x01020304"}]""",
            Assert.Single(node.RequestsOf("eth_estimateGas")).Parameters.GetRawText());
        Assert.Equal(
            $"""["{_payer.Address}","pending"]""",
            Assert.Single(node.RequestsOf("eth_getTransactionCount")).Parameters.GetRawText());
        Assert.Empty(node.RequestsOf("eth_sendRawTransaction"));
    }

    [Fact]
    public async Task Call_that_would_revert_is_not_signed()
    {
        await using FakeBundler node = Node()
            .On("eth_estimateGas", FakeReply.Error(
                """{"code":3,"message":"execution reverted","data":"0x08c379a0"}"""));

        CallRevertedException reverted = await Assert.ThrowsAsync<CallRevertedException>(
            () => Relay(node).SignAsync(Call));

        Assert.Equal("0x08c379a0", Hex.Format(reverted.RevertData.Span));
        Assert.Empty(node.RequestsOf("eth_getTransactionCount"));
    }

    [Fact]
    public async Task Receipt_ends_the_wait_and_the_transaction_was_sent_once()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        Accept(node, signed).On("eth_getTransactionReceipt", Pending, Pending, Receipt(signed, "0x1"));

        TransactionReceipt receipt = await RunAsync(Relay(node).SendAsync(signed));

        Assert.Equal(signed.Hash, receipt.TransactionHash);
        Assert.Equal(
            $"[\"{Hex.Format(signed.Raw.Span)}\"]",
            Assert.Single(node.RequestsOf("eth_sendRawTransaction")).Parameters.GetRawText());
    }

    [Fact]
    public async Task Transaction_whose_arrival_is_in_doubt_is_sent_again_byte_for_byte()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        node.On(
                "eth_sendRawTransaction",
                FakeReply.Html(503),
                FakeReply.Error(-32000, "already known"))
            .On("eth_getTransactionReceipt", Pending, Pending, Receipt(signed, "0x1"));

        await RunAsync(Relay(node).SendAsync(signed));

        string[] sent = [.. node.RequestsOf("eth_sendRawTransaction").Select(each => each.Parameters.GetRawText())];
        Assert.Equal(2, sent.Length);
        Assert.Equal(sent[0], sent[1]);
        Assert.Single(node.RequestsOf("eth_getTransactionCount"));
    }

    [Fact]
    public async Task Refused_transaction_that_is_not_on_the_chain_is_an_error_at_once()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        node.On("eth_sendRawTransaction", FakeReply.Error(-32000, "insufficient funds for gas * price + value"))
            .On("eth_getTransactionReceipt", Pending);

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(() => Relay(node).SendAsync(signed));

        Assert.Contains("insufficient funds", refused.ServerMessage, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.UnixEpoch, _time.GetUtcNow());
    }

    [Fact]
    public async Task Transaction_that_was_included_before_is_not_refused()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        node.On("eth_sendRawTransaction", FakeReply.Error(-32000, "nonce too low"))
            .On("eth_getTransactionReceipt", Receipt(signed, "0x1"));

        Assert.Equal(signed.Hash, (await Relay(node).SendAsync(signed)).TransactionHash);
    }

    [Fact]
    public async Task Reverted_transaction_is_an_error_with_its_hash()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        Accept(node, signed).On("eth_getTransactionReceipt", Receipt(signed, "0x0"));

        SessionKeyException reverted = await Assert.ThrowsAsync<SessionKeyException>(
            () => Relay(node).SendAsync(signed));

        Assert.Equal("relay-reverted", reverted.Id);
        Assert.Contains(signed.Hash.ToString(), reverted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ends_in_time_and_says_what_may_still_happen()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        Accept(node, signed).On("eth_getTransactionReceipt", Pending);
        TransactionRelay relay = Relay(node, new ReceiptWaitOptions { Timeout = TimeSpan.FromSeconds(7) });

        SessionKeyException pending = await Assert.ThrowsAsync<SessionKeyException>(
            () => RunAsync(relay.SendAsync(signed)));

        Assert.Equal("relay-pending", pending.Id);
        Assert.Contains($"{signed.Hash} came within 7 s", pending.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), _time.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Wait_can_be_cancelled()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        using CancellationTokenSource stop = new();
        Accept(node, signed).On("eth_getTransactionReceipt", _ =>
        {
            stop.Cancel();
            return Pending;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Relay(node).SendAsync(signed, stop.Token));
    }

    [Fact]
    public async Task Node_that_names_another_hash_is_not_believed()
    {
        await using FakeBundler node = Node();
        SignedTransaction signed = await Relay(node).SignAsync(Call);
        node.On("eth_sendRawTransaction", FakeReply.Result($"\"{Samples.Hash(3)}\""));

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => new NodeClient(Rpc.Client(node)).SendRawTransactionAsync(signed));

        Assert.Equal(BundlerErrorKind.MalformedReply, refused.Kind);
        Assert.Contains(signed.Hash.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_of_another_key_is_not_sent()
    {
        await using FakeBundler node = Node();
        TransactionRelay relay = new(new NodeClient(Rpc.Client(node)), new ForeignKey(_payer), null, _time);

        SessionKeyException refused = await Assert.ThrowsAsync<SessionKeyException>(() => relay.SignAsync(Call));

        Assert.Equal("relay-payer-mismatch", refused.Id);
    }

    [Fact]
    public async Task Key_of_another_curve_cannot_pay()
    {
        await using FakeBundler node = Node();
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();

        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new TransactionRelay(new NodeClient(Rpc.Client(node)), key));

        Assert.Contains("P256", refused.Message, StringComparison.Ordinal);
    }

    private static FakeReply Receipt(SignedTransaction signed, string status) => FakeReply.Result(
        $$"""
        {"transactionHash":"{{signed.Hash}}","blockHash":"{{Samples.Hash(2)}}","blockNumber":"0x9","gasUsed":"0x5208",
        "status":"{{status}}","logs":[]}
        """);

    private static FakeBundler Node() => FakeBundler.Start()
        .On("eth_chainId", FakeReply.Result("\"0x7a69\""))
        .On("eth_getTransactionCount", FakeReply.Result("\"0x5\""))
        .On("eth_estimateGas", FakeReply.Result("\"0x186a0\""))
        .On("eth_maxPriorityFeePerGas", FakeReply.Result("\"0x7\""))
        .On("eth_getBlockByNumber", FakeReply.Result(
            $$"""{"number":"0x1","hash":"{{Samples.Hash(1)}}","timestamp":"0x1","baseFeePerGas":"0x64"}"""));

    private static FakeBundler Accept(FakeBundler node, SignedTransaction signed) =>
        node.On("eth_sendRawTransaction", FakeReply.Result($"\"{signed.Hash}\""));

    private TransactionRelay Relay(FakeBundler node, ReceiptWaitOptions? options = null) =>
        new(new NodeClient(Rpc.Client(node)), _payer, options, _time);

    /// <summary>Moves the clock whenever the wait sleeps: then its pause waits beside its deadline.</summary>
    private async Task<T> RunAsync<T>(Task<T> waiting)
    {
        while (!waiting.IsCompleted)
        {
            if (_time.PendingTimers == 2)
            {
                _time.AdvanceToNextTimer();
            }

            await Task.Delay(1);
        }

        return await waiting;
    }

    private sealed class ForeignKey(ISessionKeySigner claimed) : ISessionKeySigner
    {
        private readonly InMemorySessionKey _actual = InMemorySessionKey.Create();

        public Address Address => claimed.Address;

        public KeyType KeyType => KeyType.Secp256k1;

        public ReadOnlyMemory<byte> PublicKey => default;

        public ValueTask<ReadOnlyMemory<byte>> SignAsync(
            Hash32 digest, CancellationToken cancellationToken = default) =>
            _actual.SignAsync(digest, cancellationToken);
    }
}
